"""The program: a verb without a window, or the window."""

import sys
from collections.abc import Callable
from typing import Any

VERBS = ("demo", "document", "check", "needs", "roles", "rates", "match", "plan", "--help", "-h")


def main(arguments: list[str]) -> int:
    """Run `arguments` and return the exit status."""
    if arguments and arguments[0] in VERBS:
        return load_verbs()(arguments)
    return load_window()(arguments)


def load_window() -> Callable[[list[str]], int]:
    """The window; Qt is not imported for a verb."""
    from ui.starting import hasten

    hasten()
    from ui.application import open_window

    return open_window


def load_verbs() -> Callable[[list[str]], int]:
    """The verbs; the demo also takes pictures of the screens, which only this level can draw."""
    from app.commands import run

    def with_pictures(arguments: list[str]) -> int:
        return run(arguments, load_pictures if arguments[0] == "demo" else None)

    return with_pictures


def load_pictures(folder: Any) -> Any:
    """The camera of the demo, over a window that needs no display."""
    from ui.pictures import Pictures

    return Pictures(folder)


def load_worker() -> None:
    """Where this process is one of the built program's own workers: do its work and end it."""
    from multiprocessing import freeze_support

    freeze_support()


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        load_worker()
    sys.exit(main(sys.argv[1:]))
