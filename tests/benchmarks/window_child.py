"""One start of a window, in a process of its own: `python -m tests.benchmarks.window_child KIND`.

Prints the moment (of the clock that `windows.py` reads, too) when the asked-for picture was painted, and
ends. `bare` is an empty Qt window of our size; `frame` and `data` are the program itself, started as a person
starts it: its frame on the screen, and the last project with its data. `sample` makes the workspace for both.
"""

import os
import sys
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.context import Context

MOMENT = "{:.6f}\n"


def painted() -> None:
    """Say when, and end at once: what comes after the picture is nobody's waiting time."""
    sys.stdout.write(MOMENT.format(time.monotonic()))
    sys.stdout.flush()
    os._exit(0)


def bare() -> int:
    """A window with nothing in it."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            painted()

    application = QApplication(sys.argv[:1])
    window = Bare()
    window.resize(1366, 768)
    window.show()
    return application.exec()


def frame() -> int:
    """The program until its frame is on the screen."""
    import main

    open_window = main.load_window()  # first, as in `main.main`: it also prepares what is imported next
    from ui.shell import window

    after(window.MainWindow, "paintEvent", lambda _: painted())
    return open_window(["--sample"])


def data() -> int:
    """The program until the project that was touched last is on the screen with its data."""
    import main

    open_window = main.load_window()  # first, as in `main.main`: it also prepares what is imported next
    from ui.shell import window

    def shown(opened: window.MainWindow) -> None:
        if opened.context is None:
            raise SystemExit("nothing was attached")
        opened.go(f"project/{last_project(opened.context)}/overview")
        opened.repaint()
        painted()

    after(window.MainWindow, "attach", shown)
    return open_window(["--sample"])


def last_project(context: "Context") -> uuid.UUID:
    """The first of the portfolio, as Home lists it."""
    from app.queries.projects import portfolio

    ask = partial(portfolio, lens=context.lens, formats=context.formats, today=context.today())
    return context.operations.read(ask)[0].id


def sample() -> int:
    """Make the sample workspace where the other two look for it."""
    from app.persistence.places import sample_folder
    from ui.application import load_sample_into

    load_sample_into(sample_folder())
    return 0


def after(kind: type, name: str, then: Callable[..., None]) -> None:
    """Have `then` called with the object whenever its method `name` has run."""
    original = getattr(kind, name)

    def method(self: object, *values: object, **more: object) -> object:
        result = original(self, *values, **more)
        then(self)
        return result

    setattr(kind, name, method)


KINDS = {"bare": bare, "frame": frame, "data": data, "sample": sample}

if __name__ == "__main__":
    raise SystemExit(KINDS[sys.argv[1]]())
