"""Every address of the program, with what the open workspace has to put into it."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.brokers import Broker
from app.domain.engagements import Stage
from app.domain.providers import Provider
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate
from app.queries.brief_versions import versions
from app.queries.clients import clients
from app.queries.interview import course
from app.queries.lens import Lens
from app.words.formats import Formats
from app.workflows.documents import SOURCES
from tests.faults.amounts import FULL
from tests.ui.pages.sample_world import Program
from ui.interview.step import CHANGE
from ui.pages.documents.preview import PROVIDER
from ui.pages.plan.page import VIEWS
from ui.routes import ROUTES

Values = dict[str, list[str]]

REACHED: dict[str, Callable[[Values], tuple[Values, ...]]] = {
    "project/{project}/brief/{step}/{then}": lambda known: (
        {"step": [*known["step"][:1], *known["step"][-1:]]},
    ),
    "project/{project}/documents/{kind}/{subject}": lambda known: (
        {"kind": ["BRF"], "subject": [PROVIDER]},
        {"kind": ["ACC"]},
    ),
    "provider/{provider}/{tab}": lambda known: ({"provider": known["provider"][:1]},),
    "project/{project}/plan/{part}/{subject}": lambda known: ({"part": ["stages"]},),
}
"""Where only some values lead to a page that no other address shows.

The brief is also shown as its providers will see it, and only a certificate is of a stage; only the stages of a
plan open at one of them. The checks of one provider are looked at like those of any. A step that one comes to in
order to change it has another foot, and that is all.
"""


def addresses(program: Program, lens: Lens, *, project: Any = None) -> list[str]:
    """Every page there is, for everything that is there; `project` stands in for the clinic's."""
    return [each for some in by_route(program, lens, project=project).values() for each in some]


def by_route(program: Program, lens: Lens, *, project: Any = None) -> dict[str, list[str]]:
    """The same under the pattern of each: a route whose parts have no values has an empty list."""
    if project is None:
        assert program.scene is not None
        project = program.scene.project

    def read(session: Session) -> dict[str, list[str]]:
        values = _values(session, project, lens)
        return {route: list(_reached(route, values)) for route, _ in ROUTES}

    return program.store.read(read)


def _values(session: Session, project: Any, lens: Lens) -> dict[str, list[str]]:
    def ids(kind: Any) -> list[str]:
        here = [kind.project_id == project] if hasattr(kind, "project_id") else []
        return [str(each) for each in session.scalars(select(kind.id).where(*here))]

    asked = course(session, project_id=project, lens=lens)
    return {
        "section": ["files"],
        "client": [str(row.id) for row in clients(session, lens=Lens.BROKER)],
        "provider": ids(Provider),
        "broker": ids(Broker),
        "project": [str(project)],
        "step": [leg.key for leg in asked.legs] if asked is not None else [],
        "then": [CHANGE],
        "version": [each.key for each in versions(session, project_id=project, formats=Formats())],
        "candidate": ids(Candidate),
        "quote": ids(Quote),
        "part": list(VIEWS),
        "tab": ["checks"],
        "subject": ids(Stage),
        "kind": list(SOURCES),
        "stage": ids(Stage),
    }


def _reached(route: str, values: Values) -> Iterator[str]:
    for narrower in REACHED[route](values) if route in REACHED else ({},):
        yield from expanded(route, values | narrower)


def expanded(address: str, values: dict[str, list[str]]) -> Iterator[str]:
    """`address` with each value of each of its parameters; one nobody gave values for is a KeyError."""
    before, brace, rest = address.partition("{")
    if not brace:
        yield address
        return
    name, _, after = rest.partition("}")
    for value in values[name]:
        yield from expanded(f"{before}{value}{after}", values)


def some_of(found: list[str]) -> list[str]:
    """The first, the middle and the last of one route's addresses; in `make faults` every one of them."""
    return found if FULL else list(dict.fromkeys(found[at] for at in (0, len(found) // 2, -1) if found))


def page_class(route: str) -> str:
    """The name of the class that shows `route`."""
    return dict(ROUTES)[route].partition(":")[2]
