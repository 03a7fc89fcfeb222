"""Taking an advertised post into a portfolio: a scenario that adds its employer, role and lines.

The post comes as a portfolio of its own. Its ids give way to those that are in use. Pure, like
every edit.
"""

from dataclasses import replace
from fractions import Fraction

from portfolio_app.core.edits import free_id, ids, put
from portfolio_app.core.model import Activity, OnCall, Portfolio, Role, Scenario, Site


def adopt(portfolio: Portfolio, post: Portfolio, title: str) -> tuple[Portfolio, str]:
    """The portfolio with a new scenario that takes the post on, and the scenario's id.

    Employers of the same name as one that is known are that one; sites likewise. Totals that the
    advert states are not taken along: they are the advert's, and the lines keep their own.
    """
    taken = set(ids(portfolio))
    new: dict[str, str] = {}
    known = portfolio
    for employer in post.employers:
        same = next((one.id for one in known.employers if one.name == employer.name), None)
        new[employer.id] = same or _fresh(employer.id, taken)
        if same is None:
            known = put(known, replace(employer, id=new[employer.id]))
    for site in post.sites:
        found = _same_site(known, site, new)
        new[site.id] = found or _fresh(site.id, taken)
        if found is None:
            employer_id = None if site.employer is None else new[site.employer]
            known = put(known, replace(site, id=new[site.id], employer=employer_id))
    new.update({role.id: _fresh(role.title, taken) for role in post.roles})
    new.update({line.id: _fresh(line.id, taken) for line in post.activities})
    new.update({line.id: _fresh(line.id, taken) for line in post.on_calls})
    scenario = Scenario(
        id=_fresh(title, taken),
        title=title,
        roles=tuple(_role(role, new) for role in post.roles),
        activities=tuple(_activity(line, new) for line in post.activities),
        on_calls=tuple(_call(line, new) for line in post.on_calls),
    )
    return put(known, scenario), scenario.id


def _fresh(wanted: str, taken: set[str]) -> str:
    key = free_id(wanted, taken)
    taken.add(key)
    return key


def _same_site(known: Portfolio, site: Site, new: dict[str, str]) -> str | None:
    employer = None if site.employer is None else new[site.employer]
    return next(
        (one.id for one in known.sites if (one.name, one.employer) == (site.name, employer)), None
    )


def _role(role: Role, new: dict[str, str]) -> Role:
    base = None if role.base is None else new[role.base]
    return replace(
        role, id=new[role.id], employer=new[role.employer], base=base, follows=None, share=None
    )


def _activity(line: Activity, new: dict[str, str]) -> Activity:
    return replace(
        line,
        id=new[line.id],
        role=new[line.role],
        site=None if line.site is None else new[line.site],
        replaces=tuple(new[key] for key in line.replaces),
        instead_of=tuple(new[key] for key in line.instead_of),
        also=tuple(
            replace(credit, role=credit.role and new[credit.role])
            for credit in line.also
            if credit.role is None or credit.role in new
        ),
        attend=None,
        lead=None,
        attended=Fraction(1),
    )


def _call(line: OnCall, new: dict[str, str]) -> OnCall:
    return replace(
        line,
        id=new[line.id],
        role=new[line.role],
        instead_of=tuple(new[key] for key in line.instead_of),
    )
