"""Taking an advertised post into a portfolio: a scenario of its own, ids that give way."""

from dataclasses import replace
from fractions import Fraction

from portfolio_app.core.adoption import adopt
from portfolio_app.core.agreements import Credit
from portfolio_app.core.model import Employer, EmployerKind, Site
from portfolio_app.core.shares import effective
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, TRUST, activity, on_call, portfolio, role

NEW = Employer(id="trust", name="Another Trust", kind=EmployerKind.NHS)


def test_a_post_becomes_a_scenario_that_adds_its_employer_role_and_lines() -> None:
    mine = portfolio(activity(minutes=240))
    post = portfolio(
        activity(minutes=480, site="main"),
        on_call(counts_as=Fraction(1)),
        employers=(NEW,),
        sites=(Site(id="main", name="Main site", employer="trust"),),
        roles=(role(title="Consultant", base="main"),),
    )
    after, key = adopt(mine, post, "Advertised post")
    scenario = after.scenario(key)
    assert (key, scenario.title) == ("advertised-post", "Advertised post")
    assert [one.name for one in after.employers] == [*(e.name for e in mine.employers), NEW.name]
    (added,) = scenario.roles
    assert (added.employer, added.base) == ("trust-2", "main")
    assert after.employer(added.employer).name == "Another Trust"
    assert after.sites[-1].employer == "trust-2"
    (line,) = scenario.activities
    assert (line.id, line.role, line.site) == ("clinic-2", added.id, "main")
    assert scenario.on_calls[0].role == added.id
    assert (after.roles, after.activities) == (mine.roles, mine.activities)
    counted = count(effective(after, CONTRACTS, key), CONTRACTS)
    assert counted.units["PA"] == 1 + 2 + 1


def test_an_employer_and_a_site_that_are_known_are_not_added_again() -> None:
    site = Site(id="st-example", name="St Example’s", employer="trust")
    loose = Site(id="home", name="Home")
    mine = portfolio(activity(minutes=240), sites=(site, loose))
    post = portfolio(
        activity(minutes=240, site="a"),
        activity("reading", minutes=60, site="b"),
        employers=(replace(TRUST, id="e"),),
        sites=(replace(site, id="a", employer="e"), replace(loose, id="b")),
        roles=(role(employer="e"),),
    )
    after, key = adopt(mine, post, "Post")
    assert (after.employers, after.sites) == (mine.employers, mine.sites)
    scenario = after.scenario(key)
    assert scenario.roles[0].employer == "trust"
    assert [line.site for line in scenario.activities] == ["st-example", "home"]
    garden = replace(post, sites=(post.sites[0], Site(id="b", name="Garden")))
    assert adopt(mine, garden, "Post")[0].sites[-1] == Site(id="b", name="Garden")


def test_a_second_post_of_the_same_name_stands_beside_the_first() -> None:
    post = portfolio(activity(minutes=240))
    once, first = adopt(portfolio(), post, "Post")
    twice, second = adopt(once, post, "Post")
    assert (first, second) == ("post", "post-2")
    assert len(twice.scenarios) == 2
    ids = [line.id for scenario in twice.scenarios for line in scenario.activities]
    assert ids == ["clinic", "clinic-2"]


def test_what_refers_to_other_lines_of_the_post_still_does() -> None:
    given = (Credit(ledger="CPD"), Credit(role="consultant"), Credit(role="elsewhere"))
    post = portfolio(
        activity(minutes=240),
        activity("board", minutes=60, replaces=("clinic",), also=given),
        activity("hot", minutes=60, instead_of=("clinic",)),
        on_call(instead_of=("clinic",)),
    )
    after, key = adopt(portfolio(activity()), post, "Post")
    clinic, board, hot = after.scenario(key).activities
    assert board.replaces == (clinic.id,)
    assert hot.instead_of == (clinic.id,)
    assert after.scenario(key).on_calls[0].instead_of == (clinic.id,)
    (own,) = after.scenario(key).roles
    assert board.also == (Credit(ledger="CPD"), Credit(role=own.id))
