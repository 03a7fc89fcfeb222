"""Portfolios for the tests of documents: two employers and life, and a rota of several weeks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portfolio_app.core.contracts import Contracts, read_contracts
from portfolio_app.core.model import (
    Activity,
    CallWork,
    Clock,
    Commitment,
    CycleWeeks,
    Day,
    Employer,
    EmployerKind,
    MonthWeeks,
    Nation,
    OnCall,
    OneIn,
    Per,
    Person,
    PerYear,
    Portfolio,
    Registration,
    Role,
    Site,
    StatedTotals,
)
from portfolio_app.core.shares import effective
from portfolio_app.core.workload import Count, count
from portfolio_app.documents.scope import Stamp
from portfolio_app.paths import resource

STAMP = Stamp(date(2026, 11, 23), "0.1.0")
CONSULTANT = "consultant-england-2003"


def clock(start: int, end: int) -> Clock:
    """A window by whole hours."""
    return Clock(start * 60, end * 60)


def contracts() -> Contracts:
    """The contracts that the program ships."""
    return read_contracts(resource("contracts"))


def counted(portfolio: Portfolio) -> Count:
    """The counted week of a portfolio."""
    terms = contracts()
    return count(effective(portfolio, terms), terms)


def public_health() -> Portfolio:
    """A trust with two roles, a charity, and life outside work."""
    return Portfolio(
        person=Person(
            name="Consultant in public health",
            nation=Nation.ENGLAND,
            year_start=date(2026, 4, 6),
            registration=Registration(body="GMC"),
            specialty="Public health medicine",
            hours_cap=46 * 60,
            notes="private: thinking of leaving",
        ),
        employers=(
            Employer(
                id="trust",
                name="Example University Hospitals",
                kind=EmployerKind.NHS,
                notes="private: parking",
            ),
            Employer(id="charity", name="Sparrow Relief Charity", kind=EmployerKind.CHARITY),
        ),
        sites=(
            Site(id="st-example", name="St Example's", employer="trust"),
            Site(id="royal", name="Royal Example Infirmary", employer="trust"),
            Site(id="loft", name="Lantern Loft", employer="charity"),
        ),
        roles=(
            Role(
                id="public-health",
                employer="trust",
                title="Consultant in public health medicine",
                contract=CONSULTANT,
                contracted=Fraction(4),
                start=date(2019, 8, 1),
                base="st-example",
                basic=Decimal(109725),
                notes="private: role note",
            ),
            Role(
                id="quality",
                employer="trust",
                title="Associate medical director, quality improvement",
                contract=CONSULTANT,
                contracted=Fraction(2),
                base="royal",
            ),
            Role(
                id="director",
                employer="charity",
                title="Assistant director",
                contract="hours",
                contracted=Fraction(15),
                base="loft",
            ),
        ),
        activities=(
            _work("clinic", "Health protection clinic", "DCC", day=Day.MON, clock=clock(9, 13)),
            _work(
                "surveillance",
                "Surveillance and outbreak review",
                "DCC",
                day=Day.MON,
                clock=clock(14, 18),
                site="royal",
                travel_minutes=30,
                travel_inside=True,
                stated=Decimal("1.0"),
            ),
            _work(
                "teaching",
                "Registrar teaching and supervision",
                "SPA",
                day=Day.WED,
                clock=clock(9, 13),
                energy=2,
                meaningful=True,
                notes="private: teaching note",
            ),
            _work("cpd", "Continuing professional development", "SPA", minutes=120),
            _work(
                "mdt",
                "Multidisciplinary meeting",
                "DCC",
                day=Day.WED,
                clock=clock(14, 16),
                frequency=OneIn(Fraction(2)),
                stated=Decimal("0.5"),
            ),
            _work(
                "supervisor",
                "Named educational supervisor",
                "SPA",
                counts_as=Fraction(1, 4),
            ),
            Activity(
                id="qi-day",
                role="quality",
                title="QI programme board and coaching academy",
                category="ANR",
                day=Day.TUE,
                clock=clock(9, 17),
                break_minutes=30,
            ),
            Activity(
                id="grant",
                role="director",
                title="Grant committee",
                day=Day.THU,
                clock=clock(9, 17),
                break_minutes=30,
            ),
            Activity(
                id="trustees",
                role="director",
                title="Trustees evening",
                day=Day.FRI,
                clock=clock(18, 21),
                frequency=MonthWeeks((2,)),
            ),
        ),
        on_calls=(
            OnCall(
                id="on-call",
                role="public-health",
                title="Health protection on call",
                frequency=OneIn(Fraction(8)),
                availability="B",
                predictable=CallWork(plain=60, premium=120),
                unpredictable=CallWork(plain=30, premium=90, per=Per.WEEK),
                prospective_cover=True,
            ),
        ),
        commitments=(
            Commitment(
                id="school",
                title="School run",
                days=(Day.MON, Day.TUE),
                clock=Clock(15 * 60, 16 * 60 + 30),
                protected=True,
                notes="private: life note",
            ),
            Commitment(id="choir", title="Choir", days=(Day.THU,), clock=clock(19, 21)),
        ),
        stated=(
            StatedTotals(
                source="covering letter", role="public-health", total=Decimal("4.0"), id="letter"
            ),
        ),
    )


def _work(key: str, title: str, category: str, **more: object) -> Activity:
    plain = Activity(id=key, role="public-health", title=title, category=category)
    return replace(plain, **more)  # type: ignore[arg-type]


def emergency() -> Portfolio:
    """One trust, evening and weekend shifts on a rota of four weeks, nights and on call."""
    shifts = [
        ("early", "Emergency department, early shift", Day.MON, clock(8, 16), None),
        ("clinic", "Review clinic", Day.TUE, clock(9, 13), None),
        ("late", "Emergency department, late shift", Day.WED, clock(16, 24), (1, 3)),
        ("night", "Night shift", Day.FRI, clock(22, 8), (2,)),
        ("weekend", "Weekend shift", Day.SAT, clock(9, 21), (4,)),
        ("sunday", "Weekend shift", Day.SUN, clock(9, 21), (4,)),
        ("huddle", "Safety huddle", Day.THU, Clock(8 * 60, 8 * 60 + 15), None),
        ("list", "Sedation list", Day.THU, clock(9, 13), (1, 2)),
        ("resus", "Resuscitation training", Day.THU, clock(9, 13), (3, 4)),
    ]
    activities = tuple(
        Activity(
            id=key,
            role="emergency",
            title=title,
            category="DCC",
            day=day,
            clock=window,
            frequency=CycleWeeks(weeks) if weeks else Activity(id="", role="", title="").frequency,
        )
        for key, title, day, window, weeks in shifts
    )
    return Portfolio(
        person=Person(
            name="Consultant in paediatric emergency medicine",
            nation=Nation.ENGLAND,
            year_start=date(2026, 4, 6),
            registration=Registration(body="GMC", number="0000000"),
            specialty="Paediatric emergency medicine",
        ),
        employers=(
            Employer(id="trust", name="Example Children's Hospital", kind=EmployerKind.NHS),
        ),
        roles=(
            Role(
                id="emergency",
                employer="trust",
                title="Consultant in paediatric emergency medicine",
                contract=CONSULTANT,
                contracted=Fraction(9),
                cycle_weeks=4,
            ),
        ),
        activities=(
            *activities,
            Activity(
                id="head",
                role="emergency",
                title="Head of specialty",
                category="ANR",
                minutes=240,
            ),
            Activity(
                id="exam",
                role="emergency",
                title="College examining",
                category="ED",
                minutes=480,
                frequency=PerYear(Fraction(6)),
            ),
        ),
        on_calls=(
            OnCall(
                id="second",
                role="emergency",
                title="Second on call",
                frequency=OneIn(Fraction(8)),
                days=(Day.FRI, Day.SAT, Day.SUN),
                availability="A",
                unpredictable=CallWork(plain=60, premium=300),
            ),
        ),
    )
