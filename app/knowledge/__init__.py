"""The broker's knowledge as typed, frozen data: read once, part by part, from `resources/knowledge`.

The names below are imported when they are first asked for: the window asks only where its icons lie, and
should not wait for anything else before its first paint.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.knowledge.broken import BrokenKnowledge
    from app.knowledge.pack import Knowledge, load_knowledge
    from app.knowledge.resources import resource

__all__ = ["BrokenKnowledge", "Knowledge", "load_knowledge", "resource"]

_HOMES = {"BrokenKnowledge": "broken", "Knowledge": "pack", "load_knowledge": "pack", "resource": "resources"}


def _load(name: str) -> object:
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return _load(name)
