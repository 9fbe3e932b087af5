"""Keep what was fitted: its numbers, and a card beside them that says where they come from."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

TARGET = Path(__file__).resolve().parents[1] / "resources" / "knowledge" / "fitted"


class Source(NamedTuple):
    """An openly licensed set: its folder and file, and what its licence wants said."""

    folder: str
    file: str
    name: str
    licence: str
    attribution: str


MARKETPLACE = Source(
    "dos_opportunities_csv",
    "opportunities.csv",
    "UK Digital Marketplace, opportunities of Digital Outcomes and Specialists, April 2016 to July 2018",
    "OGL-3.0",
    "Contains public sector information licensed under the Open Government Licence v3.0.",
)
CROSSWALK = Source(
    "oasis_title_crosswalk",
    "crosswalk.csv",
    "OASIS labour category crosswalk of the US General Services Administration, 1 April 2015",
    "CC0-1.0",
    "US Government work, in the public domain.",
)
PRICES = Source(
    "gsa_calc_it70",
    "s70_rates.csv",
    "Awarded hourly ceiling rates of IT Schedule 70, US General Services Administration (CALC), 2014 to 2017",
    "CC0-1.0",
    "US Government work, in the public domain.",
)


def data_file(data: Path, source: Source) -> Path:
    """The development part of a set."""
    return data / source.folder / "dev" / source.file


def hash_of(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def keep_arrays(
    name: str, arrays: Mapping[str, NDArray[Any]], source: Source, file: Path, told: Mapping[str, Any]
) -> None:
    """Write `name`.npz, the same bytes for the same numbers, and its card."""
    path = TARGET / f"{name}.npz"
    np.savez_compressed(path, allow_pickle=False, **arrays)
    keep_card(name, source, file, {"sha256": hash_of(path), **told})


def keep_card(name: str, source: Source, file: Path, told: Mapping[str, Any]) -> None:
    """Write `name`.json."""
    card = {
        "version": 1,
        "source": source.name,
        "licence": source.licence,
        "attribution": source.attribution,
        "part": "development part",
        "data_sha256": hash_of(file),
        "made_on": date.today().isoformat(),
        **told,
    }
    text = json.dumps(card, indent=1, ensure_ascii=False)
    (TARGET / f"{name}.json").write_text(text + "\n", "utf-8", newline="\n")
