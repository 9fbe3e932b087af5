"""One start of a window, in a process of its own: `python -m tests.benchmarks.window_child KIND`.

Prints the moment (of the clock that `windows.py` reads, too) when the asked-for picture was painted, and
ends. `bare` is an empty Qt window of our size; `frame` and `data` are the program itself, started as a person
starts it: its frame on the screen, and the last project with its data. `sample` makes the workspace for both.
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

    open_window = main.load_window()  # first, as in `main.main`: it also prepares what is imported next
    from ui.shell import window

    after(window.MainWindow, "paintEvent", lambda _: painted())
    return open_window(["--sample"])


def data() -> int:
    """The program until it is back at the project one was in last, on the screen with its data."""
    import main

    open_window = main.load_window()  # first, as in `main.main`: it also prepares what is imported next
    from ui.shell import window

    def shown(opened: window.MainWindow) -> None:
        if opened.pages is None or not opened.pages.address.startswith("project/"):
            raise SystemExit("the window did not return to a project")
        opened.repaint()
        painted()

    after(window.MainWindow, "attach", shown)
    return open_window(["--sample"])


def sample() -> int:
    """Make the sample workspace where the other two look for it, left at the project touched last."""
    from app.persistence import places
    from app.persistence.keys import Keys
    from app.persistence.workspace import Workspace
    from app.queries import projects
    from ui.application import load_sample_into
    from ui.shell.places import LAST

    load_sample_into(places.sample_folder())
    with Workspace.open(places.sample_folder(), Keys(places.keys_folder())) as workspace:
        workspace.preferences.set(LAST, str(workspace.read(projects.running)[0]))
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
