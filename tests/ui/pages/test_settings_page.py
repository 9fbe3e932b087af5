"""Settings: what is kept when a field is left, how it looks, and how safe it is."""

import json
import threading
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.analysis.money import Money
from app.persistence import backups
from app.queries.clients import ProfileView, profile
from app.queries.lens import Lens
from app.services import clients
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import named, shown
from tests.ui.pages.sample_world import SIZES, Program, button, fill, settle
from ui.theme.current import Density, Scheme, Theme


@pytest.fixture
def settings(program: Program) -> Any:
    """The settings of a workspace just begun."""
    assert (
        program.root.create_own(
            person="Maria Okafor",
            first=lambda context: context.operations.run(
                lambda s: clients.keep_profile(s, person="Maria Okafor", role="owner"), "begin"
            ),
        )
        == ""
    )
    return program.go("settings")


def kept(program: Program) -> ProfileView:
    found = program.context.operations.read(profile)
    assert found is not None
    return found


def test_each_field_is_kept_when_it_is_left(program: Program, settings: Any) -> None:
    you = settings._you
    for field, text in (
        (you.person, "Maria  Okafor-Bell"),
        (you.business, "Harbour Street Bakery"),
        (you.trade, "Bakery"),
        (you.town, "Harrowmere"),
        (you.staff, "14"),
    ):
        fill(field, text)
    settle()
    now = kept(program)
    assert (now.person, now.business, now.trade, now.town, now.staff) == (
        "Maria Okafor-Bell", "Harbour Street Bakery", "Bakery", "Harrowmere", 14,
    )  # fmt: skip
    assert "Maria Okafor-Bell" in [label.text() for label in shown(program.window.rail, QLabel)]
    fill(you.staff, "")
    assert kept(program).staff is None
    program.context.operations.undo()
    settle()
    assert you.staff.value() == Decimal(14)


def test_an_empty_name_and_a_number_that_is_none_are_refused_beside_the_field(
    program: Program, settings: Any
) -> None:
    fill(settings._you.person, "  ")
    fill(settings._you.staff, "a few")
    settle()
    assert "Enter your name" in program.words
    assert kept(program).person == "Maria Okafor"
    assert kept(program).staff is None
    assert settings._you.staff.line.text() == "a few"  # what was typed stays to be put right


def test_another_country_changes_money_and_dates_at_once(program: Program, settings: Any) -> None:
    settings._you.country.set_value("DE")
    settings._you.country.committed.emit()
    settle()
    formats = program.context.formats
    assert formats.money(Money(1_234_550, "EUR")).replace("\xa0", " ") == "12.345,50 €"
    assert formats.day(date(2026, 11, 23)) == "23 Nov. 2026"
    assert (kept(program).country, kept(program).currency) == ("DE", "EUR")


def test_the_view_that_opens_first_is_shown_at_once(program: Program, settings: Any) -> None:
    settings._you.role.button("broker").click()
    settle()
    assert program.context.lens is Lens.BROKER
    assert kept(program).role == "broker"


def test_theme_text_size_and_rows_take_effect_at_once(settings: Any, look: Theme) -> None:
    settings._look.scheme._group.buttons()[2].click()
    assert look.scheme is Scheme.DARK
    settings._look.zoom._group.buttons()[3].click()
    assert look.zoom_percent == 150
    settings._look.density._group.buttons()[1].click()
    assert look.density is Density.COMPACT
    look.set_zoom(115)  # by Ctrl and + on any page
    assert settings._look.zoom.value() == "115"


