"""What makes a start quick without leaving anything out. `make bench` compares it with a bare Qt window."""

import builtins
import gc
from importlib import import_module


def hasten() -> None:
    """Called once, before anything else of the window is imported."""
    gc.disable()  # nearly everything a start makes is kept: looking for garbage among it finds none
    plain = builtins.__import__
    import_module("PySide6.QtCore")
    # Qt for Python now reads the source of every module imported after it, to see whether it may ask for
    # `from __feature__ import …`. Nothing here does, and SQLAlchemy has many sources to read.
    builtins.__import__ = plain


def settle() -> None:
    """Called once the first page is shown: look for garbage from now on, but not among what the start made."""
    gc.freeze()
    gc.enable()
