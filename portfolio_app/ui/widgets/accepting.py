"""Accepting something with a reason, in place: a link that opens a line to write the reason in.

Knows nothing of what is accepted.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

_LONGEST = 200  # characters, as in a plan file


class AcceptForm(QWidget):
    """The link "Accept this…"; behind it a line for the reason, without which nothing is accepted.

    Signals:
        given: the reason.
    """

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start closed."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._open = button("Accept this…", self.ask, look=Look.LINK)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self._form = QWidget()
        inner = QVBoxLayout(self._form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(4))
        asks = TextLabel(
            "Why is it all right? The reason is printed.", role=TextRole.SMALL, wrap=True
        )
        inner.addWidget(asks)
        self._reason = QLineEdit()
        self._reason.setMaxLength(_LONGEST)
        self._reason.setAccessibleName("Why it is all right")
        self._reason.returnPressed.connect(self._give)
        self._reason.textChanged.connect(lambda _text: self._judge())
        inner.addWidget(self._reason)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self._accept = button("Accept", self._give)
        row.addWidget(self._accept)
        row.addWidget(button("Cancel", self.close_form, look=Look.QUIET))
        row.addStretch(1)
        inner.addLayout(row)
        column.addWidget(self._form)
        self.close_form()

    def set_matter(self, about: str) -> None:
        """Say what is accepted, and ask anew."""
        self._open.setToolTip(f"Accepts what this check finds about {about}")
        self._open.setAccessibleName(f"Accept this about {about}")
        self.close_form()

    def ask(self) -> None:
        """Show the line for the reason."""
        self._open.hide()
        self._form.show()
        self._judge()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Take the line away again; nothing is accepted."""
        here = QApplication.focusWidget()
        had_focus = here is not None and self._form.isAncestorOf(here)
        self._reason.clear()
        self._form.hide()
        self._open.show()
        if had_focus:
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        self._accept.setEnabled(bool(self._reason.text().strip()))

    def _give(self) -> None:
        reason = " ".join(self._reason.text().split())
        if reason:
            self.given.emit(reason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._form.isVisible():
            self.close_form()
        else:
            super().keyPressEvent(event)
