"""What Qt lacks of a Linux system is found, and the line that mends it is given."""

import re
from pathlib import Path

import pytest
import qt_libraries

LISTING = """\
/venv/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-icccm.so.4 => not found
\tlibxcb-keysyms.so.1 => not found
\tlibX11.so.6 => /lib/x86_64-linux-gnu/libX11.so.6 (0x00007f)
\tlibQt6Strange.so.6 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
/venv/PySide6/QtWidgets.abi3.so:
\tlibEGL.so.1 => not found
\tlibxcb-icccm.so.4 => not found
"""


def test_the_missing_libraries_are_read_from_the_listing() -> None:
    found = qt_libraries.not_found(LISTING)
    assert found == {"libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libEGL.so.1"}


def test_nothing_is_missing_from_a_whole_listing() -> None:
    assert (
        qt_libraries.not_found("\tlibc.so.6 => /lib/libc.so.6 (0x0)\n\tstatically linked\n")
        == set()
    )


def test_libraries_of_one_package_are_installed_once() -> None:
    glib = ["libglib-2.0.so.0", "libgthread-2.0.so.0", "libEGL.so.1", "libunheard.so.9"]
    assert qt_libraries.packages_for(glib) == ["libegl1", "libglib2.0-0"]


def test_on_debian_one_line_mends_it() -> None:
    said = qt_libraries.advice(["libEGL.so.1", "libxcb-icccm.so.4"], debian=True)
    line = "sudo apt-get install -y --no-install-recommends libegl1 libxcb-icccm4"
    assert line in said.splitlines()[2]
    assert "lacks 2 of the system's libraries" in said


def test_a_library_of_no_known_package_is_named_itself() -> None:
    said = qt_libraries.advice(["libunheard.so.9"], debian=True)
    assert "libunheard.so.9" in said
    assert "apt-get" not in said


def test_elsewhere_the_libraries_are_named() -> None:
    said = qt_libraries.advice(["libEGL.so.1"], debian=False)
    assert "libEGL.so.1" in said
    assert "apt-get" not in said


def test_every_known_library_and_package_is_well_formed() -> None:
    for library, package in qt_libraries.PACKAGES.items():
        assert re.fullmatch(r"lib[\w+.-]+\.so\.\d+", library)
        assert re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", package)


@pytest.mark.parametrize(
    ("variables", "plugins"),
    [
        ({"DISPLAY": ":0"}, ("libqxcb.so",)),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ("libqwayland.so", "libqxcb.so")),
    ],
)
def test_the_plugin_that_draws_is_the_one_looked_at(
    variables: dict[str, str], plugins: tuple[str, ...]
) -> None:
    assert qt_libraries.platform_plugins(variables) == plugins


def test_the_files_of_qt_are_found_where_the_wheel_puts_them() -> None:
    import PySide6

    folder = Path(PySide6.__path__[0])
    found = {file.name.partition(".")[0] for file in qt_libraries.qt_files(folder, ["absent.so"])}
    assert found <= set(qt_libraries.MODULES)


def test_where_there_is_no_qt_nothing_is_looked_for(tmp_path: Path) -> None:
    assert qt_libraries.qt_files(tmp_path, [qt_libraries.X11]) == []
    assert qt_libraries.missing_libraries([]) == set()
    qt_libraries.ensure(None, [qt_libraries.X11])
