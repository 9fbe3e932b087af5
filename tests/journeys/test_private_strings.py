"""What a broker wrote for herself alone stands on no screen, in no search, export or paper of the owner."""

import csv
import gc
import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    Qt,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import Text, select
from sqlalchemy.orm import Session

from app.domain.base import Base, Scope
from app.domain.engagements import Stage
from app.domain.errors import DomainError
from app.domain.providers import Provider, ProviderFile, ProviderReference
from app.persistence.fields import shapes
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.search import found
from app.services import provider_work
from app.workflows.documents import SOURCES, Wanted, draw_draft, paper_of, web_draft
from app.workflows.prints import draw_print, provider_rows, shortlist_rows
from app.workflows.provider_exports import provider_list
from tests.documents.reading import squeezed, text
from tests.faults.amounts import FULL
from tests.ui.conftest import look  # noqa: F401
from tests.ui.pages.addresses import addresses, by_route, page_class, some_of
from tests.ui.pages.conftest import at_once, program  # noqa: F401
from tests.ui.pages.sample_world import Program, settle
from ui.models.columns import CELL_ROLE, Cell

pytestmark = pytest.mark.usefixtures("at_once")

MARK = "ospreyquill"
OF_THE_PERSON = "profile"
"""The one private table that is not the broker's: who works at this computer."""
PUBLIC_RATES = "rate_file"
"""Rates that somebody brought: they stay on this computer, and are the central bank's for everybody."""
POINTS = ("compared", "reviewing")
NOT_THE_BROKERS = "welcome"
"""The only page that one comes to before there is anything to keep from anybody."""
SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def canary(table: str, field: str) -> str:
    """The two words that stand in one private field and nowhere else."""
    return f"{MARK} {table.replace('_', '')}{field.replace('_', '')}"


def private_fields() -> dict[tuple[str, str], type[Any]]:
    """Every field of free text that is the broker's alone, with its class."""
    return {
        (table, field.name): shape.cls
        for table, shape in shapes(Base).items()
        if table not in (OF_THE_PERSON, PUBLIC_RATES)
        for field in shape.fields.values()
        if (field.private or shape.scope is Scope.PRIVATE)
        and any(isinstance(part.column.type, Text) and not part.column.foreign_keys for part in field.parts)
    }


def seed(workspace: Workspace) -> None:
    """Put its canary at the end of every private field of every row."""

    def verb(session: Session) -> None:
        add_what_the_sample_lacks(session)
        for (table, field), kind in private_fields().items():
            rows = session.scalars(select(kind)).all()
            assert rows, table
            for row in rows:
                setattr(row, field, f"{getattr(row, field)} {canary(table, field)}".strip())

    workspace.write(verb, "seed")


def add_what_the_sample_lacks(session: Session) -> None:
    """A row each of what no case tells of, kept with the same provider."""
    provider = session.scalars(select(Provider.id).order_by(Provider.id)).first()
    assert provider is not None
    if not session.scalars(select(ProviderFile.id)).first():
        provider_work.keep_file(
            session,
            provider_id=provider,
            file_name="prices.pdf",
            sha256="0" * 64,
            size=1,
            on=date(2026, 1, 5),
        )
    if not session.scalars(select(ProviderReference.id)).first():
        provider_work.set_reference(session, provider_id=provider, client="Larch Dental", contact="N. Frost")


def said(window: QWidget) -> Iterator[str]:
    """All a window says or could say: in sight, hidden, spoken or on hover."""
    for each in (window, *window.findChildren(QWidget)):
        yield from (each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle())
        if isinstance(each, QLabel):
            yield from (each.text(), each.words() if hasattr(each, "words") else "")
        elif isinstance(each, QAbstractButton):
            yield each.text()
        elif isinstance(each, QLineEdit):
            yield from (each.text(), each.placeholderText())
        elif isinstance(each, QTextEdit | QPlainTextEdit):
            yield from (each.toPlainText(), each.placeholderText())
        elif isinstance(each, QComboBox):
            yield from (each.itemText(row) for row in range(each.count()))
        elif isinstance(each, QAbstractItemView) and each.model() is not None:
            yield from cells(each.model(), QModelIndex())


def cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    """All a model holds, with its headings and what lies under its rows."""
    width = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for role in SPOKEN:
        for place in range(width):
            yield str(model.headerData(place, Qt.Orientation.Horizontal, role) or "")
    for row in range(model.rowCount(parent)):
        for place in range(width):
            index = model.index(row, place, parent)
            yield from (str(index.data(role) or "") for role in SPOKEN)
            cell = index.data(CELL_ROLE)
            if isinstance(cell, Cell):
                yield from (cell.text, cell.sub, cell.tail, cell.said)
        first = model.index(row, 0, parent)
        if not isinstance(model, QAbstractListModel | QAbstractTableModel) and model.rowCount(first):
            yield from cells(model, first)


def on_screens(program: Program, lens: Lens) -> Iterator[tuple[str, str]]:  # noqa: F811
    """Each page's address and all it says, and at the end all the window says around its pages.

    Every row holds its canaries, so the owner looks at three addresses of a route, late in the story; at every one
    and earlier as well in `make faults`.
    """
    program.window.setUpdatesEnabled(False)  # what is said is asked of the widgets, nothing is looked at
    for address in addresses(program, lens) if lens is Lens.BROKER else seen_by_the_owner(program):
        program.go(address)
        yield address, "\n".join(said(program.page))
    yield "window", "\n".join(said(program.window))


def seen_by_the_owner(program: Program) -> list[str]:  # noqa: F811
    """Of every route the first of its addresses, the middle and the last."""
    return [each for found in by_route(program, Lens.OWNER).values() for each in some_of(found)]


def in_searches(program: Program, lens: Lens) -> Iterator[tuple[str, str]]:  # noqa: F811
    """What is found by the canaries, by each one's own word, and by plain words."""
    words = [MARK, "clinic", "the", *(canary(*each).split()[1] for each in private_fields())]
    for word in words:
        hits = program.store.read(partial(found, text=word, lens=lens))
        yield f"search {word}", "\n".join(f"{hit.title} {hit.detail}" for hit in hits)


def in_papers(program: Program) -> Iterator[tuple[str, str]]:  # noqa: F811
    """The text of every paper that can be drawn, and of its web page."""
    assert program.scene is not None
    project, context = program.scene.project, program.context
    stages = program.store.read(
        lambda session: session.scalars(select(Stage.id).where(Stage.project_id == project)).all()
    )
    wanted = [
        *(Wanted(kind, project, audience=whose) for kind in SOURCES for whose in ("owner", "provider")),
        *(Wanted("ACC", project, stage_id=stage) for stage in stages),
    ]
    for each in wanted:
        try:
            paper = paper_of(program.store, each, context.formats, context.today())
        except DomainError:
            continue  # there is nothing to draw it from yet
        name = f"{each.kind} for {each.audience}"
        drawn = draw_draft(each.kind, paper, context.formats)
        yield name, text(drawn) + squeezed(text(drawn))
        yield f"{name} on the web", web_draft(each.kind, paper, context.formats)
    told = {"formats": context.formats, "today": context.today(), "project_id": project}
    yield "why these providers", text(draw_print(shortlist_rows(program.store, **told), context.formats))
    for provider in program.store.read(lambda session: session.scalars(select(Provider.id)).all()):
        rows = provider_rows(program.store, provider_id=provider, **told)
        yield f"provider {provider}", text(draw_print(rows, context.formats))


def in_export(program: Program, lens: Lens) -> Iterator[tuple[str, str]]:  # noqa: F811
    """The directory as a list."""
    data = provider_list(program.store, lens=lens).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(data)))) > 1
    yield "provider list", data


