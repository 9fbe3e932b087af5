"""Every page of the description: named, reachable by keyboard, and with room for its words where that is least."""

import uuid

from PySide6.QtWidgets import QApplication

from app.queries.lens import Lens
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import DescribeWorld
from ui.theme.current import theme

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung und weitere Vorschriften"
STEPS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "ready-1", "ready-5")


def told(world: DescribeWorld) -> uuid.UUID:
    """A project with long answers of every type."""
    project = world.start(title="Bäckereibestellungsverwaltungsumstellung und Lagerabgleich")
    world.answer(
        project,
        b2_problem=(f"{LONG} {LONG}", True),
        b2_cost={"amount": "14", "unit": "hours_week"},
        b3_outcome=LONG,
        b3_measures=[{"what": LONG, "from": "60", "to": "10", "unit": LONG, "by": "2027-03-31"}],
        b4_users=[{"who": LONG, "how_many": "900", "where": LONG}],
        b5_must=[LONG, "Orders can be paid by card"],
        b6_today=[{"job": LONG, "use": LONG, "plan": "replace"}],
        b8_overlap=[{"days": ["mon", "sat"], "from": "09:00", "to": "17:30"}],
        b9_by="date",
        b9_date="2027-03-27",
        b9_avoid=[{"label": LONG, "from": "2026-12-10", "to": "2026-12-27"}],
        b10_budget={"low_minor": 1500000, "high_minor": 2200000, "currency": "GBP"},
        b11_data=["contacts", "cards"],
        b11_countries=["GB", "GS"],
        b12_who={"decides": LONG, "see": [LONG]},
    )
    return project


def settle() -> None:
    """Let every layout finish: a box that grows asks its parents one after the other."""
    for _ in range(30):
        QApplication.processEvents()


def test_everything_has_its_room(open_world: Opener) -> None:
    """At the size with the least room: the sweep of every address looks at these pages at the others."""
    world = open_world()
    project = told(world)
    base = f"project/{project}/brief"
    theme().set_zoom(150)
    world.open("new", (1366, 768))
    addresses = ["new", base, f"{base}/check", f"{base}/ready", *(f"{base}/{step}" for step in STEPS)]
    found = []
    for address in addresses:
        page = world.go(address)
        if hasattr(page, "_continue") and address != "new":
            page._continue()  # with the problems shown, where there are any
            world.go(address)
        settle()
        found += [f"{address}: {each}" for each in squeezed_labels(world.window)]
    assert found == []


def test_the_brokers_pages_have_their_room(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = told(world)
    world.open(f"project/{project}/brief/form", (1093, 534))
    settle()
    assert squeezed_labels(world.window) == []
    world.go(f"project/{project}/brief/ready")
    settle()
    assert squeezed_labels(world.window) == []


def test_every_control_of_the_owners_pages_has_a_name_and_is_reached_by_tab(open_world: Opener) -> None:
    world = open_world()
    base = f"project/{told(world)}/brief"
    world.open("new")
    found = []
    for address in ("new", base, f"{base}/check", f"{base}/ready", *(f"{base}/{step}" for step in STEPS)):
        page = world.go(address)
        settle()
        found += [f"{address}: {each}" for each in (*unnamed_controls(page), *unreachable_controls(page))]
    assert found == []


def test_every_control_of_the_brokers_pages_has_a_name_and_is_reached_by_tab(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    base = f"project/{told(world)}/brief"
    world.open(base)
    found = []
    for address in (base, f"{base}/check", f"{base}/ready", f"{base}/form"):
        page = world.go(address)
        settle()
        found += [f"{address}: {each}" for each in (*unnamed_controls(page), *unreachable_controls(page))]
    assert found == []
