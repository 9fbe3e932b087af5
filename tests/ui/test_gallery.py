"""Every widget in the real window: named, reachable, with room for its words, at three sizes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.gallery import PAGES, FormSample
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.standins import Places, make_context
from ui.shell.addresses import Routes
from ui.shell.window import MainWindow
from ui.theme.current import Scheme, Theme

SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}


@pytest.fixture
def open_window(qtbot: QtBot) -> Callable[[str], MainWindow]:
    """Opens the window on a page of the gallery."""

    def opened(page: str) -> MainWindow:
        context = make_context()
        window = MainWindow(context.notices)
        qtbot.addWidget(window)
        routes = Routes()
        for name, factory in PAGES.items():
            routes.register(f"project/7/{name}", factory, name)
        routes.register("home", PAGES["choices"], "Home")
        window.show()
        window.attach(context, routes, Places(), f"project/7/{page}")
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()
        return window

    return opened


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", PAGES)
def test_everything_is_named_reachable_and_has_room(
    open_window: Callable[[str], MainWindow], look: Theme, page: str, size: str
) -> None:
    window = open_window(page)
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    window.resize(width, height)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (width, height)
    assert unnamed_controls(window) == []
    assert squeezed_labels(window) == []
    assert unreachable_controls(window) == []


@pytest.mark.skipif(
    not os.environ.get("SOURCEWRIGHT_SHOTS"), reason="SOURCEWRIGHT_SHOTS names no folder for pictures"
)
@pytest.mark.parametrize("page", PAGES)
def test_pictures(open_window: Callable[[str], MainWindow], look: Theme, page: str) -> None:
    folder = Path(os.environ["SOURCEWRIGHT_SHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    window = open_window(page)
    if page == "brief":
        shown = window.pages.page() if window.pages else None
        assert isinstance(shown, FormSample)
        shown.show_fault()
    window.notices.toast(
        "Removed “Gift cards” from must-haves.", tone="success", action="Undo", act=lambda: None
    )
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        look.set_scheme(scheme)
        for name, (width, height, zoom) in SIZES.items():
            look.set_zoom(zoom)
            window.resize(width, height)
            for _ in range(4):  # wrapped text settles its height in a few passes
                QApplication.processEvents()
            assert window.grab().save(str(folder / f"{page}-{scheme.value}-{name.replace(' ', '-')}.png"))
