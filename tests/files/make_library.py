"""Makes the saved library of the latest schema from its plan file: once, when a schema is new.

Run as ``python -m tests.files.make_library`` and commit what it makes; it never writes over a file.
"""

from datetime import UTC, datetime
from pathlib import Path

from portfolio_app.exchange.planfile import read_file
from portfolio_app.store import schema
from portfolio_app.store.library import Library
from tests.plans import CONTRACTS

FILES = Path(__file__).parent


def main() -> None:
    name = f"library-{len(schema.STEPS)}"
    plan = read_file(FILES / f"{name}.toml", CONTRACTS)
    if plan.portfolio is None:
        raise SystemExit("\n".join(map(str, plan.problems)))
    target = FILES / f"{name}.db"
    if target.exists():
        raise SystemExit(f"{target.name} is there already, and is kept for ever")
    with Library.open(target, clock=lambda: datetime(2026, 4, 6, 9, 30, tzinfo=UTC)) as library:
        key = library.add(plan.portfolio, title="Every key", sample=True)
        library.set_current(key)
    target.with_name(f"{target.name}.lock").unlink()


if __name__ == "__main__":
    main()
