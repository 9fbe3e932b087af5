"""The real window on a real workspace, opened on the pages of quotes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import evaluations
from app.words.formats import Formats
from tests.ui.standins import Kept, Places
from ui.context import Context
from ui.jobs import Jobs
from ui.notices import Notice, Notices
from ui.operations import Operations
from ui.page import Page
from ui.pages import choose, compare, quotes, record_quote
from ui.shell.addresses import Routes
from ui.shell.window import MainWindow

AREAS = (quotes, record_quote, compare, choose)


class FileStore:
    """Attachments in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, data: bytes, name: str) -> Any:
        """Keep `data` under its hash."""
        sha = hashlib.sha256(data).hexdigest()
        self.kept[sha] = data
        return SimpleNamespace(sha256=sha, size=len(data), mime="")

    def get(self, sha256: str) -> bytes:
        """What was kept."""
        return self.kept[sha256]


class DraftStore:
    """Drafts in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def keep(self, form: str, field: str, text: str) -> None:
        """Keep what stands in a field."""
        self.kept[form, field] = text

    def of(self, form: str) -> dict[str, str]:
        """What was kept of a form."""
        return {field: text for (owner, field), text in self.kept.items() if owner == form}

    def forget(self, form: str, field: str | None = None) -> None:
        """Forget a field, or the form."""
        for key in [key for key in self.kept if key[0] == form and field in (None, key[1])]:
            del self.kept[key]


class Elsewhere(Page):
    """Stands in for the pages of others: an address that leads there is enough."""

    def title(self) -> str:
        return "Elsewhere"


def _crashed(failure: Exception) -> None:
    raise failure


@dataclass
class World:
    """A window over a workspace; `said` is every notice that was shown.

    With `priced`, owner and broker have asked for the prices of every round that is out, so that none waits.
    """

    workspace: Workspace
    day: date
    lens: Lens = Lens.BROKER
    priced: bool = True
    said: list[Notice] = field(default_factory=list)
    files: FileStore = field(default_factory=FileStore)
    drafts: DraftStore = field(default_factory=DraftStore)
    _asked: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        notices = Notices()
        notices.toasted.connect(self.said.append)
        operations = Operations(self.workspace, notices, actionable=(DomainError,), crashed=_crashed)
        self.context = Context(
            operations=operations,
            notices=notices,
            jobs=Jobs(_crashed),
            formats=Formats(),
            knowledge=load_knowledge(),
            lens=self.lens,
            clock=lambda: self.day,
            drafts=self.drafts,
            preferences=Kept(),  # type: ignore[arg-type]
            attachments=self.files,
            person="Petra Averill",
        )
        self.window = MainWindow(notices)

    def open(self, address: str, size: tuple[int, int] = (1366, 768)) -> Any:
        """Show the page at `address` in a window of `size`; returns the page."""
        routes = Routes()
        for area in AREAS:
            for pattern, factory, title in area.PAGES:
                routes.register(pattern, factory, title)
        for pattern in ("home", "project/{project}/{part}", "project/{project}"):
            routes.register(pattern, Elsewhere, "Elsewhere")
        self._ask_for_prices()
        self.window.resize(*size)
        self.window.show()
        self.window.attach(self.context, routes, Places(), address)
        QApplication.processEvents()
        return self.page

    def go(self, address: str) -> Any:
        """Go on to another page."""
        self._ask_for_prices()
        self.window.go(address)
        QApplication.processEvents()
        return self.page

    def _ask_for_prices(self) -> None:
        out = self.workspace.read(lambda s: s.scalars(select(QuoteRequest.id)).all()) if self.priced else ()
        if set(out) - self._asked:
            self.workspace.write(self._look, "Look at prices")
        self._asked.update(out)

    def _look(self, session: Session) -> None:
        for request in session.scalars(select(QuoteRequest)):
            project = session.get_one(Project, request.project_id)
            for person in {project.owner_name, project.broker_name, self.context.person}:
                evaluations.note_look(session, request, person, self.day)

    @property
    def page(self) -> Any:
        """What is shown."""
        assert self.window.pages is not None
        return self.window.pages.page()

    @property
    def address(self) -> str:
        """Where one is."""
        return self.window.trail.current

    def close(self) -> None:
        """End its jobs, and its window: the theme would go on restyling it."""
        self.context.jobs.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(page: QWidget, kind: type[Any]) -> list[Any]:
    """Every visible widget of a kind on the page."""
    return [each for each in page.findChildren(kind) if each.isVisible()]


def named(page: QWidget, kind: type[Any], name: str) -> Any:
    """The one visible widget of a kind with this spoken name."""
    found = [each for each in shown(page, kind) if each.accessibleName() == name]
    assert len(found) == 1, (name, [each.accessibleName() for each in shown(page, kind)])
    return found[0]


def text_of(page: QWidget) -> str:
    """Everything that can be read on the page."""
    from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTextEdit

    kinds: tuple[tuple[type[Any], Callable[[Any], str]], ...] = (
        (QLabel, lambda each: each.words() if hasattr(each, "words") else each.text()),
        (QAbstractButton, lambda each: each.text().strip()),
        (QLineEdit, lambda each: each.text()),
        (QTextEdit, lambda each: each.toPlainText()),
    )
    return "\n".join(read(each) for kind, read in kinds for each in shown(page, kind))
