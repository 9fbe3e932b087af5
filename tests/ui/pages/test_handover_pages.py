"""Handing a project over and opening it elsewhere, through the pages as two people use them."""

import shutil
import uuid
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import BriefItem, ItemKind
from app.domain.clients import Client
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.shortlists import Candidate, Disclosure
from app.exchange.engagement_file import read_engagement_file, write_engagement_file
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import briefs, projects, shortlists
from app.services.clients import add_client, add_client_of, keep_profile
from app.services.projects import OwnerFacts
from tests.exchange.desks import BROKER, NOW, OWNER, Desk, day
from tests.exchange.test_engagement_files import every_byte
from tests.journeys.test_private_strings import MARK, canary, private_fields
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.sample_world import PRIVATE, SIZES, Program, button, everything_said, fill, scenes, settle
from ui.long_step import LongStep
from ui.theme.current import Theme
from ui.widgets.growing_text import TextBox

JAN, FEB = day("2026-01-12"), day("2026-02-06")


def sit_down(program: Program, folder: Path, person: str, lens: Lens) -> Desk:
    """Somebody's own workspace in the window, made at the first time."""
    keys = Keys(folder / f"{lens.value} keys", keychain=lambda: None)
    made = Workspace.create(folder / lens.value, keys, person=person, device=f"{lens.value}'s computer")
    program._opened.append(made)
    desk = Desk(made)
    desk.do(keep_profile, person=person, role=lens.value)
    return desk


def at(program: Program, desk: Desk, lens: Lens, address: str) -> None:
    program.root.look_at(desk.workspace, FEB, lens, desk.workspace.person)
    program.go(address)


def described(desk: Desk) -> uuid.UUID:
    project: uuid.UUID = desk.do(
        projects.start, title="Appointments", card="CARD-RUN", main_template="TPL-ERP",
        owner=OwnerFacts(owner_name=OWNER, business="Bramblecott Vets"), on=JAN,
    )  # fmt: skip
    return project


def written(program: Program, qtbot: QtBot, path: Path) -> None:
    """Hand the project of the page over, and wait until it has been read back."""
    program.page.write(path)
    qtbot.waitUntil(lambda: program.page._job is None)
    settle()


