"""The window survives Qt's own counting of references."""

import subprocess
import sys

CALLS = """
import portfolio_app.ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.setObjectName("a name")
    thing.blockSignals(False)
    thing.isWidgetType()
print("alive")
"""


def test_hundreds_of_thousands_of_calls_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CALLS], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr[-400:]
