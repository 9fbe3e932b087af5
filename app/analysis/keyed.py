"""Mark mappings that are written as lists, so that their entries are found by name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keyed:
    """A mapping written as a list, each entry under its own `key`."""

    key: str = "id"
