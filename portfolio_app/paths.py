"""Where things lie: the program's own files and the user's folders.

Alone knows whether the program runs from a wheel, a checkout or a frozen bundle. Knows nothing of
what the files hold.
"""

import os
import sys
from pathlib import Path

APP = "Portfolio"
HOME_VARIABLE = "PORTFOLIO_HOME"
LIBRARY_VARIABLE = "PORTFOLIO_LIBRARY"
LIBRARY_NAME = "library.db"


def resource(*parts: str) -> Path:
    """Find a file or folder that the program ships, such as ``resource("themes", "light.toml")``.

    Raises:
        ValueError: if a part would lead out of the resources.
        FileNotFoundError: if the installation lacks it.
    """
    name = "/".join(parts)
    if any(Path(part).is_absolute() or ".." in Path(part).parts for part in parts):
        raise ValueError(f"{name!r} leads out of the program's own files.")
    for root in _resource_roots():
        found = root.joinpath(*parts)
        if found.exists():
            return found
    raise FileNotFoundError(
        f"The program's own file {name!r} is missing. Install the program again to mend it."
    )


def data_dir() -> Path:
    """Folder of the library and its backups; ``PORTFOLIO_HOME`` moves it. It may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home).expanduser() / "data"
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False, roaming=False)


def config_dir() -> Path:
    """Folder of settings and window state; ``PORTFOLIO_HOME`` moves it. It may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home).expanduser() / "config"
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False, roaming=False)


def library_file() -> Path:
    """The library to open when none is named; ``PORTFOLIO_LIBRARY`` names another."""
    named = os.environ.get(LIBRARY_VARIABLE)
    return Path(named).expanduser() if named else data_dir() / LIBRARY_NAME


def make_private(folder: Path) -> Path:
    """Make a folder, and the folders above it, that only the user can enter (0700).

    A folder that exists is left as it is, for it may be shared on purpose, unless it is one of the
    program's own two: these are closed to others. Windows keeps its own rules.

    Returns:
        The folder itself.

    Raises:
        OSError: if the folder cannot be made.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
    if not missing and folder in {data_dir(), config_dir()}:
        folder.chmod(0o700)
    return folder


def _resource_roots() -> list[Path]:
    """The places to look, in order: a wheel, a checkout, a frozen bundle."""
    package = Path(__file__).resolve().parent
    roots = [package / "_resources", package.parent / "resources"]
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        roots.append(Path(bundle) / "resources")
    return roots