def test_a_recovery_code_has_to_be_typed_back(program: Program, settings: Any) -> None:
    assert "There is no recovery code yet." in program.words
    program.press("Make a recovery code")
    (code,) = [
        label for label in shown(settings, QLabel) if label.accessibleName().startswith("Recovery code: ")
    ]
    end = code.text()[-4:]
    field = named(settings, QLineEdit, "Type its last 4 characters")
    assert program.window.focusWidget() is field
    field.setText("????")
    program.press("I have kept it")
    assert "These are not its last 4 characters" in program.words
    fill(settings._you.town, "Harrowmere")  # a change elsewhere must not take it away
    settle()
    assert code.isVisible()
    field.setText(f" {end.lower()} ")
    program.press("I have kept it")
    assert program.last_said == "The recovery code is made."
    assert end not in "".join(label.text() for label in shown(settings, QLabel))
    assert program.store.has_recovery_code
    assert button(settings, "Make a new code") is not None


def told(program: Program, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: words in program.last_said, timeout=10_000)


def test_backing_up_now_says_where_it_is(program: Program, settings: Any, qtbot: QtBot) -> None:
    assert "None yet" in program.words
    program.press("Back up now")
    told(program, qtbot, "Backed up and verified")
    assert "None yet" not in program.words
    assert len(program.store.backups.listed()) == 1


def test_a_backup_that_is_due_is_made_beside_the_window_one_at_a_time(
    program: Program, settings: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "BACKUP_AFTER", timedelta(0))
    made, going_on = [], threading.Event()
    make = backups.make_backup

    def slowly(*arguments: Any, **options: Any) -> Any:
        made.append(threading.current_thread() is threading.main_thread())
        going_on.wait(20)
        return make(*arguments, **options)

    monkeypatch.setattr(backups, "make_backup", slowly)
    program.root._backups.timeout.emit()
    qtbot.waitUntil(lambda: made == [False], timeout=10_000)
    program.root._backups.timeout.emit()
    fill(settings._you.person, "Maria O.")  # writes meanwhile
    settle()
    going_on.set()
    qtbot.waitUntil(lambda: program.context.jobs.under_way == 0, timeout=10_000)
    assert made == [False]
    assert len(program.store.backups.listed()) == 1
    assert kept(program).person == "Maria O."
    assert program.store.backups.changed  # what was written meanwhile is in no backup yet


def test_leaving_waits_for_a_backup_that_is_being_made(
    program: Program, settings: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "BACKUP_AFTER", timedelta(0))
    begun, make = threading.Event(), backups.make_backup

    def told_of(*arguments: Any, **options: Any) -> Any:
        begun.set()
        return make(*arguments, **options)

    monkeypatch.setattr(backups, "make_backup", told_of)
    kept_of = program.store.backups
    program.root._backups.timeout.emit()
    assert begun.wait(10)
    program.root.close()
    assert not kept_of.changed
    assert len(kept_of.listed()) == 1
    qtbot.waitUntil(lambda: program.context.jobs.under_way == 0, timeout=10_000)


def test_a_copy_goes_where_it_is_wanted_or_says_why_not(
    program: Program, settings: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "stick" / "copy.backup"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    program.press("Save a copy…")
    told(program, qtbot, "A verified copy is at")
    assert target.stat().st_size > 1000
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "gone" / "x.backup"), ""))
    program.press("Save a copy…")
    qtbot.waitUntil(lambda: "verified copy" not in program.last_said, timeout=10_000)
    assert program.said[-1].tone == "warn"
    assert not (tmp_path / "gone").exists()


def test_everything_is_taken_out_into_an_empty_folder(
    program: Program, settings: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    program.press("Take everything out…")
    told(program, qtbot, "with a note how to read them")
    assert "Maria Okafor" in json.dumps(json.loads((folder / "data.json").read_text("utf-8")))
    program.press("Take everything out…")
    told(program, qtbot, "is not empty")


def test_the_check_says_that_all_is_well(program: Program, settings: Any, qtbot: QtBot) -> None:
    program.press("Check the workspace")
    told(program, qtbot, "All is well")


@pytest.mark.parametrize("size", SIZES)
def test_the_code_has_room_at_every_size(program: Program, settings: Any, look: Theme, size: str) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    program.window.resize(width, height)
    settle()
    program.press("Make a recovery code")
    assert unnamed_controls(settings) == []
    assert squeezed_labels(settings) == []
    assert unreachable_controls(settings) == []