def leaks(places: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Where the canary's mark stands, with some of what stands around it."""
    return [
        (place, words[max(at - 60, 0) : at + 60])
        for place, words in places
        if (at := words.casefold().find(MARK)) >= 0
    ]


@pytest.mark.faults
@pytest.mark.parametrize("point", POINTS if FULL else POINTS[-1:])
def test_no_owner_page_says_a_private_word(program: Program, point: str) -> None:  # noqa: F811
    program.at(point, Lens.OWNER)
    seed(program.store)
    assert leaks(on_screens(program, Lens.OWNER)) == []


def broker_pages(program: Program) -> list[str]:  # noqa: F811
    """One address of every page that a broker comes to; of providers, the one with most that is private."""
    provider = str(
        program.store.read(lambda session: session.scalars(select(ProviderFile.provider_ref)).first())
    )
    routes = by_route(program, Lens.BROKER).items()
    pages = {
        page_class(route): next((each for each in found if provider in each), found[0])
        for route, found in reversed(routes)
        if found and route != NOT_THE_BROKERS
    }
    return list(pages.values())


def left_in_widgets() -> Iterator[str]:
    """All that any widget or act says that is still there, shown or not, of the window or of none."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what the switch took away
    for top in QApplication.topLevelWidgets():
        yield from said(top)
        for act in top.findChildren(QAction):
            yield from (act.text(), act.toolTip(), act.statusTip())


def live_models() -> list[QAbstractItemModel]:
    """Every model that is still there, whether or not a view shows it."""
    gc.collect()  # what nobody can reach any more is on no page, whenever Python gets round to it
    return [model for model in gc.get_objects() if isinstance(model, QAbstractItemModel) and isValid(model)]


@pytest.fixture
def of_other_tests() -> list[QAbstractItemModel]:
    """Models that were there before: one that a failed test left is no page of this program."""
    return live_models()


def left_in_models(of_other_tests: list[QAbstractItemModel]) -> Iterator[str]:
    """All that this program's models hold that are still there."""
    before = {id(model) for model in of_other_tests}
    for model in live_models():
        if id(model) not in before:
            yield from cells(model, QModelIndex())


def test_a_page_that_the_broker_has_open_keeps_nothing_private_once_the_owner_looks(
    of_other_tests: list[QAbstractItemModel],
    program: Program,  # noqa: F811
    qtbot: QtBot,
) -> None:
    program.at("reviewing", Lens.BROKER)
    seed(program.store)
    program.window.setUpdatesEnabled(False)
    told = set()
    for address in broker_pages(program):
        program.go("about")  # what is open when the lens changes is made anew, and this is made soonest
        program.look_as(Lens.BROKER)
        program.go(address)
        if address == "directory":  # whose first row is opened once it has been read beside the window
            qtbot.waitUntil(lambda: any(MARK in words for words in said(program.page)), timeout=20_000)
        if leaks(iter([("", "\n".join(said(program.page)))])):
            told.add(address.split("/")[0])
        program.look_as(Lens.OWNER)
        assert leaks(iter([(address, "\n".join(left_in_widgets()))])) == []
    assert leaks(iter([("models", "\n".join(left_in_models(of_other_tests)))])) == []
    assert told >= {
        "clients",
        "directory",
        "home",
        "project",
        "provider",
        "broker",
    }  # the search finds what is there


def test_what_the_broker_types_and_finds_is_not_left_for_the_owner(
    of_other_tests: list[QAbstractItemModel],
    program: Program,  # noqa: F811
) -> None:
    program.at("reviewing", Lens.BROKER)
    seed(program.store)
    provider = next(each for each in broker_pages(program) if each.startswith("provider/"))
    page = program.go(provider)
    page._notes.box.setFocus()
    page._notes.box.insertPlainText(f"{MARK} typed ")
    program.context.notices.toast(f"{MARK} toast")
    search = program.window.header.search
    search.setFocus()
    search.setText(MARK)
    search._search(MARK)
    program.look_as(Lens.OWNER)
    assert leaks(iter([("widgets", "\n".join(left_in_widgets()))])) == []
    assert leaks(iter([("models", "\n".join(left_in_models(of_other_tests)))])) == []
    program.look_as(Lens.BROKER)
    settle()
    assert f"{MARK} typed" in program.page._notes.value()  # and nothing of it is lost


@pytest.mark.parametrize("point", POINTS)
def test_no_search_paper_or_export_says_a_private_word(program: Program, point: str) -> None:  # noqa: F811
    program.at(point, Lens.OWNER)
    seed(program.store)
    papers = dict(in_papers(program))
    assert {name[:3] for name in papers} >= {"BRF", "PRO"}
    assert leaks(in_searches(program, Lens.OWNER)) == []
    assert leaks(iter(papers.items())) == []
    assert leaks(in_export(program, Lens.OWNER)) == []


def test_the_broker_finds_every_private_word(program: Program) -> None:  # noqa: F811
    program.at("reviewing", Lens.BROKER)
    seed(program.store)
    looks: tuple[Callable[[Program, Lens], Iterator[tuple[str, str]]], ...] = (
        on_screens,
        in_searches,
        in_export,
    )
    everything = "\n".join(words for look_ in looks for _, words in look_(program, Lens.BROKER))
    everything = everything.replace("\u200b", "")  # where a long word may be broken
    assert [each for each in private_fields() if canary(*each) not in everything] == []
    assert leaks(in_export(program, Lens.BROKER))
    assert leaks(in_searches(program, Lens.BROKER))
