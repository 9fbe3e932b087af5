"""What can be filled in: fields and the rows they stand in, for whoever replies with a PDF reader."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """Something to write or to choose. `tip` is what a screen reader says of it.

    Kinds: "line", "long" (several lines), "list" (one of `choices`, from a menu).
    """

    name: str
    tip: str
    kind: str = "line"
    choices: tuple[tuple[str, str], ...] = ()
    lines: int = 1


@dataclass(frozen=True, slots=True)
class OneOf:
    """A circle for each choice, none of them filled in beforehand."""

    name: str
    tip: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column `width` points wide, or with its `share` of what is left. `titles` stand over the circles."""

    title: str = ""
    width: float = 0
    share: float = 0
    style: str = "prose"
    titles: tuple[str, ...] = ()


FormCell = str | Field | OneOf


@dataclass(frozen=True, slots=True)
class FormTable:
    """Rows of words and fields; the head is repeated on every page."""

    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[FormCell, ...], ...]
    hidden: tuple[tuple[str, str], ...] = ()
    """Fields nobody sees, with their values: whose reply it is, and to what."""
