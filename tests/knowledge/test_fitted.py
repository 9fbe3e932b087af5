"""The fitted tables are what their cards say, small, attributed, and made from the sets that may be used."""

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

from app.analysis import title_features
from app.analysis.public_rates import FEATURES
from app.knowledge.broken import BrokenKnowledge
from app.knowledge.fitted import (
    fitted_card,
    load_group_table,
    load_role_table,
    load_title_table,
    public_rates,
    skill_use,
)
from app.knowledge.pack import load_knowledge
from app.knowledge.resources import resource

FOLDER = resource("knowledge", "fitted")
TABLES = ("titles_roles", "titles_groups", "rates_us")
MOST_BYTES = 1_500_000
OPEN_LICENCES = {"OGL-3.0", "CC0-1.0"}
DATA = Path(os.environ.get("SOURCEWRIGHT_REFERENCE", "/nowhere"), "data")


@pytest.mark.parametrize("name", TABLES)
def test_a_card_says_where_the_numbers_come_from(name: str) -> None:
    card = fitted_card(name)
    assert card["licence"] in OPEN_LICENCES
    for key in ("source", "attribution", "made_on", "seed", "rows", "data_sha256", "part"):
        assert card[key], key


@pytest.mark.parametrize("name", TABLES[:2])
def test_the_bytes_are_those_of_the_card(name: str) -> None:
    assert hashlib.sha256((FOLDER / f"{name}.npz").read_bytes()).hexdigest() == fitted_card(name)["sha256"]
    assert fitted_card(name)["features"] == title_features.VERSION


def test_all_tables_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("load", [load_role_table, load_group_table])
def test_a_table_has_a_row_a_bucket_and_a_column_a_label(load) -> None:
    table = load()
    assert table.weights.shape == (title_features.BUCKETS, len(table.labels))
    assert table.weights.dtype == np.int8
    assert len(table.scale) == len(table.bias) == len(table.labels)
    assert len(table.rarity) == title_features.BUCKETS


def test_there_are_seventeen_roles_and_twenty_six_groups() -> None:
    assert (len(load_role_table().labels), len(load_group_table().labels)) == (17, 26)


def test_the_rates_know_every_feature_and_say_what_they_are() -> None:
    rates = public_rates()
    assert tuple(rates.coefficients) == FEATURES
    assert rates.coefficients["years"] > 0
    assert rates.label == "US federal ceiling rates, 2014–2017, not indexed"
    for spread in rates.spread.values():
        assert spread.p10 < spread.p20 < 0 < spread.p80 < spread.p90


def test_the_use_of_implied_skills_is_a_share_of_two_sets() -> None:
    card = fitted_card("skill_use")
    assert (card["occupations"], card["briefs"]) == (37, 26)
    assert "O*NET" in card["attribution"]
    assert "Open Government Licence" in card["attribution"]
    assert all(0 <= share <= 2 for share in skill_use().values())
    implied = {skill for rule in load_knowledge().needs.implied for skill in rule.skills}
    assert set(skill_use()) == implied


def test_an_altered_table_is_refused(tmp_path: Path) -> None:
    for file in ("titles_roles.npz", "titles_roles.json"):
        (tmp_path / file).write_bytes((FOLDER / file).read_bytes())
    with (tmp_path / "titles_roles.npz").open("ab") as table:
        table.write(b"\0")
    with pytest.raises(BrokenKnowledge):
        load_title_table("roles", tmp_path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenKnowledge, match="titles_roles"):
        load_title_table("roles", tmp_path)


@pytest.mark.skipif(not DATA.is_dir(), reason="SOURCEWRIGHT_REFERENCE names no folder with data")
def test_the_rates_are_what_the_script_makes_of_the_data() -> None:
    """The only table that is fitted without a training library, so that this can be seen here."""
    from fitting.cards import PRICES, data_file, hash_of
    from fitting.rates import fit_middle
    from fitting.rows import rate_lines

    file = data_file(DATA, PRICES)
    if hash_of(file) != fitted_card("rates_us")["data_sha256"]:
        pytest.skip("the data in SOURCEWRIGHT_REFERENCE are not those the table was made from")
    made = fit_middle(rate_lines(file))
    assert made.coefficients == pytest.approx(public_rates().coefficients, abs=2e-5)


@pytest.mark.skipif(not DATA.is_dir(), reason="SOURCEWRIGHT_REFERENCE names no folder with data")
def test_how_widely_skills_are_used_is_counted_on_open_sets() -> None:
    """A word that is read differently since moves a share a little; the order it gives is what matters."""
    from fitting.skill_use import shares_of_open_sets

    _, _, shares = shares_of_open_sets(DATA)
    counted = {skill: float(share) for skill, share in shares.items()}
    assert counted == pytest.approx(dict(skill_use()), abs=0.1)
