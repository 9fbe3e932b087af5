"""One start of a window, in a process of its own: `python -m tests.benchmarks.window_child bare|frame|data`.

Prints the moment (of the clock that `windows.py` reads, too) when the asked-for picture was painted, and
ends. `bare` is an empty Qt window of our size; `frame` and `data` are the program itself, started as a person
starts it: its frame on the screen, and the last project with its data.
"""

import os
import sys
import time
from collections.abc import Callable

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
    from ui.shell import window

    after(window.MainWindow, "paintEvent", lambda _: painted())
    return main.main(["--sample"])


def data() -> int:
    """The program until the page it opens on, with its data, is on the screen."""
    import main
    from ui.shell import window

    def shown(opened: window.MainWindow) -> None:
        opened.repaint()
        painted()

    after(window.MainWindow, "attach", shown)
    return main.main(["--sample"])


def after(kind: type, name: str, then: Callable[..., None]) -> None:
    """Have `then` called with the object whenever its method `name` has run."""
    original = getattr(kind, name)

    def method(self: object, *values: object, **more: object) -> object:
        result = original(self, *values, **more)
        then(self)
        return result

    setattr(kind, name, method)


if __name__ == "__main__":
    raise SystemExit({"bare": bare, "frame": frame, "data": data}[sys.argv[1]]())
