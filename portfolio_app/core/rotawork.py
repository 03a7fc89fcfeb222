"""Amounts of work on call as people say them: "8 h premium predictable a duty week".

Part of reading a rota from a line; see `rotawords`.
"""

import re
from typing import Any

from portfolio_app.core.model import CallWork, Per

_AMOUNT = r"\b(\d{1,2}:\d\d|\d+(?:\.\d+)?) ?(h|hrs?|hours?|mins?|minutes?)\b"
_RATE = r"(?: of)?(?: in)? ?(plain|premium)?(?: time)?"
_KIND = r"\b(un)?predictable\b"
_PER = (
    (
        r"\b(?:a|per|each|in a|in an) (?:duty week|week on call|on call week|weekend)\b",
        Per.DUTY_WEEK,
    ),
    (r"\b(?:a|per|each) (?:duty|day|night)\b", Per.DUTY),
    (r"\b(?:a|per|each|in an) (?:average )?week\b", Per.WEEK),
)
_WORDS_OF_WORK = (
    "a advice all an and at calls emergency for handover in is it my of on our phone plus round"
    " rounds the time to ward weekend weekends with work working"
)
_OF_WORK = frozenset(_WORDS_OF_WORK.split())


class UnsureError(ValueError):
    """Something that was said may mean more than one thing; the message says what."""


def has_amount(clause: str) -> bool:
    """Whether a clause says an amount of time."""
    return re.search(_AMOUNT, clause) is not None


def work_of(clause: str) -> tuple[dict[str, Any], list[str]]:
    """The work that a clause says, as a part of a rota, and the words that say something else.

    Raises:
        UnsureError: where it does not say which kind of work it is.
    """
    kinds = set(re.findall(_KIND, clause))
    if len(kinds) != 1:
        raise UnsureError(f"{clause} (predictable or unpredictable work?)")
    kind = f"{kinds.pop()}predictable"
    left = re.sub(_KIND, " ", clause)
    per = Per.DUTY_WEEK
    for pattern, named in _PER:
        if re.search(pattern, left):
            per, left = named, re.sub(pattern, " ", left)
            break
    sums = {"plain": 0, "premium": 0, "": 0}
    for found in re.finditer(_AMOUNT + _RATE, left):
        sums[found[3] or ""] += _minutes(found[1], found[2])
    left = re.sub(_AMOUNT + _RATE, " ", left)
    rate = re.search(r"\b(plain|premium)\b", left)
    if rate is not None and sums[""]:  # said before the amount, or after some words
        sums[rate[1]] += sums.pop("")
        left = left.replace(rate[1], " ")
    work = _work(sums, per)
    return {kind: work}, [word for word in left.split() if word.strip(".:-") not in _OF_WORK]


def _work(sums: dict[str, int], per: Per) -> CallWork:
    total = sums.get("", 0)
    if not any(sums.values()):
        raise UnsureError("0 h of work (leave it out where there is none)")
    if total and (sums["plain"] or sums["premium"]):
        raise UnsureError("hours with and without plain or premium (which are they?)")
    if total:
        return CallWork(minutes=total, per=per)
    return CallWork(plain=sums["plain"], premium=sums["premium"], per=per)


def _minutes(number: str, unit: str) -> int:
    if ":" in number:
        hours, minutes = number.split(":")
        return int(hours) * 60 + int(minutes)
    whole, _, part = number.partition(".")
    amount = int(whole) * 60 + (int(part) * 60 // 10 ** len(part) if part else 0)
    return amount if unit.startswith("h") else int(whole)
