"""Pages to read: the keys, a reference in Markdown, and problems that are told all at once.

Shows what it is given. Knows neither the library nor the document.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QTextBlockFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.ui import theme
from portfolio_app.ui.actions import ROWS, Menu, keys_text, plain
from portfolio_app.ui.week.keyboard import KEYS
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import SELECTABLE, HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage

Act = tuple[str, object]


class _Page(QWidget):
    """A page with a way back. `closed` asks for the panel that was shown before."""

    closed = Signal()

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        self.column.setSpacing(theme.px(10))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        self.head.addWidget(HeaderLabel(title))
        self.head.addStretch(1)
        self.back = button("Back", self.closed.emit, icon="caret-left")
        self.head.addWidget(self.back)
        self.column.addLayout(self.head)
        if about:
            self.column.addWidget(TextLabel(about, role=TextRole.SOFT, wrap=True))


class KeysPage(_Page):
    """Every command with its key, menu by menu, and the keys of the week."""

    def __init__(self) -> None:
        """List them from the table of actions."""
        said = "Everything can be done without a mouse. Tab moves on, Escape closes what is open."
        super().__init__("Keys", said)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, theme.px(8), 0)
        across.setSpacing(theme.px(14))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.px(14))
            across.addLayout(column, 1)
        for menu, column in zip(Menu, (left, left, right, right, right), strict=True):
            column.addWidget(_menu_card(menu))
        left.addWidget(_week_card())
        for column in (left, right):
            column.addStretch(1)
        area = ScrollPage(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrow keys scroll it
        area.setAccessibleName("Keys")
        self.column.addWidget(area, 1)


def _menu_card(menu: Menu) -> Card:
    rows = [(plain(row.text), keys_text(row)) for row in ROWS if row.menu is menu]
    return _keys_card(f"{menu.value} menu", rows)


def _week_card() -> Card:
    return _keys_card("In the week", [(does[:1].upper() + does[1:], keys) for keys, does in KEYS])


def _keys_card(title: str, rows: Sequence[tuple[str, str]]) -> Card:
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(5))
    grid.setColumnStretch(0, 1)
    for at, (does, keys) in enumerate(rows):
        what = TextLabel(does, wrap=True)
        what.setAccessibleName(f"{does}: {keys or 'from the menu'}")
        grid.addWidget(what, at, 0)
        if keys:
            cap = TextLabel(keys, role=TextRole.STRONG)
            cap.setWordWrap(len(keys) > 18)
            cap.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(cap, at, 1)
    card.body.addLayout(grid)
    return card


class MarkdownPage(_Page):
    """A paper of the program's own, to read and to search by its headings."""

    def __init__(self, title: str, file: Path) -> None:
        """Show a Markdown file that the program ships."""
        super().__init__(title, "")
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(title)
        self._text.anchorClicked.connect(self._follow)
        self._source = file.read_text(encoding="utf-8")
        self.restyle()
        copy = button("Copy all", self._copy, icon="copy", look=Look.QUIET)
        self.head.insertWidget(self.head.count() - 1, copy)
        self.column.addWidget(self._text, 1)

    def restyle(self) -> None:
        """Take the colours and the text size in force."""
        look = theme.current()
        document = self._text.document()
        document.setDefaultFont(theme.font())
        document.setDocumentMargin(theme.px(12))
        document.setDefaultStyleSheet(f"a {{ color: {look.accent}; }}")
        document.setMarkdown(self._source)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            cursor.setBlockFormat(_spaced(block.blockFormat(), in_table=_in_table(cursor)))
            block = block.next()
        cursor.endEditBlock()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._source)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        elif link.hasFragment():
            self._text.scrollToAnchor(link.fragment())


def _in_table(cursor: QTextCursor) -> bool:
    return cursor.currentTable() is not None


def _spaced(given: QTextBlockFormat, *, in_table: bool) -> QTextBlockFormat:
    """A block with the room around it that Markdown does not say."""
    made = QTextBlockFormat(given)
    level = made.headingLevel()
    is_code = made.hasProperty(QTextFormat.Property.BlockCodeLanguage) or made.hasProperty(
        QTextFormat.Property.BlockCodeFence
    )
    if level:
        made.setTopMargin(theme.px(18 if level > 1 else 4))
        made.setBottomMargin(theme.px(6))
    elif is_code:
        made.setLeftMargin(theme.px(12))
    elif in_table:
        made.setTopMargin(theme.px(2))
        made.setBottomMargin(theme.px(2))
    else:
        made.setBottomMargin(theme.px(8))
    return made


class ProblemsPage(_Page):
    """What is wrong, all of it at once, to read and to copy, with the acts that mend it."""

    def __init__(
        self, title: str, about: str, problems: Sequence[str], *, acts: Sequence[QWidget] = ()
    ) -> None:
        """List problems, each a sentence or two."""
        super().__init__(title, about)
        self.problems = tuple(problems)
        listing = QPlainTextEdit()
        listing.setReadOnly(True)
        listing.setTabChangesFocus(True)
        listing.setAccessibleName("Problems")
        listing.setPlainText("\n\n".join(self.problems))
        self.column.addWidget(listing, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for act in acts:
            row.addWidget(act)
        row.addWidget(button("Copy all", self.copy, icon="copy"))
        row.addStretch(1)
        self.column.addLayout(row)

    def copy(self) -> None:
        """Put every problem on the clipboard."""
        QGuiApplication.clipboard().setText("\n\n".join(self.problems) + "\n")


class AboutPage(_Page):
    """What the program is, its licence, and what it is made of."""

    def __init__(self, parts: Sequence[tuple[str, str]]) -> None:
        """Show parts: a heading and a paragraph each."""
        super().__init__("About", "")
        inside = QWidget()
        inside.setMaximumWidth(theme.px(640))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        for heading, words in parts:
            card = Card(heading)
            said = TextLabel(words, wrap=True)
            said.setTextInteractionFlags(SELECTABLE)
            card.add(said)
            column.addWidget(card)
        column.addStretch(1)
        self.column.addWidget(ScrollPage(inside), 1)
