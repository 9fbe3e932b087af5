"""Every text the knowledge holds for people, for the catalogue: `python -m app.knowledge.messages`.

The fields marked `Said` are walked, so a new field needs no line here.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from app.analysis.said import SAID
from app.knowledge.pack import SOURCES, Knowledge, load_knowledge


def messages(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Every text once, with the source file it first stands in, in the order of the files."""
    found: dict[str, str] = {}
    for part, source in SOURCES.items():
        tree = knowledge.suggestion_book if part == "suggestions" else getattr(knowledge, part)
        for text in _said(type(tree), tree):
            found.setdefault(text, source.file)
    for entry in knowledge.templates.templates.values():
        template = knowledge.template(entry.id)
        for text in _said(type(template), template):
            found.setdefault(text, entry.file)
    return tuple(found.items())


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _said(hint: Any, value: Any) -> Iterator[str]:
    """The texts under a value whose type marks them as said."""
    if value is None:
        return
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        if SAID in args[1:]:
            yield value
            return
        hint, origin, args = args[0], get_origin(args[0]), get_args(args[0])
    if is_dataclass(value):
        kind: Any = type(value)
        for field in fields(kind):
            yield from _said(_hints(kind)[field.name], getattr(value, field.name))
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _said(args[-1], entry)
    elif origin is tuple:
        kinds = [args[0]] * len(value) if args[-1] is Ellipsis else list(args)
        for kind, entry in zip(kinds, value, strict=True):
            yield from _said(kind, entry)
    elif args:
        yield from _said(next(kind for kind in args if kind is not type(None)), value)


def main() -> int:
    """Print the texts as one JSON array, as the maker of the catalogue takes them."""
    texts = [text for text, _ in messages(load_knowledge())]
    json.dump(texts, sys.stdout, indent=0)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
