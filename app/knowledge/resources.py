"""Where bundled files lie, in the source tree and in the frozen program alike."""

import sys
from pathlib import Path

_SOURCE_TREE = Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """The path of a bundled file or folder: `resource("fonts", "Inter-Regular.ttf")`.

    PyInstaller unpacks its data beside the program and names that folder in `sys._MEIPASS`.
    """
    root = Path(getattr(sys, "_MEIPASS", _SOURCE_TREE))
    return root.joinpath("resources", *parts)
