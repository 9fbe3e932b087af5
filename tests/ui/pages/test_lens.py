"""The two views: each is spoken to as who they are, and nothing of one is left where the other looks."""

import pytest

from app.queries.lens import Lens
from tests.ui.pages.addresses import by_route
from tests.ui.pages.quotes_world import text_of
from tests.ui.pages.sample_world import Program

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.mark.parametrize("point", ["describing", "shortlisted", "compared", "reviewing"])
def test_a_broker_is_nowhere_told_to_ask_their_broker(program: Program, point: str) -> None:
    program.at(point, Lens.BROKER)
    told = []
    for route, found in by_route(program, Lens.BROKER).items():
        for address in dict.fromkeys((*found[:2], *found[-1:])) if route != "welcome" else ():
            words = text_of(program.go(address)).casefold()
            told += [f"{address}: {each}" for each in ("my broker", "your broker") if each in words]
    assert told == []


def test_what_is_open_is_asked_by_the_broker_and_left_to_them_by_the_owner(program: Program) -> None:
    program.at("describing", Lens.OWNER, "project/P/brief/2")
    page = program.page
    assert "I don't know yet — ask my broker" in text_of(page)
    program.look_as(Lens.BROKER)
    assert "Not known yet — for the next visit" in text_of(program.page)
