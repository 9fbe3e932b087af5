"""Count how often implied skills are used at work: `python -m fitting.skill_use DATA` (the folder of the data sets).

A rule of `03_needs.yaml` says what a skill calls for; which of it is the likeliest is read off two open sets: the
share of the occupations of O*NET that list the skill among their technologies, plus the share of the briefs of a public
marketplace that ask for it. Nothing of the sets that may only be evaluated with is looked at.
"""

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.analysis.needs import read
from app.knowledge import load_knowledge
from app.knowledge.vocabulary import vocabulary
from fitting.cards import Source, data_file, keep_card

BRIEFS = Source(
    "dos_briefs_full",
    "briefs.jsonl",
    "Briefs of the UK Digital Marketplace, 2019 to 2020 (OGL-3.0), and technologies of the IT occupations of O*NET, "
    "2024 (CC-BY-4.0)",
    "OGL-3.0 and CC-BY-4.0",
    "Contains public sector information licensed under the Open Government Licence v3.0. Includes information from "
    "the O*NET database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), used "
    "under the CC BY 4.0 licence and modified.",
)
ANY_DAY = date(2020, 9, 1)
"""Days in the texts do not matter here."""


def main(arguments: list[str]) -> int:
    """Read both sets and keep the shares."""
    parser = argparse.ArgumentParser(
        prog="python -m fitting.skill_use", description=(__doc__ or "").split(":")[0]
    )
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args(arguments).data
    occupations, briefs, shares = shares_of_open_sets(data)
    told = {skill: str(share) for skill, share in shares.items()}
    counted = {"occupations": occupations, "briefs": briefs, "share": told}
    keep_card("skill_use", BRIEFS, data_file(data, BRIEFS), counted)
    return 0


def shares_of_open_sets(data: Path) -> tuple[int, int, dict[str, Decimal]]:
    """How many occupations and briefs there are, and by implied skill the share of either, added."""
    lines = data_file(data, BRIEFS).read_text("utf-8").splitlines()
    asked = ["\n".join(_strings(json.loads(line))) for line in lines]
    listed = list(_occupations(data / "onet_technology_skills" / "technology_skills_it_occupations.csv"))
    shares = [shares_of(texts) for texts in (asked, listed)]
    ours = sorted({skill for rule in load_knowledge().needs.implied for skill in rule.skills})
    return (
        len(listed),
        len(asked),
        {skill: sum((share.get(skill, Decimal()) for share in shares), Decimal()) for skill in ours},
    )


def shares_of(texts: list[str]) -> dict[str, Decimal]:
    """By skill the share of texts that name it as wanted, to the hundredth."""
    words = vocabulary(load_knowledge())._replace(implied=())
    found = Counter(one.value for text in texts for one in read(text, words, today=ANY_DAY).needs())
    return {skill: (Decimal(count) / len(texts)).quantize(Decimal("0.01")) for skill, count in found.items()}


def _occupations(file: Path) -> Iterator[str]:
    """The technologies of each occupation, as one text."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            named[row["O*NET-SOC Code"]].update(dict.fromkeys((row["Example"], row["Commodity Title"])))
    return (". ".join(names) + "." for names in named.values())


def _strings(value: Any) -> Iterable[str]:
    """Every string in nested lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
