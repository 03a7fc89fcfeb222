"""What a table of keys is made of: keys with their shapes, and the pieces that tables share.

Knows the kinds of values and nothing of particular tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from portfolio_app.core.model import Day
from portfolio_app.core.sharing import Holder
from portfolio_app.exchange.kinds import ID, LONG_TEXT, NAME, Kind, among, figure, number, one_of


class Need(Enum):
    """Whether a key must be there."""

    OPTIONAL = auto()
    REQUIRED = auto()


class Many(Enum):
    """How often a table comes: once, any number of times, or either way."""

    ONE = auto()
    MANY = auto()
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one kind; `least` of them, none twice."""

    item: Kind
    least: int = 1

    @property
    def what(self) -> str:
        """What the list holds, in words."""
        return f"a list, each {self.item.what}"


@dataclass(frozen=True, slots=True)
class MapOf:
    """A table whose keys are free names, each with a value of one kind."""

    item: Kind

    @property
    def what(self) -> str:
        """What the table holds, in words."""
        return f"a table of names, each with {self.item.what}"


@dataclass(frozen=True, slots=True)
class Nested:
    """A table within a table."""

    keys: "Table"
    many: Many = Many.ONE

    @property
    def what(self) -> str:
        """What it is, in words."""
        return f"{'a table' if self.many is Many.ONE else 'tables'}, {self.keys.heading}"


Shape = Kind | ListOf | MapOf | Nested


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in the file, its kind, what it means, and its field of the model."""

    name: str
    shape: Shape
    help: str
    need: Need = Need.OPTIONAL
    attribute: str = ""

    @property
    def field(self) -> str:
        """The name of the model's field; the key's own name unless it differs."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one table; `heading` is how a file writes it, `help` what it is for."""

    name: str
    heading: str
    help: str
    keys: tuple[Key, ...]

    @property
    def by_name(self) -> Mapping[str, Key]:
        """The keys by their names in the file."""
        return {key.name: key for key in self.keys}


REQUIRED = Need.REQUIRED
REFERENCE = replace(NAME, what="the id of another table")
WEEKDAY = one_of(Day, leave_out=(Day.HOLIDAY,))
HOLDER = among({"me": Holder.ME, "partner": Holder.PARTNER}, lambda one: str(one.value))
LEAD = among(
    {"me": Holder.ME, "partner": Holder.PARTNER, "either": None},
    lambda one: "either" if one is None else str(one.value),
)
UNITS = number(0, 200)
SOME_UNITS = number(0, 200, above=True)
WEEK_HOURS = 168  # hours
YEAR_HOURS = 8784  # hours of a leap year
STATED_FIGURE = figure(10000)

ID_KEY = Key(
    "id", ID, "A short name that other tables refer to. Left out, it is made from the title."
)
PLAIN_ID_KEY = Key("id", ID, "A short name for this table.")
NOTES_KEY = Key("notes", LONG_TEXT, "Free text, printed only where asked.")
