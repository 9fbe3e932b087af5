"""The message catalogue's template holds what the program says, all of it and nothing else."""

from pathlib import Path

import catalogue
import pytest


def test_the_template_is_current() -> None:
    assert catalogue.TEMPLATE.read_text("utf-8") == catalogue.template(), "run: make catalogue"


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "ui").mkdir()
    (tmp_path / "app" / "quotes.py").write_text(
        "# Translators: on the card of a provider\n"
        "title = say('Gut für {name} – „ja“')\n"
        "rows = say_count('One quote', '{count} quotes', n)\n"
        "again = say('Zum Schluss, 50 % of it')\n",
        "utf-8",
    )
    return tmp_path


def test_sentences_plurals_notes_and_places_are_found(small_house: Path) -> None:
    text = catalogue.template(small_house)
    assert 'msgid "Gut für {name} – „ja“"' in text
    assert "#. Translators: on the card of a provider\n#: app/quotes.py\n" in text
    assert 'msgid "One quote"\nmsgid_plural "{count} quotes"' in text


def test_a_percent_sign_is_not_taken_for_a_format(small_house: Path) -> None:
    assert "python-format" not in catalogue.template(small_house)


def test_moving_a_sentence_within_its_file_changes_nothing(small_house: Path) -> None:
    before = catalogue.template(small_house)
    path = small_house / "app" / "quotes.py"
    path.write_text("\n\n\n" + path.read_text("utf-8"), "utf-8")
    assert catalogue.template(small_house) == before
