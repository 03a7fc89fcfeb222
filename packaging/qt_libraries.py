"""The shared libraries that Qt expects of a Linux system: which are missing, and how to get them.

Standard library only. On Windows and macOS the wheels bring all that is needed.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from environment import Trouble, environment, say, tool

# What is looked at: what the program imports, and the plugin that draws.
MODULES = ("QtWidgets", "QtSvg", "QtPdfWidgets", "QtPrintSupport")
OFFSCREEN = "libqoffscreen.so"
X11 = "libqxcb.so"
WAYLAND = "libqwayland.so"

# Shared library -> the Debian and Ubuntu package that has it.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


def ensure(site: Path | None, plugins: Iterable[str]) -> None:
    """See to it that Qt can load: find what is missing, and install it where that is allowed.

    Args:
        site: the folder of installed packages; None where Qt brings all it needs.
        plugins: the platform plugins that will draw.

    Raises:
        Trouble: when something is missing that only the person can install; names the one line.
    """
    if site is None or not sys.platform.startswith("linux"):
        return
    files = qt_files(site / "PySide6", plugins)
    missing = missing_libraries(files)
    if missing and tool("apt-get") and os.geteuid() == 0:
        install(packages_for(missing))
        missing = missing_libraries(files)
    if missing:
        raise Trouble(advice(missing, debian=tool("apt-get") is not None))


def platform_plugins(variables: Mapping[str, str]) -> tuple[str, ...]:
    """The plugins that will draw the window on this kind of display."""
    return (WAYLAND, X11) if variables.get("WAYLAND_DISPLAY") else (X11,)


def qt_files(pyside: Path, plugins: Iterable[str]) -> list[Path]:
    """The files of Qt whose needs are looked at."""
    modules = (next(iter(pyside.glob(f"{name}.*.so")), None) for name in MODULES)
    drawn_by = (pyside / "Qt" / "plugins" / "platforms" / name for name in plugins)
    return [file for file in (*modules, *drawn_by) if file is not None and file.exists()]


def missing_libraries(files: list[Path]) -> set[str]:
    """The libraries that these files need and the system lacks; none where it cannot be told."""
    lister = tool("ldd")
    if not lister or not files:
        return set()
    command = [lister, *map(str, files)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    return not_found(done.stdout)


def not_found(listing: str) -> set[str]:
    """Read from ldd's listing the libraries that it did not find, Qt's own left out."""
    lines = (line.split() for line in listing.splitlines() if line.endswith("=> not found"))
    return {words[0] for words in lines if not words[0].startswith("libQt6")}


def packages_for(missing: Iterable[str]) -> list[str]:
    """The Debian packages that hold these libraries, as far as they are known."""
    return sorted({PACKAGES[name] for name in missing if name in PACKAGES})


def advice(missing: Iterable[str], *, debian: bool) -> str:
    """What to tell the person: what Qt lacks, and the line that mends it."""
    names = sorted(missing)
    unknown = [name for name in names if not debian or name not in PACKAGES]
    lines = [f"Qt, which draws the window, lacks {len(names)} of the system's libraries."]
    if debian and packages_for(names):
        lines += ["This line installs them:", f"  {apt_line(packages_for(names))}"]
    if unknown:
        lines += ["Install what holds these with your system's package manager:"]
        lines += [f"  {name}" for name in unknown]
    return "\n".join([*lines, "Then give the same command again."])


def apt_line(packages: list[str]) -> str:
    """The one line that installs packages on Debian and Ubuntu."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def install(packages: list[str]) -> None:
    """Install Debian packages as root; what goes wrong shows in what is still missing after."""
    if not packages:
        return
    say("Installing the system libraries that Qt lacks: " + " ".join(packages))
    variables = environment({"DEBIAN_FRONTEND": "noninteractive"})
    install_line = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install_line):
        subprocess.run(
            command, env=variables, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
