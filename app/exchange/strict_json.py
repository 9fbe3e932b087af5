"""JSON from a stranger: read only within fixed bounds of size and depth, and never with two meanings.

The standard reader takes the last of two equal keys, not-a-number, and brackets until the stack is full.
"""

import json
from typing import Any, Never

DEEPEST = 48
LARGEST_MANIFEST = 4 * 1024 * 1024


class NotJson(ValueError):
    """Bytes that are not the JSON this program writes."""


def strict_json(raw: bytes, most: int, deepest: int = DEEPEST) -> Any:
    """The value that `raw` holds. Raises NotJson where it is larger than `most` bytes, deeper or ambiguous."""
    if len(raw) > most:
        raise NotJson("it is too long")
    if depth(raw) > deepest:
        raise NotJson("it is nested too deep")
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as fault:
        raise NotJson(str(fault)) from fault


def depth(raw: bytes) -> int:
    """How deep brackets nest, found without nesting."""
    deepest = level = 0
    inside = escaped = False
    for byte in raw.translate(None, _PLAIN):
        if escaped:
            escaped = False
        elif inside:
            escaped = byte == _ESCAPE
            inside = byte != _QUOTE
        elif byte == _QUOTE:
            inside = True
        elif byte in b"[{":
            level += 1
            deepest = max(deepest, level)
        else:
            level -= byte in b"]}"
    return deepest


_QUOTE, _ESCAPE = b'"\\'
_PLAIN = bytes(set(range(256)) - set(b'"\\[]{}nrtbfu/'))
"""Bytes that say nothing of depth. What may follow an escape stays, so that none is taken for the next."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("a key occurs twice")
    return found


def _refuse(name: str) -> Never:
    raise NotJson(f"{name} is no number")
