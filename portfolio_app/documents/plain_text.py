"""The plain-text twin of a document: the same content for those who read, listen or paste.

Works from the same data as the template, so that the two cannot differ in what they say.
"""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from portfolio_app.documents.content import Data

_WIDTH = 96


def as_text(data: Data) -> str:
    """The whole document as plain text, one line a row."""
    lines = [
        data["title"],
        data["addressee"],
        "",
        f"{data['status']}. {data['note']}",
        f"{data['version']}, {data['date']}",
        "",
        *(f"{fact['label']}: {fact['value']}" for fact in data["facts"]),
        "",
        *(f"{figure['label']}: {figure['figure']}" for figure in data["figures"]),
    ]
    for part in data["sections"]:
        lines += ["", part["title"].upper(), "=" * len(part["title"])]
        for block in part["blocks"]:
            lines += [*_block(block)]
    if data["signatures"]:
        lines += ["", "SIGNATURES", "=========="]
    for one in data["signatures"]:
        name = one["name"] or "_" * 24
        lines.append(f"{one['role']}: {name}  Signature: {'_' * 24}  Date: {'_' * 10}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def section_text(data: Data, key: str) -> str:
    """One section as plain text; empty where the document has no such section."""
    for part in data["sections"]:
        if part["id"] == key:
            return "\n".join(line for block in part["blocks"] for line in _block(block)).strip()
    return ""


def _block(block: Data) -> Iterator[str]:
    match block["kind"]:
        case "text":
            yield from wrap(block["text"], _WIDTH)
        case "facts":
            yield from (f"{fact['label']}: {fact['value']}" for fact in block["facts"])
        case "items":
            yield from (f"- {item['label']}: {item['text']}" for item in block["items"])
        case "week":
            yield ""
            yield from _week(block)
        case "table":
            yield ""
            yield from _table(block)
        case "weeks":
            yield block["says"]
        case "titled":
            yield ""
            yield block["title"]
            yield from _block(block["block"])


def _week(block: Data) -> Iterator[str]:
    yield block["title"]
    for rota in block["rotas"]:
        yield f"  On call: {rota['title']}, {rota['often']}"
    for day in block["days"]:
        for piece in day["blocks"]:
            if not piece["continued"]:
                named = " ".join(p for p in (piece["ref"], piece["title"]) if p)
                more = ", ".join(p for p in (piece["units"], piece["note"]) if p)
                yield f"  {day['name']} {piece['hours']}  {named}" + (f" ({more})" if more else "")


def _table(block: Data) -> Iterator[str]:
    if block["title"]:
        yield block["title"]
    titles = [column["title"] for column in block["columns"]]
    for row in block["rows"]:
        told = [
            f"{title}: {_cell(cell)}" if title and number > 1 else _cell(cell)
            for number, (title, cell) in enumerate(zip(titles, row["cells"], strict=True))
            if cell["main"]
        ]
        yield f"  {'; '.join(told)}"
        if row["under"]:
            yield f"      {row['under']}"


def _cell(cell: dict[str, Any]) -> str:
    return f"{cell['main']} ({cell['soft']})" if cell["soft"] else str(cell["main"])
