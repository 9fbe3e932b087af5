"""Home, overview, portfolio and search: what needs whom, and nothing private for the owner."""

import uuid
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.persistence.workspace import Workspace
from app.queries import clients, documents, home, overview, projects, proposal_paper, search
from app.queries.lens import Lens
from app.words.formats import Formats
from app.workflows.sample_case import TODAY, load_case
from tests.sample import a_copy, scenes

FORMATS = Formats()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the three screens said at each point of the sample, and the finished sample itself."""
    said: dict[str, Any] = {}
    for name, scene in scenes().items():
        with a_copy(tmp_path_factory.mktemp(name), name) as at:
            said[name] = _screens(at, scene.project, scene.day)
    with a_copy(tmp_path_factory.mktemp("sample")) as finished:
        yield {**said, "workspace": finished, "story": scenes()["today"]}


def _screens(ws: Workspace, project_id: uuid.UUID, day: date) -> dict[str, Any]:
    return {
        lens: (
            ws.read(
                lambda s, lens=lens: home.home(
                    s, lens=lens, person="Ellis T", hour=9, formats=FORMATS, today=day
                )
            ),
            ws.read(
                lambda s, lens=lens: overview.overview(
                    s, project_id=project_id, lens=lens, formats=FORMATS, today=day
                )
            ),
            ws.read(lambda s, lens=lens: projects.portfolio(s, lens=lens, formats=FORMATS, today=day)),
        )
        for lens in Lens
    }


@pytest.mark.parametrize(
    ("point", "done", "address", "state"),
    [
        ("describing", 0, "brief", "Describing it"),
        ("described", 0, "brief", "With the broker"),
        ("shortlisted", 1, "providers", "Ready for quotes"),
        ("asked", 1, "quotes", "Getting quotes"),
        ("compared", 1, "quotes/compare", "Getting quotes"),
        ("chosen", 2, "plan", "Agreeing the plan"),
        ("signed", 3, "progress", "In progress"),
    ],
)
def test_the_next_step_leads_where_it_is_done(
    told: dict[str, Any], point: str, done: int, address: str, state: str
) -> None:
    _, map_, listed = told[point][Lens.OWNER]
    assert map_.done == done
    assert map_.next_address == f"project/{told['story'].project}/{address}"
    assert map_.head.state_words == state
    assert [row.state_words for row in listed] == [state]


def test_what_waits_for_the_owner_is_named_with_its_minutes(told: dict[str, Any]) -> None:
    page, _, _ = told["reviewing"][Lens.OWNER]
    assert page.greeting == "Good morning, Ellis"
    assert page.needs[0].title.startswith("Sign off “Data, links")
    assert page.summary == "1 thing needs you, about 4 minutes."
    assert [dot.status for dot in page.card.line] == ["done", "done", "done", "now", "later"]


def test_locked_steps_are_listed_and_lead_nowhere(told: dict[str, Any]) -> None:
    _, map_, _ = told["described"][Lens.OWNER]
    locked = [task for group in map_.groups for task in group.tasks if task.status == "locked"]
    assert len(locked) >= 5
    assert {task.address for task in locked} == {""}
    assert {task.status_words for task in locked} == {"Cannot start yet"}


def test_bell_and_home_list_the_same_and_running_projects_come_by_last_touch(told: dict[str, Any]) -> None:
    ws: Workspace = told["workspace"]
    for lens in Lens:
        shown = ws.read(
            lambda s, lens=lens: home.home(s, lens=lens, person="P", hour=9, formats=FORMATS, today=TODAY)
        )
        bell = ws.read(lambda s, lens=lens: home.waiting(s, lens=lens, formats=FORMATS, today=TODAY))
        assert bell == shown.needs
    listed = ws.read(
        lambda s: projects.portfolio(s, lens=Lens.BROKER, formats=FORMATS, today=TODAY, ended=False)
    )
    assert ws.read(projects.running) == tuple(row.id for row in listed)


@pytest.mark.parametrize(
    ("point", "words", "note"),
    [("described", "", ""), ("compared", "£28,310", "our estimate"), ("signed", "£24,450", "")],
)
def test_a_project_is_worth_its_estimate_until_a_price_is_agreed(
    told: dict[str, Any], point: str, words: str, note: str
) -> None:
    for lens in Lens:
        (row,) = told[point][lens][2]
        assert (row.value.words, row.value.note) == (words, note)
    if note:
        assert row.value.said == "Our own estimate is £28,310, from £22,950 to £33,676."


def test_the_fee_is_the_brokers_to_see(told: dict[str, Any]) -> None:
    fee = load_case().story["broker"]["private_fee"]
    assert fee in [row.fee for row in told["signed"][Lens.BROKER][2]]
    assert {row.fee for row in told["signed"][Lens.OWNER][2]} == {""}


def test_an_empty_workspace_invites_to_begin(workspace: Workspace) -> None:
    page = workspace.read(
        lambda s: home.home(s, lens=Lens.OWNER, person="", hour=20, formats=FORMATS, today=TODAY)
    )
    assert (page.needs, page.card, page.projects) == ((), None, 0)
    assert "6 minutes to start" in page.summary
    assert workspace.read(clients.profile) is None


PRIVATE = (
    load_case().story["broker"]["private_notes"],
    load_case().story["broker"]["private_fee"],
    load_case().story["client"]["notes"],
    *load_case().story["provider_notes"].values(),
)


def test_no_private_word_reaches_the_owner(told: dict[str, Any]) -> None:
    ws, story = told["workspace"], told["story"]
    shown = [repr(told[point][Lens.OWNER]) for point in told if isinstance(told[point], dict)]
    shown.append(repr(ws.read(lambda s: clients.clients(s, lens=Lens.OWNER))))
    shown.append(
        repr(
            ws.read(
                lambda s: documents.documents(s, project_id=story.project, lens=Lens.OWNER, formats=FORMATS)
            )
        )
    )
    for secret in PRIVATE:
        for word in secret.split():
            hits = ws.read(lambda s, word=word: search.found(s, word, lens=Lens.OWNER))
            shown.append(repr(hits))
        assert secret not in "".join(shown)
    assert ws.read(lambda s: search.found(s, "31,500 right people", lens=Lens.OWNER)) == ()
    assert ws.read(lambda s: search.found(s, "31,500 right people", lens=Lens.BROKER)) != ()


def test_documents_show_what_was_issued_and_what_can_be_made(told: dict[str, Any]) -> None:
    ws, story = told["workspace"], told["story"]
    rows = ws.read(
        lambda s: documents.documents(s, project_id=story.project, lens=Lens.OWNER, formats=FORMATS)
    )
    assert {row.number for row in rows} == {
        "BRF-001",
        "QCM-001",
        "PRO-001",
        "DEC-001",
        "SOW-001",
        "ENG-001",
        *(f"ACC-00{n}" for n in range(1, 6)),
    }
    can = ws.read(lambda s: documents.makeable(s, project_id=story.project))
    assert [one.kind for one in can] == [
        "BRF", "VIS", "ORD", "QCM", "PRO", "DEC", "AWD", *["DCL"] * 2, *["DBF"] * 2, "ENG", "SOW", *["ACC"] * 5,
    ]  # fmt: skip
    assert {one.kind for one in can if one.reason} == {"ORD"}  # far larger than one page is enough for


def test_the_proposal_gives_what_the_quotes_were_judged_by(told: dict[str, Any]) -> None:
    ws, story = told["workspace"], told["story"]
    paper = ws.read(
        lambda s: proposal_paper.proposal(s, project_id=story.project, formats=FORMATS, today=TODAY)
    )
    assert paper is not None
    assert len(paper.scores) == 12
    assert sum(row.points for row in paper.scores) == Decimal("87.5")
    assert sum(row.other or 0 for row in paper.scores) == Decimal("81.0")
    assert paper.strengths[0].startswith("Knows your trade: ")
    assert "is first by 6.5 points" in paper.would_change[0]
    assert paper.references[0].spoken_on is not None
    assert paper.prices is not None
    assert [row.chosen for row in paper.prices.rows] == [True, False, False]
    assert "written down" in paper.prices.note
