"""Every address there is, through both lenses, at every size, in English and at the length of German.

Nothing on it is without a name, out of the keyboard's reach or squeezed, every model it shows keeps Qt's rules, and
whoever comes to it in the sample can type on at once. Of a route with many addresses three are looked at, and every one
in `make faults`. A new route is swept by itself: one that nothing is known to fill fails here. In every run long words
are swept where they have the least room, and English with names at their longest in the smallest window; the other
sizes in `make faults`.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.clients import Client
from app.domain.projects import Project
from app.domain.providers import Provider, ProviderPerson
from app.queries.lens import Lens
from app.services import clients, projects
from app.services.projects import LONGEST_TITLE, OwnerFacts
from app.words import catalogue
from tests.faults.amounts import FULL as EVERYTHING
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls, watch_models
from tests.ui.lengthened import LongWords
from tests.ui.pages.addresses import by_route, expanded, page_class, some_of
from tests.ui.pages.arriving import activate, wrong_on_arrival
from tests.ui.pages.sample_world import SIZES, Program, settle
from ui.routes import ROUTES
from ui.theme.current import Theme

pytestmark = [pytest.mark.usefixtures("at_once"), pytest.mark.faults]

FULL = "reviewing"
"""Where everything has begun and nothing is over: every route has something to show."""
CHOOSING = "compared"
OPEN_WHILE_CHOOSING = ("overview", "brief/ready", "providers", "quote", "choose", "plan", "money", "progress")
"""Parts of the addresses whose pages look otherwise before the choice than after it."""
NARROWEST = "150 percent"
"""The size that leaves words the least room: long ones are looked at there on several addresses, elsewhere on one
address of every route, which is not the same for English."""
SMALL = ("1093x534", NARROWEST)
"""The sizes at which the passes beside the sample are made: the largest window shows nothing they do not."""
BROAD_NAME = "Rechtsschutzversicherungsgesellschaften-Beratungs- und Dienstleistungsgesellschaft mbH & Co. KG"
UNBROKEN_NAME = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2)[:90]


@pytest.fixture(params=["English", "long"] if EVERYTHING else ["long"])
def text(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The words of the program: as they are written, or as long as German."""
    if request.param == "long":
        monkeypatch.setattr(catalogue, "_catalogue", LongWords())
    return str(request.param)


@pytest.fixture
def active(program: Program, qtbot: QtBot) -> None:
    """The window has the keyboard."""
    activate(program, qtbot)


@pytest.mark.usefixtures("active")
@pytest.mark.parametrize("lens", Lens)
def test_the_sample(program: Program, look: Theme, text: str, lens: Lens) -> None:
    program.at(FULL, lens)
    routes = by_route(program, lens)
    assert [route for route, found in routes.items() if not found] == []
    sizes = SIZES if EVERYTHING else [NARROWEST]
    assert_nothing_wrong(swept(program, look, text, routes, sizes, arriving=True))


@pytest.mark.usefixtures("active")
@pytest.mark.parametrize("text", ["long"], indirect=True)
@pytest.mark.parametrize("lens", Lens)
def test_the_sample_before_the_choice(program: Program, look: Theme, text: str, lens: Lens) -> None:
    program.at(CHOOSING, lens)
    routes = some(by_route(program, lens), OPEN_WHILE_CHOOSING)
    assert_nothing_wrong(swept(program, look, text, routes, [NARROWEST], arriving=True))


@pytest.mark.parametrize("text", ["long"], indirect=True)
@pytest.mark.parametrize("lens", Lens)
def test_a_workspace_with_nothing_in_it_yet(program: Program, look: Theme, text: str, lens: Lens) -> None:
    program.root.create_own(
        person="Maria Okafor",
        first=lambda context: context.operations.run(
            partial(clients.keep_profile, person="Maria Okafor", role=lens.value), "begin"
        ),
    )
    bare = {route: [route] for route, _ in ROUTES if "{" not in route}
    assert_nothing_wrong(swept(program, look, text, bare))
    start = partial(
        projects.start,
        title="A blank one",
        card="CARD-WEB",
        main_template=None,
        owner=OwnerFacts(owner_name="Maria Okafor"),
        on=program.context.today(),
    )
    project = program.context.operations.run(start, "start")
    routes = some(by_route(program, lens, project=project), ("project/",))
    assert_nothing_wrong(swept(program, look, text, routes))


