"""Which letters the documents' typefaces can print, found by asking the typesetter itself.

Text in any script is welcome. What no typeface of the program covers is printed as an empty box,
and is reported, so that nothing disappears without a word.
"""

from collections.abc import Callable, Iterable
from typing import Any

BOX = "\u25a1"
_JOINERS = frozenset("\u200c\u200d")
# Printable without asking: Latin, Greek and Cyrillic letters, and the punctuation used here.
_KNOWN = frozenset(
    chr(code)
    for first, last in ((0x20, 0x7E), (0xA0, 0x17F), (0x391, 0x3C9), (0x410, 0x44F))
    for code in range(first, last + 1)
    if code != 0x3A2
) | frozenset("\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2212\u2022")


def letters_of(data: Any) -> frozenset[str]:  # noqa: ANN401 - any JSON value
    """Every character of every text in the data."""
    if isinstance(data, str):
        return frozenset(data)
    if isinstance(data, dict):
        return frozenset().union(*map(letters_of, data.values()))
    if isinstance(data, list):
        return frozenset().union(*map(letters_of, data))
    return frozenset()


def missing(letters: Iterable[str], prints: Callable[[str], bool]) -> tuple[str, ...]:
    """Those letters that cannot be printed, in order.

    Args:
        letters: characters to look at.
        prints: whether the typesetter can print a text.
    """
    unsure = sorted(set(letters) - _KNOWN - _JOINERS - {BOX})
    if not unsure or prints(" ".join(unsure)):
        return ()
    return tuple(letter for letter in unsure if not prints(letter))


def without(data: Any, gone: frozenset[str]) -> Any:  # noqa: ANN401 - any JSON value
    """The same data with a box for every letter that cannot be printed."""
    if not gone:
        return data
    if isinstance(data, str):
        return "".join(BOX if letter in gone else letter for letter in data)
    if isinstance(data, dict):
        return {key: without(value, gone) for key, value in data.items()}
    if isinstance(data, list):
        return [without(value, gone) for value in data]
    return data
