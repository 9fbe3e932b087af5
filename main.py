"""The program: a verb without a window, or the window."""

import sys
from multiprocessing import freeze_support

from ui.application import open_window

VERBS = ("demo", "document", "check", "--help", "-h")


def main(arguments: list[str]) -> int:
    """Run `arguments` and return the exit status."""
    if arguments and arguments[0] in VERBS:
        run, look = load_commands()
        return run(arguments, look if arguments[0] == "demo" else None)
    return open_window(arguments)


if __name__ == "__main__":
    freeze_support()  # a built program starts its worker processes through this file
    sys.exit(main(sys.argv[1:]))
