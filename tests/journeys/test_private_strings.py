"""What a broker wrote for herself alone stands on no screen, in no search, export or paper of the owner."""

import csv
import io
from collections.abc import Callable, Iterator
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
from sqlalchemy import Text, select
from sqlalchemy.orm import Session

from app.domain.base import Base, Scope
from app.domain.engagements import Stage
from app.domain.errors import DomainError
from app.persistence.fields import shapes
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.search import found
from app.workflows.documents import SOURCES, Wanted, draw_draft, paper_of, web_draft
from app.workflows.provider_exports import provider_list
from tests.documents.reading import squeezed, text
from tests.ui.conftest import look  # noqa: F401
from tests.ui.pages.addresses import addresses
from tests.ui.pages.conftest import at_once, program  # noqa: F401
from tests.ui.pages.sample_world import Program
from ui.models.columns import CELL_ROLE, Cell

pytestmark = pytest.mark.usefixtures("at_once")

MARK = "ospreyquill"
OF_THE_PERSON = "profile"
"""The one private table that is not the broker's: who works at this computer."""
POINTS = ("compared", "reviewing")
BROKERS_PAGES = (
    "clients",
    "home",
    "project/P/overview",
    "project/P/quotes",
    "project/P/money",
    "project/P/providers",
    "directory",
)
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
        if table != OF_THE_PERSON
        for field in shape.fields.values()
        if (field.private or shape.scope is Scope.PRIVATE)
        and any(isinstance(part.column.type, Text) and not part.column.foreign_keys for part in field.parts)
    }


def seed(workspace: Workspace) -> None:
    """Put its canary at the end of every private field of every row."""

    def verb(session: Session) -> None:
        for (table, field), kind in private_fields().items():
            rows = session.scalars(select(kind)).all()
            assert rows, table
            for row in rows:
                setattr(row, field, f"{getattr(row, field)} {canary(table, field)}".strip())

    workspace.write(verb, "seed")


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
    """Each page's address and all it says, and at the end all the window says around its pages."""
    for address in addresses(program, lens):
        program.go(address)
        yield address, "\n".join(said(program.page))
    yield "window", "\n".join(said(program.window))


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


@pytest.mark.parametrize("point", POINTS)
def test_no_owner_page_says_a_private_word(program: Program, point: str) -> None:  # noqa: F811
    program.at(point, Lens.OWNER)
    seed(program.store)
    assert leaks(on_screens(program, Lens.OWNER)) == []


def test_pages_the_broker_saw_say_nothing_private_to_the_owner(program: Program) -> None:  # noqa: F811
    program.at("reviewing", Lens.BROKER)
    seed(program.store)
    for address in BROKERS_PAGES:
        program.look_as(Lens.BROKER)
        program.go(address)
        program.look_as(Lens.OWNER)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what the switch took away
        assert leaks(iter([(address, "\n".join(said(program.page)))])) == []
    for address in BROKERS_PAGES:
        program.go(address)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert leaks(iter([(address, "\n".join(said(program.page)))])) == []


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
    assert [each for each in private_fields() if canary(*each) not in everything] == []
    assert leaks(in_export(program, Lens.BROKER))
    assert leaks(in_searches(program, Lens.BROKER))
