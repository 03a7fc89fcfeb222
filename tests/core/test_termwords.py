"""Terms in words: every value of every contract can be read, with its source and its standing."""

from datetime import date

import pytest

from portfolio_app.core.contracts import Confidence, Measure
from portfolio_app.core.termwords import cited, confidence_text, value_text
from tests.plans import CONSULTANT, CONTRACTS

DAY = date(2026, 4, 6)
TERMS = [(name, key) for name in CONTRACTS for key in CONTRACTS[name].keys]


@pytest.mark.parametrize(("name", "key"), TERMS)
def test_every_term_can_be_read(name: str, key: str) -> None:
    term = CONTRACTS[name].at(DAY).term(key)
    assert value_text(term)
    assert "Fraction" not in value_text(term)
    assert term.citation.source.title in cited(term)
    assert bool(confidence_text(term)) is (term.confidence is not Confidence.SOURCED)


@pytest.mark.parametrize(
    ("name", "key", "text"),
    [
        (CONSULTANT, "programmed-activity-length", "4 h"),
        (CONSULTANT, "plain-time", "Mon, Tue, Wed, Thu and Fri 07:00 to 19:00"),
        (CONSULTANT, "public-holidays-premium", "yes"),
        (CONSULTANT, "working-weeks", "42 weeks"),
        ("working-time-regulations-1998", "rest-break", "20 minutes"),
        (CONSULTANT, "commencement", "31 October 2003"),
        (CONSULTANT, "supporting-professional-activities-norm", "2.5 in 10"),
        (CONSULTANT, "annual-leave-extra", "2 days after 7 years"),
        (CONSULTANT, "rota-band-gap", "high 4.5, medium 8.5"),
        (
            CONSULTANT,
            "availability-supplement",
            "A: high 8 %, medium 5 %, low 3 %; B: high 3 %, medium 2 %, low 1 %",
        ),
    ],
)
def test_a_value_is_said_as_people_say_it(name: str, key: str, text: str) -> None:
    assert value_text(CONTRACTS[name].at(DAY).term(key)) == text


def test_a_value_in_the_contracts_own_unit_says_so() -> None:
    term = CONTRACTS["consultant-england-2003"].at(DAY).term("full-time-units")
    assert value_text(term, "PA") == "10 PA"
    hours = CONTRACTS["agenda-for-change"].at(DAY).term("full-time-units")
    assert value_text(hours, "hour") == "37.5 hours"


def test_every_shape_of_value_is_in_use_or_in_words() -> None:
    shapes = {CONTRACTS[name].at(DAY).term(key).unit for name, key in TERMS}
    assert Measure.BANDS in shapes
    assert Measure.TABLE in shapes
