"""What a PDF would do by itself when it is opened: scripts, programs to start, files inside it, forms that send.

The scan follows every object from the root, also those that stand directly in another: a script that lies in an
action that lies in a dictionary is found where a list of the file's numbered objects would not show it.
"""

from collections.abc import Iterator
from typing import Any, Final

from app.exchange.reply_raw import Active

MOST_NODES: Final = 400_000
"""Objects that are looked at; a form of ours has some thousands."""

_KEYS: Final = {
    "/JS": Active.SCRIPT,
    "/JavaScript": Active.SCRIPT,
    "/EmbeddedFiles": Active.FILES,
    "/EF": Active.FILES,
    "/XFA": Active.XFA,
    "/RichMediaContent": Active.MEDIA,
    "/Movie": Active.MEDIA,
}
"""Key of a dictionary → what having it means."""

_ACTIONS: Final = {
    "/JavaScript": Active.SCRIPT,
    "/Launch": Active.LAUNCH,
    "/GoToE": Active.FILES,
    "/GoToR": Active.LAUNCH,
    "/SubmitForm": Active.SUBMIT,
    "/ImportData": Active.SUBMIT,
    "/Rendition": Active.MEDIA,
    "/RichMediaExecute": Active.MEDIA,
    "/Movie": Active.MEDIA,
    "/Sound": Active.MEDIA,
}
"""Kind of an action → what it does. Going to a page and opening a web link are a reader's everyday."""

_KINDS: Final = {
    "/EmbeddedFile": Active.FILES,
    "/FileAttachment": Active.FILES,
    "/RichMedia": Active.MEDIA,
    "/Screen": Active.MEDIA,
    "/Movie": Active.MEDIA,
}
"""Type or subtype of an object → what it is."""

_QUIET: Final = frozenset({"/GoTo", "/URI", "/Named"})
"""Actions that may follow the opening of a file."""


def active_content(trailer: Any) -> tuple[str, ...]:
    """What the file would do, each kind once; empty for a file that only shows pages."""
    found: set[Active] = set()
    for node in _dictionaries(trailer):
        found |= {_KEYS[key] for key in node if key in _KEYS and node.raw_get(key) not in (None, "")}
        found |= {_KINDS[kind] for name in ("/Type", "/Subtype") if (kind := _name(node, name)) in _KINDS}
        action = _name(node, "/S")
        if action in _ACTIONS:
            found.add(_ACTIONS[action])
        if "/OpenAction" in node and _acts(node["/OpenAction"]):
            found.add(Active.ON_OPEN)
    return tuple(sorted(found))


def _dictionaries(start: Any) -> Iterator[Any]:
    """Every dictionary that can be reached, each numbered object once."""
    waiting: list[Any] = [start]
    seen: set[tuple[int, int]] = set()
    left = MOST_NODES
    while waiting and left > 0:
        left -= 1
        node: Any = waiting.pop()
        if hasattr(node, "idnum"):
            key = (node.idnum, node.generation)
            if key in seen:
                continue
            seen.add(key)
            node = _opened(node)
        raw: Any = getattr(node, "raw_get", None)
        if raw is not None and isinstance(node, dict):
            yield node
            waiting.extend(raw(key) for key in list(node))
        elif isinstance(node, list):
            waiting.extend(list.__iter__(node))


def _opened(reference: Any) -> Any:
    """What a number stands for; nothing where the file is broken there."""
    try:
        return reference.get_object()
    except (RecursionError, MemoryError):
        raise
    except Exception:  # the library raises what it will on a broken object; the others are still looked at
        return None


def _name(node: Any, key: str) -> str:
    value = node.raw_get(key) if key in node else None
    return str(_opened(value) if hasattr(value, "idnum") else value)


def _acts(value: Any) -> bool:
    """Whether what is done on opening is more than going to a page."""
    value = value.get_object() if hasattr(value, "get_object") else value
    return isinstance(value, dict) and str(value.get("/S")) not in _QUIET
