"""Write the message catalogue's template: every sentence of the program and of its knowledge.

    .venv/bin/python packaging/catalogue.py          rewrites resources/translations/sourcewright.pot
    .venv/bin/python packaging/catalogue.py --check  exit status 1 where the file is not what the sources say

The template holds no dates and no line numbers, so it changes when a sentence does and at no other time.
"""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "resources" / "translations" / "sourcewright.pot"
SOURCES = ("app", "ui", "main.py")
KEYWORDS = {"say": None, "say_count": (1, 2)}
"""Which arguments of which functions are sentences; None is "the first"."""
NOTES = ("Translators:",)
KNOWLEDGE = "app.knowledge.messages"
"""Run as a module, it prints one JSON array of the sentences the knowledge files hold."""

Message = str | tuple[str, ...]


def python_files(root: Path) -> list[Path]:
    """The files sentences are taken from, in the order of their names."""
    found: list[Path] = []
    for place in SOURCES:
        path = root / place
        found += [path] if path.is_file() else path.rglob("*.py")
    return sorted(found)


def spoken(path: Path) -> Iterator[tuple[Message, list[str]]]:
    """The sentences that `path` passes to `say` and `say_count`, with the translators' notes above them."""
    with path.open("rb") as file:
        for _, message, notes, _ in extract("python", file, KEYWORDS, NOTES, {"encoding": "utf-8"}):
            yield message, notes


def known(root: Path) -> list[str]:
    """The sentences of the knowledge files, in their own order."""
    if not (root / KNOWLEDGE.replace(".", "/")).with_suffix(".py").exists():
        return []
    command = [sys.executable, "-m", KNOWLEDGE]
    printed = subprocess.run(command, cwd=root, capture_output=True, check=True, encoding="utf-8").stdout
    return [str(sentence) for sentence in json.loads(printed)]


def template(root: Path = ROOT) -> str:
    """The text of the template for the sources under `root`."""
    catalogue = Catalog(project="Sourcewright", charset="utf-8")
    for path in python_files(root):
        place = path.relative_to(root).as_posix()
        for message, notes in spoken(path):
            catalogue.add(message, locations=[(place, 0)], auto_comments=notes)
    for sentence in known(root):
        catalogue.add(sentence, locations=[("resources/knowledge", 0)])
    for entry in catalogue:
        # Babel takes "50 % of" for a printf format; ours are always names in braces.
        entry.flags.discard("python-format")
    written = io.BytesIO()
    write_po(written, catalogue, width=100, sort_by_file=False, include_lineno=False, omit_header=True)
    return _HEADER + written.getvalue().decode("utf-8")


_HEADER = """\
# Every sentence Sourcewright shows, for translators. Made by `make catalogue`; do not edit.
# A name in braces is a value: keep it as it is, and put it where your language wants it.
msgid ""
msgstr ""
"Project-Id-Version: Sourcewright\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"

"""


def main(arguments: list[str]) -> int:
    """Write the template, or with `--check` say whether it is current."""
    text = template()
    if "--check" in arguments:
        current = TEMPLATE.exists() and TEMPLATE.read_text("utf-8") == text
        if not current:
            sys.stderr.write(f"{TEMPLATE.name} is not current. Run: make catalogue\n")
        return 0 if current else 1
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
