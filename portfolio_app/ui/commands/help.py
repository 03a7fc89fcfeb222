"""What the Help menu does: keys, the plan file's reference, where files are, about."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices

from portfolio_app import __version__, paths
from portfolio_app.ui import settings
from portfolio_app.ui.panels.reading import AboutPage, KeysPage, MarkdownPage
from portfolio_app.ui.panels.settings import FilesPage
from portfolio_app.ui.window import MainWindow


class HelpCommands:
    """The Help menu of a window."""

    def __init__(self, window: MainWindow) -> None:
        """Act on `window`."""
        self._window = window

    def keys(self) -> None:
        """Show every command and its key."""
        page = KeysPage()
        page.closed.connect(self._window.go_back)
        self._window.panels.show_page("keys", page)

    def plan_file(self) -> None:
        """Show the reference of the plan file."""
        page = MarkdownPage("Plan file reference", paths.resource("help", "plan-file.md"))
        page.closed.connect(self._window.go_back)
        self._window.panels.show_page("plan-file", page)

    def files(self) -> None:
        """Show where everything is kept."""
        page = FilesPage(self._places())
        page.open_folder.connect(_show_folder)
        page.closed.connect(self._window.go_back)
        self._window.panels.show_page("files", page)

    def about(self) -> None:
        """Show what the program is and what it is made of."""
        page = AboutPage(_about())
        page.closed.connect(self._window.go_back)
        self._window.panels.show_page("about", page)

    def _places(self) -> list[tuple[str, Path, str]]:
        library = self._window.shelf.path or paths.library_file()
        return [
            (
                "The library",
                library,
                (
                    "Every portfolio, in one SQLite file that only you can read. To back it up, "
                    "copy this file while the program is closed. To erase everything, delete it "
                    "and its backups."
                ),
            ),
            (
                "Backups",
                library.parent / "backups",
                (
                    "The last ten copies, and one of each of the last thirty days that had one. A"
                    " copy is made when the program opens a library that has changed."
                ),
            ),
            (
                "Settings",
                paths.config_dir() / settings.FILE,
                "Your choices on the Settings page, as a short text file.",
            ),
            (
                "Log",
                paths.data_dir() / "portfolio.log",
                "What went wrong, if anything did: for whoever helps you.",
            ),
        ]


def _about() -> Sequence[tuple[str, str]]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    return (
        (
            f"Portfolio {__version__}",
            (
                "Models the working week of a UK clinician with several jobs, counts it exactly, "
                "and tries a job share on. It is no advice on pay, law or human resources; every "
                "rule names its source and date."
            ),
        ),
        (
            "Licence",
            (
                "GNU General Public License, version 3 or later: you may use, study, share and "
                "change it. It comes without any warranty."
            ),
        ),
        (
            "Made with",
            (
                f"Python {python}; Qt {qVersion()} and PySide6 (LGPL 3); matplotlib; Typst (Apache"
                " 2.0); sqlite-utils (Apache 2.0); holidays, tomli-w and platformdirs (MIT); "
                "click (BSD)."
            ),
        ),
        (
            "Letters and signs",
            (
                "Inter by Rasmus Andersson (SIL Open Font License 1.1) and Phosphor Icons (MIT); "
                "their licences lie beside them in the program’s resources."
            ),
        ),
        (
            "Your data",
            "Stays on this computer. The program uses no network, no account and no telemetry.",
        ),
    )


def _show_folder(folder: object) -> None:
    if isinstance(folder, Path):
        place = folder if folder.is_dir() else folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
