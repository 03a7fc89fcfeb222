"""Asking for a file to open or to write, without standing in the way of the window.

Knows nothing of what the file holds.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(
    parent: QWidget,
    title: str,
    given: Callable[[Path], object],
    *,
    files: str,
    save_as: str = "",
) -> QFileDialog:
    """Ask for a file to open, or with `save_as` for one to write.

    Args:
        parent: whose window asks.
        title: of the dialog.
        given: called with the file.
        files: the filter, such as "PDF (*.pdf)".
        save_as: the name that is offered; its ending is the usual one.
    """
    where = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(where)
    dialog = QFileDialog(parent.window(), title, folder, files)
    if save_as:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(save_as).suffix.removeprefix("."))
        dialog.selectFile(save_as)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if QGuiApplication.platformName() == "offscreen":
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: given(Path(name)))
    dialog.open()
    return dialog
