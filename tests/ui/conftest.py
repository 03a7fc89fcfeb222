"""What tests of the window share."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from portfolio_app.ui.jobs import Jobs


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Workers that are ended after the test."""
    made = Jobs(qapp)
    yield made
    made.shutdown()
    made.deleteLater()
