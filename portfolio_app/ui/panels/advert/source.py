"""Where the advert comes from and what the person says of it: text, contract, employer, title.

Knows nothing of how a text is read.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.exchange.advert.tables import decode, is_text, read_table, to_tabs
from portfolio_app.ui import theme
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.fields import WordedCombo
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

FILTER = "Job plans (*.txt *.csv *.tsv *.html *.htm *.toml);;All files (*)"
TITLE = "Advertised post"
EMPLOYER = "The employer"
_BOX_HEIGHT = 236
_LARGEST_FILE = 5_000_000


class PasteBox(QPlainTextEdit):
    """Takes what is pasted as text; a table of a web page or of Word keeps its columns."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName("Text of the advert")
        self.setAccessibleDescription("Paste the table of the job plan here, with its totals.")
        self.setPlaceholderText("Paste the job plan here: its table, with the totals.")
        self.restyle()

    def restyle(self) -> None:
        """Take the text size in force; letters of one width keep the columns under each other."""
        face = theme.font(size=theme.BASE_SIZE - 1)
        face.setFamilies(["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"])
        self.setFont(face)
        self.setFixedHeight(theme.px(_BOX_HEIGHT))

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasHtml() and "<table" in source.html().lower():
            self.insertPlainText(to_tabs(read_table(source.html())))
            return
        if source.hasText():
            self.insertPlainText(source.text())


class SourceForm(QWidget):
    """The paste box, and what the advert does not say of itself.

    Signals:
        changed: the text or one of the choices.
        problem: why a file could not be opened, in words.
    """

    changed = Signal()
    problem = Signal(str)

    def __init__(self) -> None:
        """Make the fields; `offer` fills the choosers."""
        super().__init__()
        self.box = PasteBox()
        self._contract = WordedCombo()
        self._contract.setAccessibleName("Contract of the post")
        self._employer = QComboBox()
        self._employer.setAccessibleName("Employer")
        self._employer.setMinimumContentsLength(12)
        self._employer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._employer.setEditable(True)
        self._employer.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._title = QLineEdit(TITLE)
        self._title.setAccessibleName("Title of the post")
        self.clear_button = button("Clear", self.clear, look=Look.QUIET, icon="x")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        text = Card("The advert")
        text.add(self.box)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(button("Open file…", self.ask_file, icon="folder-open"))
        row.addWidget(self.clear_button)
        row.addStretch(1)
        text.body.addLayout(row)
        column.addWidget(text)
        post = Card("The post")
        post.body.setSpacing(theme.px(4))
        for name, field in (
            ("Contract, by whose terms it is counted", self._contract),
            ("Employer, one of yours or another", self._employer),
            ("Title", self._title),
        ):
            post.add(TextLabel(name, role=TextRole.SMALL, wrap=True))
            post.add(field)
        column.addWidget(post)
        column.addStretch(1)
        self.box.textChanged.connect(self.changed)
        self._contract.currentTextChanged.connect(self._contract.setToolTip)
        self._contract.currentIndexChanged.connect(self.changed)
        self._employer.editTextChanged.connect(self.changed)
        self._title.textChanged.connect(self.changed)

    # -- what was said ---------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The advert."""
        return self.box.toPlainText()

    @property
    def contract(self) -> str:
        """The id of the contract; empty where there is none."""
        return str(self._contract.currentData() or "")

    @property
    def employer(self) -> str:
        """The name of the employer."""
        return " ".join(self._employer.currentText().split()) or EMPLOYER

    @property
    def title(self) -> str:
        """The title of the post."""
        return " ".join(self._title.text().split()) or TITLE

    def offer(
        self, contracts: Sequence[tuple[str, str]], employers: Sequence[str], usual: str
    ) -> None:
        """Offer contracts (id, title) and employers; keeps what is chosen where it can."""
        kept = self.contract or usual
        typed = self._employer.currentText()
        for field in (self._contract, self._employer):
            field.blockSignals(True)
        self._contract.clear()
        for key, title in contracts:
            self._contract.addItem(title, key)
        self._contract.setCurrentIndex(max(self._contract.findData(kept), 0))
        self._contract.setToolTip(self._contract.currentText())
        self._employer.clear()
        self._employer.addItems(list(employers))
        self._employer.setCurrentText(typed or EMPLOYER)
        for field in (self._contract, self._employer):
            field.blockSignals(False)

    # -- acts ------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Take the text away."""
        self.box.clear()
        self.box.setFocus()

    def ask_file(self) -> None:
        """Ask for a file and read it."""
        dialog = QFileDialog(self, "Open an advert", "", FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if dialog.exec() and dialog.selectedFiles():
            self.open_file(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def open_file(self, path: Path) -> None:
        """Put the text of a file in the box."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            self.problem.emit(f"“{path.name}” could not be opened: {error.strerror}.")
            return
        if len(raw) > _LARGEST_FILE or not is_text(raw):
            self.problem.emit(
                f"“{path.name}” is not a text. Open it where you read it, copy its table, and"
                " paste that here."
            )
            return
        text = decode(raw)
        if "<table" in text.lower():
            text = to_tabs(read_table(text))
        self.box.setPlainText(text)
