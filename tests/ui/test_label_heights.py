"""A label keeps how tall it is at a width, and forgets it with whatever changes that."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from ui.theme.current import Theme
from ui.widgets.text import Heading, Label, Prose

WORDS = "What this provider has done for others of your size, in the words of those it was done for. " * 3
WIDTH = 300

MAKERS: dict[str, Callable[[], Label]] = {
    "label": lambda: Label(WORDS, wrap=True),
    "heading": lambda: Heading(WORDS),
    "prose": lambda: Prose(WORDS),
}
CHANGES: dict[str, Callable[[Label, Theme], object]] = {
    "words": lambda label, look: label.setText("Short."),
    "step of the scale": lambda label, look: label.set_role("display"),
    "text size": lambda label, look: look.set_zoom(150),
    "margins": lambda label, look: label.setContentsMargins(0, 40, 0, 40),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_what_makes_it_taller_is_seen_at_once(qtbot: QtBot, look: Theme, kind: str, change: str) -> None:
    label = MAKERS[kind]()
    qtbot.addWidget(label)
    label.show()
    before = label.heightForWidth(WIDTH)
    assert label.heightForWidth(2 * WIDTH) < before
    CHANGES[change](label, look)
    after = label.heightForWidth(WIDTH)
    assert after < before if change == "words" else after > before