@pytest.mark.parametrize("text", ["English"], indirect=True)
@pytest.mark.parametrize("lens", Lens)
def test_names_as_long_as_a_register_allows(program: Program, look: Theme, text: str, lens: Lens) -> None:
    program.at(FULL, lens)
    assert program.scene is not None
    program.store.write(name_at_length, "name")
    program.context.person = BROAD_NAME
    routes = by_route(program, lens)
    assert_nothing_wrong(swept(program, look, text, routes, SMALL if EVERYTHING else SMALL[:1]))


def test_a_route_that_nobody_knows_to_fill_does_not_go_by() -> None:
    with pytest.raises(KeyError, match="letter"):
        list(expanded("project/{project}/letter/{letter}", {"project": ["1"]}))


def name_at_length(session: Session) -> None:
    """Give everything that has a name a very long one: by turns of many words and of one."""
    for at, each in enumerate(session.scalars(select(Provider))):
        each.name = (BROAD_NAME, UNBROKEN_NAME)[at % 2]
    for at, person in enumerate(session.scalars(select(ProviderPerson))):
        person.name = (BROAD_NAME, UNBROKEN_NAME)[at % 2]
    for at, client in enumerate(session.scalars(select(Client))):
        client.name = (UNBROKEN_NAME, BROAD_NAME)[at % 2]
    for at, project in enumerate(session.scalars(select(Project))):
        project.title = (UNBROKEN_NAME, BROAD_NAME)[at % 2][:LONGEST_TITLE]
        project.owner_name = (BROAD_NAME, UNBROKEN_NAME)[at % 2]


def some(routes: dict[str, list[str]], parts: Iterable[str]) -> dict[str, list[str]]:
    """Those of `routes` with one of `parts` in their address."""
    return {route: found for route, found in routes.items() if any(part in route for part in parts)}


def swept(
    program: Program,
    look: Theme,
    text: str,
    routes: dict[str, list[str]],
    sizes: Iterable[str] = SMALL,
    arriving: bool = False,
) -> list[str]:
    """What is wrong on the pages of `routes`, at each of `sizes`; with `arriving`, on coming to them as well."""
    found: list[str] = []
    program.window.setUpdatesEnabled(False)  # the room is measured, nothing is looked at
    for zoom, group in groupby(sizes, key=lambda size: SIZES[size][2]):
        forget(program)
        look.set_zoom(zoom)
        here = tuple(group)
        for route, addresses in routes.items():
            for address in (
                some_of(addresses) if (text, *here) == ("long", NARROWEST) else one_of(addresses, text)
            ):
                if arriving:
                    found += [f"{address} on arrival: {each}" for each in wrong_on_arrival(program, address)]
                else:
                    program.go(address)
                assert type(program.page).__name__ == page_class(route), address
                for size in here:
                    program.window.resize(*SIZES[size][:2])
                    rest()
                    watch_models(program.window)
                    found += [f"{address} at {size}: {each}" for each in faults(program.window)]
            forget(program)
    return found


def one_of(addresses: list[str], text: str) -> list[str]:
    """The last of them for long words, the first for English."""
    return addresses[-1:] if text == "long" else addresses[:1]


def rest() -> None:
    """Let every layout finish: a box that grows asks its parents one after the other."""
    for _ in range(10):
        settle()


def faults(window: QWidget) -> Iterator[str]:
    """Everything the inspection finds."""
    yield from unnamed_controls(window)
    yield from squeezed_labels(window)
    yield from unreachable_controls(window)


def forget(program: Program) -> None:
    """Let go of the pages shown before: the theme would go on restyling them."""
    if program.window.pages is not None:
        program.window.pages.forget()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def assert_nothing_wrong(found: list[str]) -> None:
    """Every fault on a line of its own, however many there are."""
    assert not found, "\n".join([f"{len(found)} faults", *found])
