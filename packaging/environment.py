"""The program's own Python environment in ``.venv``: made once, filled from a lock.

Standard library only. Knows nothing of what is run in it.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP_NAME = "portfolio-stamp.json"
# The first pip that can install into an environment which has no pip itself.
OLDEST_PIP = (22, 3)
# Settings of the person's own Python that would lead it away from this environment.
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_TARGET", "PIP_USER", "VIRTUAL_ENV")


class Need(Enum):
    """What the environment is for; the value is the lock file that says what goes in."""

    RUN = "requirements.lock"
    TEST = "packaging/test.lock"


class Trouble(Exception):  # noqa: N818 - it is for a person, not for a programmer
    """Something the person has to know, in plain words and with the way out."""


def prepare(need: Need, *, root: Path = ROOT, venv: Path = VENV) -> Path:
    """Bring the environment up to what is needed; nothing is done when it is already so.

    Returns:
        The environment's Python.

    Raises:
        Trouble: when it cannot be made or filled.
    """
    python = python_of(venv, windows=os.name == "nt")
    stamp = venv / STAMP_NAME
    wanted = {kind.name: digest(root, kind) for kind in satisfied_by(need)}
    usable = python.exists() and made_for(venv) == python_version()
    if usable and read_stamp(stamp).get(need.name) == wanted[need.name]:
        return python
    stamp.unlink(missing_ok=True)
    if not usable:
        say("Making the program's own Python environment in .venv ...")
        make(venv)
    say("Installing what the program needs (a few minutes the first time) ...")
    fill(installer(python), root / need.value, root)
    stamp.write_text(json.dumps(wanted), encoding="utf-8")
    return python


def satisfied_by(need: Need) -> tuple[Need, ...]:
    """The needs that are met once this one is: the test lock holds all of the other."""
    return (Need.RUN, Need.TEST) if need is Need.TEST else (Need.RUN,)


def digest(root: Path, need: Need) -> str:
    """Fingerprint of all that decides what is installed: lock, project, Python, place."""
    state = hashlib.sha256()
    for part in (root / need.value, root / "pyproject.toml"):
        state.update(hashlib.sha256(part.read_bytes()).digest())
    # Commands of an environment name its folder, so one that was moved is filled again.
    state.update(f"{python_version()} {root}".encode())
    return state.hexdigest()


def read_stamp(stamp: Path) -> Mapping[str, str]:
    """What was installed last; empty when unknown."""
    try:
        content = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def python_of(venv: Path, *, windows: bool) -> Path:
    """The Python inside an environment."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def python_version() -> str:
    """The running Python as an environment belongs to it: ``3.11``."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def made_for(venv: Path) -> str | None:
    """The Python version that an environment was made for; None when there is none."""
    try:
        text = (venv / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return None
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+)", text, re.MULTILINE)
    return found.group(1) if found else None


def make(venv: Path) -> None:
    """Make an empty environment, without pip: Debian leaves out what puts pip in."""
    command = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(venv)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(
            f"Python could not make an environment in {venv}:\n{done.stderr or done.stdout}\n"
            "On Debian or Ubuntu this mends it: sudo apt-get install python3-venv"
        )


def installer(python: Path) -> list[str]:
    """The pip command that fills the environment: its own, or this Python's, or a bundled one.

    Raises:
        Trouble: when there is no pip to be had.
    """
    if pip_version(str(python)) >= OLDEST_PIP:
        return [str(python), "-m", "pip"]
    if pip_version(sys.executable) >= OLDEST_PIP:
        return [sys.executable, "-m", "pip", "--python", str(python)]
    if importlib.util.find_spec("ensurepip"):
        command = [str(python), "-m", "ensurepip", "--default-pip"]
        if not subprocess.run(
            command, env=environment(), capture_output=True, check=False
        ).returncode:
            return [str(python), "-m", "pip"]
    raise Trouble(
        "This Python has no pip (22.3 or newer), which fetches what the program needs.\n"
        "On Debian or Ubuntu: sudo apt-get install python3-pip\n"
        "On Fedora: sudo dnf install python3-pip\n"
        f"Elsewhere: {sys.executable} -m ensurepip --upgrade\n"
        "Then give the same command again."
    )


def pip_version(python: str) -> tuple[int, ...]:
    """Version of a Python's pip; empty, and so older than any, when it has none."""
    command = [python, "-m", "pip", "--version"]
    try:
        done = subprocess.run(
            command, env=environment(), capture_output=True, text=True, check=False
        )
    except OSError:
        return ()
    found = re.match(r"pip (\d+)\.(\d+)", done.stdout)
    return tuple(int(part) for part in found.groups()) if found else ()


def fill(pip: list[str], lock: Path, root: Path) -> None:
    """Install exactly what the lock says, hashes checked, then the program itself, in place.

    Nothing is compiled: only wheels are taken. The program is built by what the lock brought.
    """
    quiet = ["install", "--quiet", "--no-input", "--no-deps", "--disable-pip-version-check"]
    locked = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)]
    program = ["--no-build-isolation", "--no-index", "--editable", str(root)]
    for arguments in (locked, program):
        command = [*pip, *quiet, *arguments]
        done = subprocess.run(
            command, env=environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Trouble(
                f"{done.stdout}{done.stderr}\nInstalling did not finish; the lines above say why.\n"
                "The first time needs the internet and about 700 MB of disk. It also needs 64-bit "
                "Windows 10, macOS 14, or Linux with glibc 2.34, or newer.\n"
                "Nothing is broken: give the same command again to go on."
            )


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment variables for what is started, without those that would mislead it."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    return kept | dict(extra or {})


def site_packages(venv: Path = VENV) -> Path | None:
    """The folder of installed packages inside an environment; None when there is none."""
    return next(iter(sorted(venv.glob("lib/python*/site-packages"))), None)


def tool(name: str) -> str | None:
    """Where a system command is; None when there is none."""
    return shutil.which(name)


def say(line: str) -> None:
    """Tell the person at once what is going on."""
    print(line, flush=True)