def opened(program: Program, qtbot: QtBot, path: Path) -> None:
    """Drop a file on the window and wait until it has been read."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(400, 300).toPoint(), *arguments)
    QApplication.sendEvent(program.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(program.window, QDropEvent(QPointF(400, 300), *arguments))
    assert program.address == "open"
    qtbot.waitUntil(lambda: program.page._job is None)
    settle()


def test_a_file_that_is_dropped_on_an_input_is_opened_and_not_typed(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    owner = sit_down(program, tmp_path, OWNER, Lens.OWNER)
    project = described(owner)
    at(program, owner, Lens.OWNER, f"project/{project}/handover")
    written(program, qtbot, tmp_path / "1.engagement")
    program.window.show()
    typed = TextBox()
    typed.setParent(program.window)
    typed.setGeometry(300, 200, 400, 300)
    typed.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "1.engagement"))])
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (
        QDragEnterEvent(QPointF(400, 300).toPoint(), *arguments),
        QDropEvent(QPointF(400, 300), *arguments),
    ):
        QApplication.sendEvent(program.window.windowHandle(), event)  # as the system does
    assert program.address == "open"
    assert typed.toPlainText() == ""
    qtbot.waitUntil(lambda: program.page._job is None)


def test_there_and_back_through_the_pages(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    owner = sit_down(program, tmp_path, OWNER, Lens.OWNER)
    broker = sit_down(program, tmp_path, BROKER, Lens.BROKER)
    project = described(owner)
    files = [tmp_path / f"{number}.engagement" for number in range(3)]

    at(program, owner, Lens.OWNER, f"project/{project}/overview")
    program.press("Hand over to your broker")
    assert program.address == f"project/{project}/handover"
    written(program, qtbot, files[0])
    assert "Written and read back" in everything_said(program.page)
    fingerprint = program.page._view.fingerprint

    at(program, broker, Lens.BROKER, "open")
    opened(program, qtbot, files[0])
    said = everything_said(program.page)
    assert "You have not had a file from this computer before" in said
    assert fingerprint in said
    assert "New here: the whole project" in said
    assert broker.all(Project) == []
    program.press("Import")
    assert program.address == f"project/{project}"
    assert "Appointments" in program.words

    facts = shortlists.CandidateFacts(uuid.uuid4(), "Larchfield Systems", 1, {})
    why = "They know veterinary software"
    broker.do(shortlists.add_by_hand, project_id=project, facts=facts, reason=why, on=FEB)
    broker.do(shortlists.disclose, project_id=project, text="The owner pays me by the hour.", on=FEB)
    program.go(f"project/{project}/handover")
    written(program, qtbot, files[1])

    at(program, owner, Lens.OWNER, "open")
    opened(program, qtbot, files[1])
    said = everything_said(program.page)
    assert "Provider on the shortlist" in said
    assert "Larchfield Systems" in said
    program.press("Import")
    assert [each.name for each in owner.all(Candidate)] == ["Larchfield Systems"]

    owner.do(shortlists.acknowledge, project_id=project, person=OWNER, on=FEB)
    program.go(f"project/{project}/handover")
    written(program, qtbot, files[2])
    at(program, broker, Lens.BROKER, "open")
    opened(program, qtbot, files[2])
    assert "You have not had a file from this computer before" not in everything_said(program.page)
    program.press("Import")
    assert broker.all(Disclosure)[0].acknowledged_by == OWNER

    opened(program, qtbot, files[0])
    assert "You already have everything in this file" in program.words
    program.press("Open the project")
    assert program.address == f"project/{project}"


def test_a_computer_is_somebodys(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    owner = sit_down(program, tmp_path, OWNER, Lens.OWNER)
    broker = sit_down(program, tmp_path, BROKER, Lens.BROKER)
    path = tmp_path / "a.engagement"
    path.write_bytes(write_engagement_file(owner.workspace, described(owner), NOW))
    at(program, broker, Lens.BROKER, "open")
    opened(program, qtbot, path)
    (card,) = program.page._strangers
    fill(card.person, "")
    program.press("Import")
    assert program.last_said == "Say whose computer this is."
    assert broker.all(Project) == []
    fill(card.person, "Clare at the vets")
    program.press("Import")
    people = broker.see(
        lambda session: session.connection().exec_driver_sql("SELECT person FROM actor ORDER BY n").fetchall()
    )
    assert [person for (person,) in people] == [BROKER, "Clare at the vets"]


def imported(program: Program, qtbot: QtBot, desk: Desk, path: Path) -> None:
    """Open a file as the broker and take it in."""
    at(program, desk, Lens.BROKER, "open")
    opened(program, qtbot, path)
    program.press("Import")


def test_an_imported_project_is_filed_under_the_client_whose_name_it_bears(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    """Asked, never done unasked; and nothing of it goes back to the owner."""
    owner = sit_down(program, tmp_path, OWNER, Lens.OWNER)
    broker = sit_down(program, tmp_path, BROKER, Lens.BROKER)
    known = broker.do(add_client, name="bramblecott VETS")
    project = described(owner)
    path = tmp_path / "a.engagement"
    path.write_bytes(write_engagement_file(owner.workspace, project, NOW))
    imported(program, qtbot, broker, path)
    assert "“bramblecott VETS” is among your clients" in everything_said(program.page)
    assert broker.all(Project)[0].client_id is None
    with pytest.raises(DomainError, match="already have a client"):
        broker.do(add_client_of, project_id=project)
    program.press("File it there")
    assert broker.all(Project)[0].client_id == known
    assert [each.name for each in broker.all(Client)] == ["bramblecott VETS"]
    assert button(program.page, "File it there") is None
    assert button(program.page, "Client: bramblecott VETS") is not None
    back = broker.hand_over(project)
    assert owner.look_at(back).operations == 0
    assert b"bramblecott VETS" not in b"".join(every_byte(back))


def test_an_imported_project_of_a_new_business_makes_a_client_on_a_press(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    owner = sit_down(program, tmp_path, OWNER, Lens.OWNER)
    broker = sit_down(program, tmp_path, BROKER, Lens.BROKER)
    broker.do(add_client, name="Somebody else")
    path = tmp_path / "a.engagement"
    path.write_bytes(write_engagement_file(owner.workspace, described(owner), NOW))
    imported(program, qtbot, broker, path)
    program.press("Not now")
    assert button(program.page, "Add as a client") is None
    program.press("No client yet")
    program.press("Add as a client")
    (made,) = (each for each in broker.all(Client) if each.name == "Bramblecott Vets")
    assert made.contact == OWNER
    assert broker.all(Project)[0].client_id == made.id
    program.look_as(Lens.OWNER)
    assert "Bramblecott Vets is" not in everything_said(program.page)
    assert button(program.page, "Client: Bramblecott Vets") is None


def test_a_clash_is_shown_and_cannot_be_imported(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    owner = sit_down(program, tmp_path, OWNER, Lens.OWNER)
    broker = sit_down(program, tmp_path, BROKER, Lens.BROKER)
    project = described(owner)
    path = tmp_path / "a.engagement"
    path.write_bytes(write_engagement_file(owner.workspace, project, NOW))
    at(program, broker, Lens.BROKER, "open")
    opened(program, qtbot, path)
    program.press("Import")
    for desk, currency in ((owner, "EUR"), (broker, "USD")):
        desk.do(lambda session, value=currency: setattr(session.get_one(Project, project), "currency", value))
    path.write_bytes(write_engagement_file(owner.workspace, project, NOW))
    opened(program, qtbot, path)
    said = everything_said(program.page)
    for words in ("You both changed 1 thing", "Currency", "USD", "EUR"):
        assert words in said
    found = button(program.page, "Import")
    assert found is not None
    assert not found.isEnabled()
    assert broker.all(Project)[0].currency == "USD"


@pytest.mark.parametrize("part", [1, 24])
def test_an_import_that_is_stopped_leaves_nothing(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, part: int
) -> None:
    """Whenever it is stopped; and the same file can be imported afterwards."""
    owner = sit_down(program, tmp_path, OWNER, Lens.OWNER)
    broker = sit_down(program, tmp_path, BROKER, Lens.BROKER)
    project = described(owner)
    owner.add(*(BriefItem(project_id=project, kind=ItemKind.MUST, text=f"Line {n}") for n in range(2000)))
    kept = owner.workspace.attachments.put(b"%PDF-1.7 how we work today", "today.pdf")
    owner.do(
        briefs.attach_file, project_id=project, question="b6.files", name="today.pdf",
        sha256=kept.sha256, size=kept.size, mime=kept.mime, on=JAN,
    )  # fmt: skip
    path = tmp_path / "a.engagement"
    path.write_bytes(write_engagement_file(owner.workspace, project, NOW))
    at(program, broker, Lens.BROKER, "open")
    opened(program, qtbot, path)
    before = broker.state()
    told = iter(range(1, 10_000))
    with monkeypatch.context() as patched:
        patched.setattr(LongStep, "__call__", lambda *_: next(told) < part)
        program.press("Import")
    assert program.address == "open"
    assert program.last_said == "The import was stopped. Nothing was changed."
    assert broker.state() == before
    assert broker.workspace.attachments.listed() == ()
    program.press("Import")
    assert program.address == f"project/{project}"
    assert broker.workspace.attachments.get(kept.sha256).startswith(b"%PDF")


def test_a_spoilt_file_is_refused_in_words(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    broker = sit_down(program, tmp_path, BROKER, Lens.BROKER)
    path = tmp_path / "spoilt.engagement"
    path.write_bytes(b"PK\3\4 and nothing more")
    at(program, broker, Lens.BROKER, "open")
    opened(program, qtbot, path)
    assert "“spoilt.engagement” was not imported." in program.words
    assert "This is not an engagement file" in program.words


@pytest.mark.parametrize("lens", Lens)
def test_both_pages_are_named_reachable_and_have_room(
    program: Program, qtbot: QtBot, look: Theme, tmp_path: Path, lens: Lens
) -> None:
    """At the size with the least room: the sweep of every address looks at these pages at the others."""
    width, height, zoom = SIZES["150 percent"]
    look.set_zoom(zoom)
    program.at("shortlisted", lens, size=(width, height))
    other = sit_down(program, tmp_path, OWNER, Lens.OWNER)
    path = tmp_path / "a.engagement"
    path.write_bytes(write_engagement_file(other.workspace, described(other), NOW))
    for act in (lambda: program.go("project/P/handover"), lambda: opened(program, qtbot, path)):
        act()
        assert unnamed_controls(program.page) == []
        assert squeezed_labels(program.page) == []
        assert unreachable_controls(program.page) == []


@pytest.mark.parametrize("point", ["shortlisted", "today"])
def test_what_the_broker_keeps_is_in_no_file_of_the_sample(tmp_path: Path, point: str) -> None:
    """Every private field of every row holds a word that stands nowhere else; none of them leaves."""
    scene = scenes()[point]
    shutil.copytree(scene.folder, tmp_path / point)
    keys = Keys(tmp_path / point / "k", keychain=lambda: None)
    with Workspace.open(tmp_path / point / "w", keys) as workspace:
        seeded = workspace.write(seed_what_is_there, "seed")[0]
        raw = write_engagement_file(workspace, scene.project, NOW)
    assert ("candidate", "broker_note") in seeded
    assert ("project", "broker_fee") in seeded
    assert read_engagement_file(raw).project == scene.project
    unpacked = b"".join(every_byte(raw)).lower()
    for private in (MARK, *PRIVATE):
        assert private.encode() not in raw
        assert private.lower().encode() not in unpacked


def seed_what_is_there(session: Session) -> set[tuple[str, str]]:
    """Put its canary into every private field, and say which there were."""
    seeded = set()
    for (table, name), kind in private_fields().items():
        for row in session.scalars(select(kind)).all():
            setattr(row, name, canary(table, name))
            seeded.add((table, name))
    return seeded
