"""Write the third-party notices from packaging/licences.toml and the licence files of the installed packages.

    .venv/bin/python packaging/notices.py

`THIRD-PARTY-NOTICES.md` lists what the program is built from; `resources/help/notices.txt` has every text in
full and is what the program shows. Packages that the lock needs on some systems or Python versions only have
their text kept in packaging/licences/, so that the result is the same wherever it is made.
"""

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.txt"
TABLE = ROOT / "packaging" / "licences.toml"
KEPT = ROOT / "packaging" / "licences"
LIST = ROOT / "THIRD-PARTY-NOTICES.md"
TEXTS = ROOT / "resources" / "help" / "notices.txt"

ACCEPTED = {
    "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-3.0-only", "MIT",
    "MIT-0", "MIT-CMU", "MPL-1.1", "MPL-2.0",
    "OFL-1.1", "PSF-2.0", "Zlib",
}  # fmt: skip
"""Licences a program under Apache-2.0 may be distributed with, as one folder of replaceable libraries."""
QT = ("pyside6-essentials", "shiboken6")
"""Wheels without licence files of their own: their texts are those of the bundled component "Qt 6"."""


@dataclass(frozen=True)
class Locked:
    """One line of the lock: `condition` is empty for what is installed everywhere."""

    name: str
    version: str
    condition: str


@dataclass(frozen=True)
class Bundled:
    """Something in the program that is not a package, with the files that hold its licence texts."""

    name: str
    licence: str
    what: str
    texts: list[str]


@dataclass(frozen=True)
class Table:
    """Licence by package, the patterns of its licence files where not all apply, and what else is bundled."""

    packages: dict[str, str]
    texts: dict[str, list[str]]
    bundled: tuple[Bundled, ...]


@dataclass(frozen=True)
class Component:
    """One thing the program is built from, with the licence texts that go with it, by title."""

    name: str
    version: str
    licence: str
    what: str
    texts: tuple[tuple[str, str], ...]


def locked(lock: Path = LOCK) -> list[Locked]:
    """What the lock file lists, in its order."""
    line = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)
    return [Locked(*found) for found in line.findall(lock.read_text("utf-8"))]


def load_table(path: Path = TABLE) -> Table:
    """The table of packaging/licences.toml."""
    content = tomllib.loads(path.read_text("utf-8"))
    return Table(content["packages"], content["texts"], tuple(Bundled(**one) for one in content["bundled"]))


def installed_texts(package: str, patterns: list[str]) -> list[tuple[str, str]] | None:
    """Title and text of the licence files an installed package carries; None where it is not installed."""
    try:
        files = importlib.metadata.distribution(package).files or []
    except importlib.metadata.PackageNotFoundError:
        return None
    wanted = [file for file in files if ".dist-info/" in str(file) and _is_licence(str(file))]
    found = []
    for file in sorted(wanted, key=str):
        short = str(file).split(".dist-info/")[1]
        if not patterns or any(map(PurePosixPath(short).match, patterns)):
            found.append((short.removeprefix("licenses/"), _tidy(_read(Path(str(file.locate()))))))
    return found


def components() -> Iterator[Component]:
    """Everything the program is built from: what is bundled first, then the locked packages by name."""
    table = load_table()
    for entry in table.bundled:
        texts = tuple((Path(path).name, _tidy((ROOT / path).read_text("utf-8"))) for path in entry.texts)
        yield Component(entry.name, "", entry.licence, entry.what, texts)
    for package in locked():
        texts = tuple(_texts_of(package, table.texts.get(package.name, [])))
        yield Component(package.name, package.version, table.packages[package.name], "", texts)


def rendered_list(parts: list[Component]) -> str:
    """The short list, as Markdown."""
    rows = [
        f"| {part.name} | {part.version or '–'} | {part.licence} | {part.what} |".replace("|  |", "| |")
        for part in parts
    ]
    head = (
        "# What Sourcewright is built from\n\n"
        "Made by `make notices`; do not edit. The full licence texts are in `resources/help/notices.txt`.\n"
        "Sourcewright itself is under the Apache License 2.0 (`LICENSE`).\n\n"
        "| component | version | licence we use it under | what it does here |\n| --- | --- | --- | --- |\n"
    )
    return head + "\n".join(rows) + "\n"


def rendered_texts(parts: list[Component]) -> str:
    """Every licence text in full; a text that several components share stands once, with their names."""
    owners: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for part in parts:
        for title, text in part.texts:
            owners.setdefault(text, []).append(part.name)
            titles.setdefault(text, title)
    rule = "=" * 78
    blocks = [
        "What Sourcewright is built from, and the licences of its parts.\n\n"
        + "\n".join(f"  {part.name} {part.version}".ljust(36) + part.licence for part in parts)
    ]
    for text, names in owners.items():
        unique = ", ".join(dict.fromkeys(names))
        blocks.append(f"{rule}\n{unique}: {titles[text]}\n{rule}\n\n{text}")
    return "\n\n".join(blocks) + "\n"


def main() -> int:
    """Rewrite both files and the kept texts of packages that not every system installs."""
    patterns = load_table().texts
    for package in locked():
        if package.condition:
            texts = installed_texts(package.name, patterns.get(package.name, []))
            if texts:
                kept = "\n\n".join(text for _, text in texts) + "\n"
                (KEPT / f"{package.name}.txt").write_text(kept, "utf-8", newline="\n")
    parts = list(components())
    LIST.write_text(rendered_list(parts), "utf-8", newline="\n")
    TEXTS.parent.mkdir(parents=True, exist_ok=True)
    TEXTS.write_text(rendered_texts(parts), "utf-8", newline="\n")
    return 0


def _texts_of(package: Locked, patterns: list[str]) -> list[tuple[str, str]]:
    if package.name in QT:
        return []
    if package.condition:
        return [("licence", _tidy((KEPT / f"{package.name}.txt").read_text("utf-8")))]
    texts = installed_texts(package.name, patterns)
    if not texts:
        raise SystemExit(f"{package.name} {package.version} is not installed or carries no licence text")
    return texts


def _read(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _is_licence(name: str) -> bool:
    return bool(re.search(r"/licenses/|/(licen[cs]e|copying|notice)[^/]*$", name, re.IGNORECASE))


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\f", "").splitlines()).strip("\n")


if __name__ == "__main__":
    sys.exit(main())
