"""What the rules read: every Python file of the repository, and every text file by name."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("app", "ui", "main.py")
"""What a user runs."""
EVERYTHING = (*PRODUCT, "packaging", "fitting", "tests")
LOOKED_AT = (ast.Call, ast.Import, ast.ImportFrom, ast.ClassDef, ast.BinOp, ast.JoinedStr)
"""The kinds of node that rules ask for by themselves."""
_LEFT_OUT = {"__pycache__", ".venv", "build", "dist", "out"}


@dataclass(frozen=True)
class Source:
    """One parsed module; `name` is its path from the root, with forward slashes."""

    name: str
    text: str
    tree: ast.Module

    @functools.cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree that a rule looks at; names, constants and operators are nine tenths of a tree."""
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, LOOKED_AT))

    def within(self, *places: str) -> bool:
        """Whether this is one of the files, or lies in one of the folders, that `places` name."""
        return any(self.name == place or self.name.startswith(place + "/") for place in places)


@dataclass(frozen=True)
class Finding:
    """Something a rule objects to; `what` names the place, so that it survives edits above it."""

    source: str
    line: int
    what: str

    @property
    def key(self) -> str:
        return f"{self.source}::{self.what}"

    def __str__(self) -> str:
        return f"{self.source}:{self.line}: {self.what}"


def parsed(name: str, text: str) -> Source:
    return Source(name, text, ast.parse(text, filename=name))


def sources(*places: str) -> Iterator[Source]:
    """The modules in `places` (files and folders of the root), in the order of their names.

    One after the other: all their trees at once are gigabytes, which garbage collection would go through.
    """
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else path.rglob("*.py")
    kept = sorted(path for path in found if not _LEFT_OUT & set(path.relative_to(ROOT).parts))
    return (parsed(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in kept)


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps, or would keep if it were added now; the whole tree where there is no git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not _LEFT_OUT & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every tracked file that is text."""
    for path in tracked():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
