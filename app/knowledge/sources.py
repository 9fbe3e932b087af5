"""Read the knowledge as people write it (YAML, JSON): for compiling and for tests, never at run time."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from app.knowledge.broken import BrokenKnowledge
from app.knowledge.pack import SOURCES, Knowledge
from app.knowledge.shapes import SHAPES, as_written

SafeLoader = yaml.CSafeLoader


class _Loader(SafeLoader):
    """YAML whose decimals stay text, so that no number passes a float, and whose dates stay text."""


def decimal_text(number: Decimal) -> str:
    """The shortest plain notation: 15.0 is "15", 0.50 is "0.5"."""
    return f"{number.normalize():f}"


def _number(loader: yaml.Loader, node: yaml.ScalarNode) -> str:
    return decimal_text(Decimal(node.value))


def _text(loader: yaml.Loader, node: yaml.ScalarNode) -> str:
    return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:float", _number)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _text)


def read_source(path: Path) -> Any:
    """A source file as plain data; raises BrokenKnowledge naming the file and the line."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return json.loads(text, parse_float=lambda number: decimal_text(Decimal(number)))
        return yaml.load(text, _Loader)
    except (OSError, ValueError, yaml.YAMLError) as wrong:
        raise BrokenKnowledge(str(wrong), file=path.name) from wrong


def source_trees(folder: Path) -> Callable[[str], object]:
    """A function that reads a part of the sources in `folder`, in the shape its dataclasses expect."""

    def tree(name: str) -> object:
        file = SOURCES[name].file if name in SOURCES else f"templates/{name}.yaml"
        content = read_source(folder / file)
        try:
            return SHAPES.get(name, as_written)(content)
        except (KeyError, TypeError, AttributeError) as wrong:
            raise BrokenKnowledge(f"missing: {wrong}", file=file) from wrong

    return tree


def read_sources(folder: Path) -> Knowledge:
    """Knowledge straight from its sources."""
    return Knowledge(source_trees(folder))
