"""The terms on which two people share one post: frozen values, as the portfolio holds them.

What a share means for the week is worked out in `shares` and `jobshare`; nothing here counts.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Attend(Enum):
    """Who must be at a fixed commitment of a shared post."""

    EITHER = "either"
    BOTH = "both"
    MINE = "mine"
    PARTNER = "partner"
    ALTERNATE = "alternate"


class ShareModel(Enum):
    """How two people divide one post."""

    TWIN = "twin"
    HYBRID = "hybrid"
    ISLANDS = "islands"


class ShareSize(Enum):
    """Whether a shared role's `contracted` is the whole post's or each holder's."""

    POST = "post"
    EACH = "each"


class Overlap(Enum):
    """Whether time together lies inside the established hours or is funded on top."""

    INSIDE = "inside"
    FUNDED = "funded"


class Cover(Enum):
    """What one partner gives when the other is away."""

    NONE = "none"
    ASKED = "asked"
    OBLIGED = "obliged"


class Availability(Enum):
    """What a partner says of one half-day; absent means not known, never free."""

    FULL = "full"
    PART = "part"
    NONE = "none"
    FLEXIBLE = "flexible"


class Holder(Enum):
    """One of the two people who share a post."""

    ME = "me"
    PARTNER = "partner"


class Take(Enum):
    """How a scenario takes on a role."""

    WHOLE = "whole"
    SHARED = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A periodic meeting of two partners in their own time (minutes, every so many weeks)."""

    title: str
    minutes: int
    every_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Requests that come to a shared post unplanned, in working hours.

    `requests` a week and `minutes` each are means; `spread` is the standard deviation of the
    minutes over their mean; `urgent` is the part that cannot wait.
    """

    requests: Fraction
    minutes: int
    spread: Fraction = Fraction(1, 2)
    urgent: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """A part of a shared post and who leads it; None is either."""

    title: str
    lead: Holder | None = None
    deputy: Holder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobShare:
    """The terms on which a role is shared; None is not known, never zero.

    `mine` is my part in the contract's unit; None means half of the post. `theirs` is the
    partner's; None is the rest of the post. `cover_displaces` are ids of what covering may push
    aside. `coordination` and `overlap` are minutes a week for each partner.
    """

    size: ShareSize = ShareSize.POST
    model: ShareModel = ShareModel.TWIN
    mine: Fraction | None = None
    theirs: Fraction | None = None
    partner: str | None = None
    overlap: int | None = None
    overlap_kind: Overlap = Overlap.INSIDE
    coordination: int | None = None
    meetings: tuple[Meeting, ...] = ()
    cover: Cover | None = None
    cover_minutes: int | None = None
    cover_displaces: tuple[str, ...] = ()
    demand: Demand | None = None
    responsibilities: tuple[Responsibility, ...] = ()
