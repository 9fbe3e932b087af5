"""Where the window opens the next time: the project one was in last, while it runs; else Home."""

import pytest

from app.queries.lens import Lens
from tests.ui.pages.sample_world import Program
from ui.shell.places import ProjectPlaces


@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize(
    ("seen", "opens"),
    [
        ((), "home"),
        (("project/P/documents",), "project/P/overview"),
        (("project/P/documents", "settings"), "project/P/overview"),
        (("project/P/documents", "home"), "home"),
    ],
)
def test_a_return_leads_to_the_last_project_unless_home_was_seen_after_it(
    program: Program, lens: Lens, seen: tuple[str, ...], opens: str
) -> None:
    program.at("compared", lens)
    for address in seen:
        program.go(address)
    assert program.scene is not None
    assert ProjectPlaces(program.context).landing() == opens.replace("P/", f"{program.scene.project}/")


def test_a_project_that_is_gone_leads_home(program: Program) -> None:
    program.at("compared", Lens.OWNER, "project/P/overview")
    places = ProjectPlaces(program.context)
    places.remember("project/00000000-0000-7000-8000-000000000000/overview")
    assert places.landing() == "home"
