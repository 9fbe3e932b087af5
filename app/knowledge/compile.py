"""Check the sources and write the compact parts that the program reads: `python -m app.knowledge.compile`."""

import hashlib
import json
import sys
from pathlib import Path

from app.knowledge.check import faults
from app.knowledge.pack import INDEX, SOURCES, Knowledge
from app.knowledge.resources import resource
from app.knowledge.sources import source_trees

FORMAT = 1


def compiled(folder: Path) -> dict[str, bytes]:
    """Every part of the sources in `folder` as canonical JSON by file name, the index among them.

    Raises BrokenKnowledge where a source does not fit its dataclasses.
    """
    tree = source_trees(folder)
    templates = [entry["id"] for entry in tree("templates")["templates"]]  # type: ignore[index]
    parts = {name: canonical(tree(name)) for name in [*SOURCES, *templates]}
    index = {
        "format": FORMAT,
        "sources": hashlib.sha256(b"".join(_source_bytes(folder, templates))).hexdigest(),
        "parts": {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()},
    }
    return {f"{name}.json": content for name, content in [*parts.items(), (INDEX, canonical(index))]}


def canonical(tree: object) -> bytes:
    """One notation for one content: no spaces, order kept, UTF-8, a line feed at the end."""
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _source_bytes(folder: Path, templates: list[str]) -> list[bytes]:
    files = [part.file for part in SOURCES.values()] + [f"templates/{id}.yaml" for id in templates]
    return [(folder / file).read_bytes() for file in files]


def main() -> int:
    """Compile the sources in the tree; refuses, with every fault named, where they are broken."""
    folder = resource("knowledge")
    found = faults(Knowledge(source_trees(folder)))
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    if found:
        return 1
    target = folder / "compiled"
    target.mkdir(exist_ok=True)
    for stale in target.glob("*.json"):
        stale.unlink()
    for name, content in compiled(folder).items():
        (target / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
