"""The openly licensed sets as plain rows."""

import csv
import re
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """A title with its label; rows with the same `group` never stand on both sides of a fold."""

    title: str
    label: str
    group: str


class CrosswalkRow(NamedTuple):
    """A title of the crosswalk, the occupation (SOC code and name) and the group it leads to."""

    title: str
    soc: str
    label: str
    group: str


class RateRow(NamedTuple):
    """One line of a public price list: hourly ceiling rate in US dollars."""

    title: str
    education: str
    years: str
    price: float
    vendor: str


def normalised(title: str) -> str:
    """What makes two titles the same one listed twice."""
    return " ".join(re.findall("[a-z0-9]+", title.lower()))


def marketplace_titles(file: Path) -> list[Row]:
    """Titles of the specialist lot, with the role that was asked for."""
    rows = [row for row in _read(file) if row["Specialist"]]
    return [Row(row["Opportunity"], row["Specialist"], normalised(row["Opportunity"])) for row in rows]


def crosswalk_titles(file: Path) -> list[CrosswalkRow]:
    """Titles of the crosswalk."""
    return [
        CrosswalkRow(row["title"].strip(), row["soc"].strip(), row["lcat"].strip(), normalised(row["title"]))
        for row in _read(file)
    ]


def rate_lines(file: Path) -> list[RateRow]:
    """Lines that are sold by the hour and have a price."""
    found = []
    for row in _read(file):
        price = re.sub(r"[^0-9.]", "", row["PRICE OFFERED TO GSA (including IFF)"])
        if price and row["UNIT OF ISSUE (e.g. Hour, Task, Sq ft)"].strip().lower().startswith("h"):
            found.append(
                RateRow(
                    row["SERVICE PROPOSED (e.g. Job Title/Task)"],
                    row["MINIMUM EDUCATION/ CERTIFICATION LEVEL"],
                    row["MINIMUM YEARS OF EXPERIENCE"],
                    float(price),
                    row["VENDOR NAME"],
                )
            )
    return found


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", errors="replace", newline="") as lines:
        return list(csv.DictReader(lines))
