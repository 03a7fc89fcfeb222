"""What the View menu does: panels, the week's days and hours, text size and appearance."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio_app.ui.settings import Appearance, Settings
from portfolio_app.ui.window import MainWindow

if TYPE_CHECKING:
    from portfolio_app.ui.panels.week import WeekPanel

_TEXT_LEAST, _TEXT_MOST, _TEXT_STEP = 90, 200, 10
_TALLER, _SHORTER = 1.25, 0.8


class PanelCommands:
    """The panels of the View menu."""

    def __init__(self, window: MainWindow, start_page: Callable[[], object]) -> None:
        """Act on `window`."""
        self._window = window
        self._start_page = start_page

    def show_week(self) -> None:
        """Show the week."""
        self._window.show_panel("week")

    def show_year(self) -> None:
        """Show the year."""
        self._window.show_panel("year")

    def show_balance(self) -> None:
        """Show the balance."""
        self._window.show_panel("balance")

    def show_jobshare(self) -> None:
        """Show the job share."""
        self._window.show_panel("jobshare")

    def show_advert(self) -> None:
        """Show the check of an advert."""
        self._window.show_panel("advert")

    def show_contracts(self) -> None:
        """Show the contracts."""
        self._window.show_panel("contracts")

    def show_documents(self) -> None:
        """Show the documents."""
        self._window.show_panel("documents")

    def show_settings(self) -> None:
        """Show the settings."""
        self._window.show_panel("settings")

    def show_start(self) -> None:
        """Show the start page."""
        self._start_page()

    def show_findings(self) -> None:
        """List what the checks found."""
        self._window.strip.open_findings()


class LookCommands:
    """The week's days and hours, text size and appearance."""

    def __init__(self, window: MainWindow, settings: Callable[[], Settings]) -> None:
        """Act on `window`; `settings` gives those in force."""
        self._window = window
        self._settings = settings

    def seven_days(self) -> None:
        """Show seven days."""
        self._change(replace(self._settings(), week_days=7))
        self._window.show_panel("week")

    def five_days(self) -> None:
        """Show five days."""
        self._change(replace(self._settings(), week_days=5))
        self._window.show_panel("week")

    def taller(self) -> None:
        """Give each hour more room."""
        self._week().canvas.zoom_by(_TALLER)

    def shorter(self) -> None:
        """Give each hour less room."""
        self._week().canvas.zoom_by(_SHORTER)

    def fit_day(self) -> None:
        """Fit the hours of the day."""
        self._week().canvas.fit_day()

    def week_before(self) -> None:
        """Show the week before."""
        self._step(-1)

    def week_after(self) -> None:
        """Show the week after."""
        self._step(1)

    def real_week(self) -> None:
        """Show a real week by its dates."""
        self._window.show_panel("week")
        self._week().show_real()

    def typical_week(self) -> None:
        """Show the week that is edited."""
        self._window.show_panel("week")
        self._week().show_typical()

    def day_working(self) -> None:
        """Show how a day of the week adds up."""
        self._week().canvas.heads.show_here()

    def text_larger(self) -> None:
        """Make text larger."""
        self._text(_TEXT_STEP)

    def text_smaller(self) -> None:
        """Make text smaller."""
        self._text(-_TEXT_STEP)

    def look_system(self) -> None:
        """Follow the computer."""
        self._change(replace(self._settings(), appearance=Appearance.SYSTEM))

    def look_light(self) -> None:
        """Light."""
        self._change(replace(self._settings(), appearance=Appearance.LIGHT))

    def look_dark(self) -> None:
        """Dark."""
        self._change(replace(self._settings(), appearance=Appearance.DARK))

    def _step(self, by: int) -> None:
        from portfolio_app.ui.week.canvas import step_week

        step_week(self._week().canvas, by)

    def _text(self, by: int) -> None:
        size = min(max(self._settings().text_size + by, _TEXT_LEAST), _TEXT_MOST)
        self._change(replace(self._settings(), text_size=size))
        self._window.tell(f"Text size {size} %.")

    def _change(self, settings: Settings) -> None:
        self._window.settings_changed.emit(settings)

    def _week(self) -> "WeekPanel":
        from portfolio_app.ui.panels.week import WeekPanel

        panel = self._window.panels.panel("week")
        assert isinstance(panel, WeekPanel)
        return panel
