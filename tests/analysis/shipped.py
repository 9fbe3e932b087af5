"""Where the shipped knowledge and the sample case lie, for tests that use them as published numbers."""

from pathlib import Path
from typing import Any

import yaml

RESOURCES = Path(__file__).parents[2] / "resources"

Loader = yaml.CSafeLoader
"""The loader written in C: the same values in a tenth of the time."""


def as_written(*parts: str) -> Any:
    """A shipped YAML file as plain data."""
    return yaml.load(RESOURCES.joinpath(*parts).read_text("utf-8"), Loader)
