"""The compiled knowledge is what its sources say, costs little, and a broken one is refused by place."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.knowledge import BrokenKnowledge, load_knowledge, resource
from app.knowledge.check import faults
from app.knowledge.compile import compiled
from app.knowledge.pack import SOURCES, read_compiled
from app.knowledge.sources import read_sources

FOLDER = resource("knowledge")


def test_the_committed_parts_are_what_the_sources_compile_to() -> None:
    committed = {path.name: path.read_bytes() for path in (FOLDER / "compiled").iterdir()}
    assert committed == compiled(FOLDER), "run: python -m app.knowledge.compile"


def test_the_sources_have_no_faults() -> None:
    assert [str(fault) for fault in faults(read_sources(FOLDER))] == []


def test_one_object_is_shared() -> None:
    assert load_knowledge() is load_knowledge()
    assert load_knowledge().template("TPL-WEB") is load_knowledge().template("TPL-WEB")


def test_running_needs_no_yaml_and_reads_only_the_parts_asked_for() -> None:
    script = (
        "import sys; from app.knowledge import load_knowledge; k = load_knowledge(); k.cards; k.templates;"
        "print(*sorted(m for m in sys.modules if m == 'yaml' or m.startswith('app.knowledge.')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=FOLDER.parents[1], capture_output=True, check=True
    )
    loaded = set(run.stdout.decode().split())
    assert "yaml" not in loaded
    assert "app.knowledge.cards" in loaded
    assert not loaded & {"app.knowledge.skills", "app.knowledge.matching", "app.knowledge.engagement"}


def test_a_frozen_program_finds_its_files_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("fonts", "a.ttf") == tmp_path / "resources" / "fonts" / "a.ttf"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


BROKEN = {
    "missing entry": (
        "templates/TPL-WEB.yaml",
        "summary: A small",
        "# A small",
        "templates/TPL-WEB.yaml: missing: summary",
    ),
    "unknown entry": (
        "02_cards.yaml",
        "    hint: A site,",
        "    hnt: x\n    hint: A site,",
        "02_cards.yaml: cards[0]: unknown entry 'hnt' for Card",
    ),
    "text for a number": (
        "templates/TPL-WEB.yaml",
        "default: 8.0",
        "default: eight",
        "templates/TPL-WEB.yaml: drivers[0].default: a number is needed here, not 'eight'",
    ),
    "order of low, likely and high": (
        "templates/TPL-WEB.yaml",
        "    - 0.5\n    - 1.0\n    - 2.0",
        "    - 2.5\n    - 1.0\n    - 2.0",
        "templates/TPL-WEB.yaml: work_packages[0].effort.base: low, likely and high",
    ),
    "a condition outside the language": (
        "01_sourcing_rules.yaml",
        'when: "incident_in_progress"',
        'when: "__import__(1)"',
        "01_sourcing_rules.yaml: strategy_rules[0].when: min() and max() of numbers are the only calls",
    ),
    "the same id twice": (
        "03_roles.yaml",
        "- id: ROLE-PM\n",
        "- id: ROLE-PGM\n",
        "03_roles.yaml: roles[1].id: ROLE-PGM stands here twice",
    ),
    "a word that is none of those allowed": (
        "templates/TPL-WEB.yaml",
        "need: must",
        "need: most",
        "templates/TPL-WEB.yaml: skills[0].need: one of must, nice is needed here",
    ),
    "not YAML": ("05_factors.yaml", "version:", "version: [", "05_factors.yaml: "),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_source_is_refused_with_its_file_and_place(case: str, sources: Path) -> None:
    file, old, new, expected = BROKEN[case]
    change(sources / file, old, new)
    found = [str(fault) for fault in faults(read_sources(sources))]
    assert any(fault.startswith(expected) for fault in found), found


UNSOUND = {
    "unknown role": (
        "templates/TPL-WEB.yaml",
        "role: ROLE-UX",
        "role: ROLE-XX",
        "work_packages.WP1.roles: ROLE-XX",
    ),
    "shares": ("templates/TPL-WEB.yaml", "share: 0.6", "share: 0.7", "work_packages.WP1.roles: the shares"),
    "payments": (
        "templates/TPL-WEB.yaml",
        "payment_pct: 25.0",
        "payment_pct: 26.0",
        "milestones: the payments do not",
    ),
    "unknown driver in a condition": (
        "templates/TPL-LOB.yaml",
        "when: integrations > 0",
        "when: links > 0",
        "work_packages.WP5: links",
    ),
    "unknown skill": (
        "templates/TPL-WEB.yaml",
        "skill: sk.seo",
        "skill: sk.sew",
        "sk.sew is not a known skill",
    ),
    "one-sided relation": (
        "03_skills.json",
        '"id": "sk.javascript",\n     "weight": 0.5',
        '"id": "sk.javascript",\n     "weight": 0.4',
        "is not the same both ways",
    ),
    "weights": ("05_matching.yaml", "TPL-WEB:  [16,", "TPL-WEB:  [17,", "weights.TPL-WEB"),
    "unknown guard": (
        "07_lifecycle.yaml",
        "      - G-READYDONE\n",
        "      - G-REDY\n",
        "G-REDY is not a known guard",
    ),
    "question nobody has": ("questions.yaml", "b6_data in", "b6_date in", "questions.b6.records: b6_date"),
    "input without a source": (
        "questions.yaml",
        "{input: criticality, ",
        "{input: critical, ",
        "ready.inputs",
    ),
    "implied skill that is none": (
        "03_needs.yaml",
        "named: [sk.typescript]",
        "named: [sk.typoscript]",
        "sk.typoscript is not a known skill",
    ),
    "alias of an unnamed source": (
        "03_skills.json",
        '"trade": [',
        '"hearsay": [',
        "hearsay is not a known source",
    ),
    "seat at no place": (
        "03_places.yaml",
        "{place: gb.wales,",
        "{place: gb.whales,",
        "gb.whales is not a known place",
    ),
    "a rule that reads what nobody gives": (
        "01_sourcing_rules.yaml",
        'when: "incident_in_progress"',
        'when: "alarm_in_progress"',
        "alarm_in_progress is not a known input",
    ),
    "a blocking answer that reads what nobody gives": (
        "01_sourcing_rules.yaml",
        'block_if: "criticality',
        'block_if: "harm',
        "is not a known input",
    ),
    "a source that names no question": (
        "questions.yaml",
        "source: asked, question: ready.criticality}",
        "source: asked}",
        "ready.inputs.criticality: an input that is asked says from what",
    ),
    "large note without a limit": ("templates/TPL-HLP.yaml", "  large_above: 1.5\n", "", "belong together"),
}


@pytest.mark.parametrize("case", UNSOUND)
def test_a_reference_or_sum_that_fails_is_named(case: str, sources: Path) -> None:
    file, old, new, expected = UNSOUND[case]
    change(sources / file, old, new)
    found = [str(fault) for fault in faults(read_sources(sources))]
    assert any(expected in fault and fault.startswith(file) for fault in found), found


TAMPERED: dict[str, Callable[[Path], object]] = {
    "altered": lambda part: part.write_text(part.read_text("utf-8").replace("CARD-WEB", "CARD-WEP"), "utf-8"),
    "cut off": lambda part: part.write_bytes(part.read_bytes()[:-20]),
    "missing": lambda part: part.unlink(),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_compiled_part_that_was_touched_is_refused(how: str, sources: Path) -> None:
    part = sources / "compiled" / "cards.json"
    TAMPERED[how](part)
    with pytest.raises(BrokenKnowledge, match=r"cards\.json"):
        _ = read_compiled(sources / "compiled").cards


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenKnowledge, match=r"index\.json"):
        read_compiled(tmp_path)


def test_no_number_of_the_sources_passes_through_a_float() -> None:
    def floats(tree: object) -> bool:
        if isinstance(tree, dict):
            return any(map(floats, tree.values()))
        return any(map(floats, tree)) if isinstance(tree, list) else isinstance(tree, float)

    for name in SOURCES:
        assert not floats(json.loads((FOLDER / "compiled" / f"{name}.json").read_bytes())), name
