"""Write the lock files: every package that the program and its tests need, pinned with its hashes.

Run it with a Python that has uv, after a change of the dependencies in pyproject.toml::

    python packaging/lock.py            keeps the pins that still fit
    python packaging/lock.py --upgrade  takes the newest of everything

One lock serves Windows, macOS and Linux and every Python that the program runs on. Neither names a
package host nor a path of the machine that wrote it.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "packaging" / "test.lock"
ABOUT = "# Written by packaging/lock.py from pyproject.toml. {what}.\n"


def main(arguments: list[str]) -> int:
    """Write both locks; ``--upgrade`` is the only argument."""
    unknown = [argument for argument in arguments if argument != "--upgrade"]
    if unknown:
        print(f"Unknown argument {unknown[0]!r}; the only one is --upgrade.", file=sys.stderr)
        return 2
    write(RUN_LOCK, "What the program needs, and what builds it", ["--group=build"], arguments)
    test_options = ["--group=build", "--group=test", "--constraints=requirements.lock"]
    write(TEST_LOCK, "The same, and what its tests need", test_options, arguments)
    return 0


def write(lock: Path, what: str, options: list[str], extra: list[str]) -> None:
    """Resolve pyproject.toml with the given groups into one lock file."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml"),
        *("--universal", f"--python-version={OLDEST_PYTHON}", "--generate-hashes"),
        *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
        *("--quiet", f"--output-file={lock}", *options, *extra),
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    pins = lock.read_text(encoding="utf-8")
    lock.write_text(ABOUT.format(what=what) + pins, encoding="utf-8")
    packages = sum(line[0].isalpha() for line in pins.splitlines())
    print(f"{lock.relative_to(ROOT)}: {packages} pins")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
