"""Every test of the interface runs under the theme, as the program does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui.theme.current import Density, Scheme, Theme, install_theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[Theme]:
    """The theme at its defaults, and put back to them afterwards."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # windows of earlier tests
    theme = install_theme(qapp)
    theme.set_scheme(Scheme.LIGHT)
    yield theme
    theme.set_scheme(Scheme.LIGHT)
    theme.set_zoom(100)
    theme.set_density(Density.COMFORTABLE)
    theme.set_system_font(False)
