"""When to look for garbage: while a long list is made, or written, there is next to none among it.

Every full look goes through all that is in memory, which with a list of 100,000 lines takes seconds, and the
window answers nothing meanwhile.
"""

import gc

from PySide6.QtCore import QTimer

LONG = 5_000
"""Lines of a list from which on it is worth setting it aside."""

SOON_MS = 500

_paused = 0
_aside = False


def pause() -> None:
    """Look for none until `resume_soon` was called as often."""
    global _paused
    _paused += 1
    gc.disable()


def look_at_young() -> None:
    """Look through what came lately alone, while paused."""
    gc.collect(1)


def resume_soon() -> None:
    """Look for it again once what is under way is over, has let go of what it held, and its end was seen."""
    QTimer.singleShot(SOON_MS, _resume)


def set_aside(lines: int) -> None:
    """Leave out what is in memory now, as after a start: a list of so many lines stays while it is looked at."""
    global _aside
    if lines >= LONG:
        _aside = True
        gc.freeze()


def take_back() -> None:
    """Look through everything again: the list is gone."""
    global _aside
    if _aside:
        _aside = False
        gc.unfreeze()


def _resume() -> None:
    global _paused
    _paused -= 1
    if _paused == 0:
        gc.enable()
