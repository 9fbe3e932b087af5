"""The first start, from the first question to one's own Home; and a computer that takes over from another."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.persistence import places
from app.persistence.workspace import Workspace
from app.queries import projects as project_rows
from app.queries.clients import profile
from app.queries.lens import Lens
from app.services import clients, projects
from app.workflows.sample_case import TODAY
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import named, shown
from tests.ui.pages.sample_world import SIZES, Program, scenes, settle
from ui.theme.current import Theme
from ui.widgets.states import ErrorBanner


def new_computer(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))


def own(program: Program) -> Workspace:
    """A workspace of one's own with a project in it."""

    def first(context: object) -> None:
        run = context.operations.run  # type: ignore[attr-defined]
        run(lambda s: clients.keep_profile(s, person="Maria Okafor", role="owner"), "begin")
        run(
            lambda s: projects.start(
                s, title="Orders on the web", card="CARD-WEB", main_template="TPL-WEB", on=TODAY
            ),
            "start",
        )

    assert program.root.create_own(person="Maria Okafor", first=first) == ""
    settle()
    return program.store


def titles(program: Program) -> list[str]:
    context = program.context
    rows = context.operations.read(
        lambda s: project_rows.portfolio(s, lens=Lens.OWNER, formats=context.formats, today=context.today())
    )
    return [row.title for row in rows]


def test_three_questions_by_keyboard_make_a_workspace(program: Program, qtbot: QtBot) -> None:
    page = program.start()
    assert not program.window.rail.isVisible()
    assert program.window.focusWidget() is page._who.role.target()
    qtbot.keyClick(page._who.role.target(), Qt.Key.Key_Down)  # I advise businesses
    assert page._who.role.value() == "broker"
    program.press("Continue")
    qtbot.keyClicks(program.window.focusWidget(), "  Petra   Averill ")
    qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert "Where would you like to start?" in program.words
    assert not program.root.own_exists  # nothing is written before the last button
    program.press("Begin")
    assert program.address == "home"
    assert program.page.title() == "Desk"
    kept = program.context.operations.read(profile)
    assert kept is not None
    assert (kept.person, kept.role, kept.currency) == ("Petra Averill", "broker", "GBP")
    assert program.window.rail.isVisible()
    assert program.context.person == "Petra Averill"


def test_a_name_is_needed_and_back_keeps_what_was_typed(program: Program) -> None:
    page = program.start()
    program.press("Continue")
    program.press("Continue")
    assert "Enter your name" in program.words
    assert "Who are you?" in program.words
    assert program.window.focusWidget() is page._you.person.line
    page._you.person.line.setText("Maria Okafor")
    program.press("Back")
    assert "Who’s using this computer?" in program.words
    program.press("Continue")
    assert page._you.person.value() == "Maria Okafor"
    assert "Enter your name" not in program.words or page._you.problems() == ()


def test_the_country_shows_how_money_and_dates_will_look(program: Program) -> None:
    page = program.start()
    program.press("Continue")
    assert "£12,345.50" in program.words
    page._you.country.set_value("US")
    page._you.country.committed.emit()
    settle()
    assert "$12,345.50" in program.words
    assert "Letter" in program.words
    page._you.person.line.setText("Maria Okafor")
    program.press("Continue")
    program.press("Begin")
    assert program.context.formats.currency == "USD"


def test_a_name_in_any_script_comes_back_unchanged(program: Program) -> None:
    page = program.start()
    program.press("Continue")
    page._you.person.line.setText("Zoë Ångström-陈 🦊")
    program.press("Continue")
    program.press("Begin")
    kept = program.context.operations.read(profile)
    assert kept is not None
    assert kept.person == "Zoë Ångström-陈 🦊"


def test_the_sample_opens_beside_ones_own(program: Program) -> None:
    page = program.start()
    program.press("Continue")
    page._you.person.line.setText("Maria Okafor")
    program.press("Continue")
    page._start.where.set_value("sample")
    made_before(places.sample_folder(), places.keys_folder())
    program.press("Begin")
    assert program.root.sample_open
    assert program.context.today() == TODAY
    assert "Nothing here is real" in program.last_said
    program.root._leave_sample()
    settle()
    assert not program.root.sample_open
    assert titles(program) == []  # nothing of the sample has come along


def made_before(folder: Path, keys: Path) -> None:
    """The sample as an earlier start left it: making it takes seconds and has its own tests."""
    import shutil

    scene = scenes()["today"]
    shutil.copytree(scene.folder / "w", folder)
    shutil.copytree(scene.folder / "k", keys, dirs_exist_ok=True)


def test_a_backup_and_its_code_bring_everything_back(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = own(program)
    code = store.new_recovery_code()
    backup = store.backup().path
    program.root.close()
    new_computer(monkeypatch, tmp_path / "new")
    program.root._storage = None
    page = program.start()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(backup), ""))
    program.press("I have a backup")
    field = named(page, QLineEdit, "Recovery code")
    assert program.window.focusWidget() is field
    field.setText("0000-0000-0000-0000-0000-0000-0000-0000")
    program.press("Restore")
    (banner,) = shown(page, ErrorBanner)
    assert "code" in banner.accessibleName().lower()
    assert not program.root.own_exists  # refused, and nothing is left behind
    field.setText(code.lower())
    program.press("Restore")
    assert program.address == "home"
    assert titles(program) == ["Orders on the web"]
    assert program.context.person == "Maria Okafor"


def test_a_file_that_is_no_backup_is_refused_in_words(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = program.start()
    other = tmp_path / "holiday.backup"
    other.write_bytes(b"not a backup at all")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    program.press("I have a backup")
    named(page, QLineEdit, "Recovery code").setText("whatever")
    program.press("Restore")
    assert len(shown(page, ErrorBanner)) == 1
    assert "Nothing was changed on this computer." in program.words
    assert not program.root.own_exists


def test_choosing_no_file_changes_nothing(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    page = program.start()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    program.press("I have a backup")
    assert not [each for each in shown(page, QPushButton) if each.accessibleName() == "Restore"]


def test_a_workspace_whose_key_is_gone_opens_with_its_code(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = own(program).new_recovery_code()
    program.root.close()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
    program.root._storage = None
    page = program.start()
    assert "Open your workspace with its recovery code" in program.words
    named(page, QLineEdit, "Recovery code").setText(code)
    program.press("Open it")
    assert program.address == "home"
    assert titles(program) == ["Orders on the web"]


@pytest.mark.parametrize("size", SIZES)
def test_every_question_has_room_and_is_within_reach(program: Program, look: Theme, size: str) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    program.window.resize(width, height)
    page = program.start()
    page.ask_code(Path("a-backup-with-a-rather-long-name-of-last-week.backup"))
    for step in ("Continue", "Continue", ""):
        settle()
        assert unnamed_controls(page) == [], step
        assert squeezed_labels(page) == [], step
        assert unreachable_controls(page) == [], step
        if step:
            page._you.person.line.setText("Maria Okafor")
            program.press(step)
    QApplication.processEvents()
