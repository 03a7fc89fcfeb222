"""Which needs of the actions are met: what the library, the document and the panels allow now.

Looks, and changes nothing.
"""

from typing import TYPE_CHECKING

from portfolio_app.core.model import OnCall
from portfolio_app.ui.actions import Need
from portfolio_app.ui.places import PanelStack

if TYPE_CHECKING:
    from portfolio_app.ui.shelf import Shelf


def met(shelf: "Shelf", panels: PanelStack) -> frozenset[Need]:
    """The needs that are met now."""
    document = shelf.document
    canvas = getattr(panels.found("week"), "canvas", None)
    in_week = panels.shown == "week" and canvas is not None
    facts = {
        Need.LIBRARY: shelf.is_open,
        Need.CHANGES: shelf.is_open and not shelf.read_only,
        Need.SAMPLES: any(entry.sample for entry in shelf.entries),
        Need.WEEK: in_week,
        Need.CYCLE: canvas is not None and (canvas.scene.weeks > 1 or canvas.real is not None),
        Need.DATES: canvas is not None and canvas.real is not None,
    }
    if shelf.current is not None and document.is_open:
        selected = document.selection
        item = None if selected is None else document.item(selected)
        facts |= {
            Need.PORTFOLIO: True,
            Need.UNDO: document.undo_stack.canUndo(),
            Need.REDO: document.undo_stack.canRedo(),
            Need.ITEM: item is not None,
            Need.ROTA: isinstance(item, OnCall),
            Need.ROLE: bool(document.effective.roles),
            Need.SCENARIO: document.scenario is not None,
            Need.SCENARIOS: bool(document.portfolio.scenarios),
            Need.FINDINGS: bool(document.findings or document.accepted),
        }
    return frozenset(need for need, so in facts.items() if so)
