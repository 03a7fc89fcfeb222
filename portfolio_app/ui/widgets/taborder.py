"""The order in which Tab goes through widgets: as they are laid out, whenever they were made.

Knows nothing of what the widgets are.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def as_laid_out(widget: QWidget | None) -> Iterator[QWidget]:
    """A widget and those inside it that take the focus by Tab, in the order of their layouts."""
    if widget is None:
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        yield from as_laid_out(widget.widget())
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            yield from as_laid_out(widget.widget(place))
    else:
        for inside in _laid(widget.layout()):
            yield from as_laid_out(inside)


def _laid(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(0 if layout is None else layout.count()):
        item = layout.itemAt(place) if layout is not None else None
        if item is None:
            continue
        widget = item.widget()
        if widget is not None:
            yield widget
        else:
            yield from _laid(item.layout())


def set_tab_order(widgets: Sequence[QWidget]) -> None:
    """Let Tab go through widgets of one window in this order."""
    for first, second in pairwise(widgets):
        QWidget.setTabOrder(first, second)


def tab_as_laid_out(widget: QWidget) -> None:
    """Let Tab go through a widget as it is laid out now."""
    set_tab_order(list(as_laid_out(widget)))


def follow_focus(widget: QWidget, *, moved: bool) -> bool:
    """Scroll to where Tab has gone, if it `moved` and stayed inside; `moved` is given back."""
    focused = widget.window().focusWidget()
    if moved and focused is not None and widget.isAncestorOf(focused):
        bring_into_view(focused)
    return moved


def bring_into_view(widget: QWidget) -> None:
    """Scroll to a widget: Qt does so only where the focus was in the same scrolling page before."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
