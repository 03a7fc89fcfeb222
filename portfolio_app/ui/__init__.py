"""The windows, panels and canvas: the only package that imports Qt.

PySide6 6.12 is built as if None, True and False could not die, which is so from Python 3.12 on. On
3.11 each Qt call that returns one of them takes a reference that was never given, and after some
thousands of calls the interpreter ends the program. So here, before anything of Qt is called, they
are given more references than any session can take. Without it the window cannot run on 3.11;
with PySide6 6.11 it would not be needed, but that has no QtPdf apart from 400 MB of other modules.
"""

import ctypes
import sys

_FIRST_WITH_IMMORTALS = (3, 12)
_SPARE_REFERENCES = 1 << 60

if sys.version_info < _FIRST_WITH_IMMORTALS and sys.implementation.name == "cpython":
    for _single in (None, True, False, NotImplemented, Ellipsis):
        # The reference count is the first field of every object (CPython 3.11, object.h).
        ctypes.c_ssize_t.from_address(id(_single)).value += _SPARE_REFERENCES
