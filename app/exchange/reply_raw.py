"""What a reader brings back from a provider's file: texts under the keys that were asked for, and what is wrong.

It crosses from the worker process as JSON, so that nothing a stranger's file did to the reader can be more here
than a text of limited length.
"""

import json
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

MOST_LETTERS: Final = 20_000
"""Characters of one answer that are kept."""

MOST_BYTES: Final = 8 * 1024 * 1024
"""Bytes of what a reader may bring back in all."""


class Trouble(StrEnum):
    """Why nothing of a file was read."""

    KIND = "kind"
    EMPTY = "empty"
    LARGE = "large"
    SWOLLEN = "swollen"
    DECLARED = "declared"
    DAMAGED = "damaged"
    PROTECTED = "protected"
    NO_FORM = "no_form"
    NOTHING_ATTACHED = "nothing_attached"
    SLOW = "slow"
    CRASHED = "crashed"


class Active(StrEnum):
    """What a PDF may do when somebody opens it, beside showing pages."""

    SCRIPT = "script"
    LAUNCH = "launch"
    FILES = "files"
    XFA = "xfa"
    SUBMIT = "submit"
    ON_OPEN = "on_open"
    MEDIA = "media"
    MACROS = "macros"


class Wanted(NamedTuple):
    """What is to be read, and nothing else: a key's cell in a spreadsheet; in a PDF the key is the field's name."""

    cells: Mapping[str, str]
    answers: tuple[str, ...]
    printed: Mapping[str, str]
    """Key → what was printed beside the fields when it went out."""


class Raw(NamedTuple):
    """A file as it was read; all empty where `trouble` says why not."""

    trouble: str = ""
    values: Mapping[str, str] = {}
    drawn: Mapping[str, str] = {}
    """Key → what the file shows in that field, where it draws anything of its own."""

    formulas: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    """Keys that stand in the file more than once, with different values."""

    covered: tuple[str, ...] = ()
    """Keys of fields that something else is drawn over."""

    printed: Mapping[str, str] = {}
    """Key → what is printed there now, where it differs from what went out; "" where it is gone."""

    active: tuple[str, ...] = ()


def written(raw: Raw) -> bytes:
    """`raw` as JSON, its texts cut to what is kept."""
    return json.dumps(_cut(raw._asdict()), ensure_ascii=True).encode()


def read_raw(content: bytes) -> Raw:
    """What `written` wrote. Raises ValueError for anything else."""
    tree = json.loads(content)
    if not isinstance(tree, dict) or set(tree) != set(Raw._fields):
        raise ValueError("no answer of a reader")
    lists = ("formulas", "twice", "covered", "active")
    plain = all(_texts(tree[name]) for name in lists)
    maps = all(isinstance(tree[name], dict) and _texts(list(tree[name].values())) for name in _MAPS)
    if not plain or not maps or not isinstance(tree["trouble"], str):
        raise ValueError("no answer of a reader")
    clean: dict[str, Any] = _cleaned(tree)
    clean |= {name: tuple(clean[name]) for name in lists}
    return Raw(**clean)


_MAPS = ("values", "drawn", "printed")


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _cleaned(value: Any) -> Any:
    """Without signs that nobody can see or that turn the order of letters round, and without half letters."""
    if isinstance(value, str):
        return "".join(each for each in value if each in "\n\t" or unicodedata.category(each) not in _UNSEEN)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value]


_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return value[:MOST_LETTERS]
    if isinstance(value, dict):
        return {key: _cut(each) for key, each in value.items()}
    return [_cut(each) for each in value]
