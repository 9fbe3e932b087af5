"""The order and the visit note through the workflow: what may be issued, what each replaces, and what is private."""

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.analysis.money import Money
from app.domain.base import Role
from app.domain.briefs import Answer
from app.domain.engagements import Engagement, SignOffTest, Stage
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate
from app.knowledge import load_knowledge
from app.persistence.workspace import Workspace
from app.queries.documents import documents as issued
from app.queries.documents import makeable
from app.queries.lens import Lens
from app.services import briefs, choices, orders, projects
from app.services.projects import OwnerFacts
from app.words.formats import Formats
from app.workflows import documents
from app.workflows.documents import Wanted
from tests.documents.reading import text

ON = date(2026, 11, 24)
FORMATS = Formats()
RESERVE_AND_BUDGET = ("reserve", "four times in five", "£777", "£300")


class Small:
    """A repair of a website, told as an owner would."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.id: uuid.UUID = self.do(
            projects.start,
            title="Contact form that sends nothing",
            card="CARD-WEB",
            main_template="TPL-FIX",
            owner=OwnerFacts("Clare Bramble", "Bramble Bakery", "Bakery", 12, "Ludlow", "GB"),
        )
        self.answer("b2.problem", "The contact form says thank you, but no mail arrives.")
        self.answer("b5.must", ["A message from the form arrives within 1 minute"])
        self.answer("b10.budget", {"low_minor": 30_000, "high_minor": 77_700, "currency": "GBP"})

    def do(self, verb: Any, **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, on=ON, **facts), "Step")[0]

    def answer(self, question: str, value: Any = None, unknown: bool = False) -> None:
        self.do(briefs.answer, project_id=self.id, question=question, value=value, unknown=unknown)

    def order(self, **terms: Any) -> None:
        told = {
            "provider": "Kestrel Web Care Ltd",
            "price": Money(64_000, "GBP"),
            "access": "J. Kestrel: host and site",
            "backup": "J. Kestrel",
        }
        self.do(choices.keep_order, project_id=self.id, **{**told, **terms})

    def paper(self, kind: str) -> Any:
        return documents.paper_of(self.workspace, Wanted(kind, self.id), FORMATS, ON)

    def issue(self, kind: str) -> Any:
        return documents.issue(
            self.workspace, Wanted(kind, self.id), formats=FORMATS, person="Clare Bramble", on=ON
        )

    def ready_questions(self) -> list[str]:
        """What "Are you ready?" asks."""
        return [f"ready.{each}" for each in load_knowledge().sourcing.readiness.questions]

    def shortlist(self) -> None:
        """The provider of the order, with what was looked at passed."""
        checked = {"gates": [{"gate": "GATE-01", "answer": "pass"}]}
        candidate = Candidate(
            project_id=self.id, provider_ref=uuid.uuid4(), name="Kestrel Web Care Ltd", outcome=checked
        )
        self.workspace.write(lambda session: session.add(candidate), "Shortlist")

    def rows(self) -> Any:
        return self.workspace.read(lambda s: issued(s, project_id=self.id, lens=Lens.OWNER, formats=FORMATS))


@pytest.fixture
def small(workspace: Workspace) -> Small:
    return Small(workspace)


def test_an_order_is_issued_with_number_and_hash_once_nothing_is_missing(small: Small) -> None:
    with pytest.raises(DomainError, match="the price, or the ceiling; who gets access"):
        small.issue("ORD")
    small.order()
    assert small.paper("ORD").missing == ()
    small.issue("ORD")
    (row,) = small.rows()
    assert (row.number, row.pages, len(row.sha256)) == ("ORD-001", 1, 64)


@pytest.mark.parametrize(
    ("terms", "wanted"),
    [
        ({"price": None}, "the price, or the ceiling"),
        ({"hourly": True}, "what an hour costs"),
        ({"provider": ""}, "who does it"),
        ({"access": ""}, "who gets access"),
        ({"backup": ""}, "who makes the copy beforehand"),
        ({"price": Money(260_000, "GBP")}, "a price within what one page is enough for"),
    ],
)
def test_what_is_never_skipped_is_asked_for(small: Small, terms: dict[str, Any], wanted: str) -> None:
    small.order(**terms)
    assert small.paper("ORD").missing == (wanted,)


def test_an_order_a_provider_reads_says_nothing_of_budget_and_reserve(small: Small) -> None:
    small.order()
    found = text(documents.draw_draft("ORD", small.paper("ORD"), FORMATS))
    assert "£640.00" in found
    assert [words for words in RESERVE_AND_BUDGET if words in found] == []


def test_the_reserve_is_on_no_paper_a_provider_gets(small: Small) -> None:
    wanted = Wanted("BRF", small.id, audience="provider")
    paper = documents.paper_of(small.workspace, wanted, FORMATS, ON)
    found = text(documents.draw_draft("BRF", paper, FORMATS))
    assert [words for words in RESERVE_AND_BUDGET if words in found] == []
    assert paper.estimate is None


@pytest.mark.parametrize("audience", ["owner", "provider"])
def test_the_first_step_stands_in_the_brief_for_both_sides(small: Small, audience: str) -> None:
    large = small.do(
        projects.start, title="Shop", card="CARD-WEB", main_template="TPL-SHOP", owner=OwnerFacts("Jo")
    )
    small.do(choices.take_first_step, project_id=large)
    paper = documents.paper_of(small.workspace, Wanted("BRF", large, audience=audience), FORMATS, ON)
    found = text(documents.draw_draft("BRF", paper, FORMATS))
    assert "It is tested and paid by itself" in found
    assert ("£" in found) is (audience == "owner")


def test_a_new_order_replaces_the_last_but_each_visit_has_its_own_note(small: Small) -> None:
    small.order()
    for kind in ("ORD", "ORD", "VIS", "VIS"):
        small.issue(kind)
    state = {row.number: row.state for row in small.rows()}
    assert state == {"ORD-001": "superseded", "ORD-002": "issued", "VIS-001": "issued", "VIS-002": "issued"}


def test_a_visit_note_gathers_what_is_open_and_what_to_bring(small: Small) -> None:
    small.answer("b3.outcome", None, unknown=True)
    small.answer("ready.RDY-07", "0")
    small.do(briefs.add_talking_point, project_id=small.id, text="Who looks after it afterwards?")
    paper = small.paper("VIS")
    assert len(paper.unknown) == 1
    assert "different" in paper.unknown[0]
    assert "Who looks after it afterwards?" in paper.points
    assert any("accounts" in line for line in paper.bring)
    assert sum(line.minutes for line in paper.agenda) >= 20
    found = text(documents.draw_draft("VIS", paper, FORMATS))
    assert "Who looks after it afterwards?" in found
    assert "£777" not in found


def test_an_order_is_offered_for_a_small_job_and_for_a_first_step(small: Small, workspace: Workspace) -> None:
    def why(project: uuid.UUID) -> str:
        kinds = workspace.read(lambda s: makeable(s, project_id=project))
        return next(kind.reason for kind in kinds if kind.kind == "ORD")

    assert why(small.id) == ""
    large = small.do(
        projects.start, title="Shop", card="CARD-WEB", main_template="TPL-SHOP", owner=OwnerFacts("Jo")
    )
    assert why(large) == "For a job of up to five days"
    small.do(choices.take_first_step, project_id=large)
    assert why(large) == ""


def test_an_issued_order_becomes_the_choice_and_a_plan_of_one_stage(small: Small) -> None:
    small.order()
    with pytest.raises(DomainError, match="Issue the order first"):
        small.do(orders.take_up, project_id=small.id, typed_name="Clare Bramble")
    small.issue("ORD")
    with pytest.raises(DomainError, match="ORD-001 has been issued with these terms"):
        small.order(price=Money(99_000, "GBP"))
    with pytest.raises(DomainError, match="full name"):
        small.do(orders.take_up, project_id=small.id, typed_name="")
    with pytest.raises(DomainError, match="nobody has checked"):  # credentials are never skipped
        small.do(orders.take_up, project_id=small.id, typed_name="Clare Bramble")
    small.shortlist()
    small.do(orders.take_up, project_id=small.id, typed_name="Clare Bramble")

    def plan(session: Any) -> tuple[str, str, list[str], list[int]]:
        project = session.get_one(Project, small.id)
        engagement = session.scalars(select(Engagement)).one()
        stages = session.scalars(select(Stage)).all()
        assert engagement.price == Money(64_000, "GBP")
        return (
            project.state,
            engagement.provider_name,
            [stage.title for stage in stages],
            [
                len(session.scalars(select(SignOffTest).where(SignOffTest.stage_id == s.id)).all())
                for s in stages
            ],
        )

    with pytest.raises(DomainError, match="A provider has been chosen"):
        small.issue("ORD")
    kinds = small.workspace.read(lambda s: makeable(s, project_id=small.id))
    assert next(kind.reason for kind in kinds if kind.kind == "ORD") == "There is a plan already"

    state, provider, stages, tests = small.workspace.read(plan)
    assert (state, provider, len(stages)) == ("awarded", "Kestrel Web Care Ltd", 1)
    assert tests[0] >= 3


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("b5.must", ["A message from the form arrives within 1 minute", "The shop is moved as well"]),
        ("b2.problem", "The whole site is down."),
        ("b3.outcome", "A new site."),
        ("b5.out", ["Looking after it"]),
    ],
)
def test_an_order_is_taken_up_only_as_it_was_issued(small: Small, question: str, value: Any) -> None:
    small.order()
    small.shortlist()
    small.issue("ORD")
    small.answer(question, value)
    with pytest.raises(DomainError, match=r"changed since ORD-001 was issued.* issue it anew"):
        small.do(orders.take_up, project_id=small.id, typed_name="Clare Bramble")
    small.issue("ORD")
    small.do(orders.take_up, project_id=small.id, typed_name="Clare Bramble")


def test_what_the_order_does_not_say_may_change_after_it_is_issued(small: Small) -> None:
    small.order()
    small.shortlist()
    small.issue("ORD")
    small.answer("b10.budget", {"low_minor": 10_000, "high_minor": 90_000, "currency": "GBP"})
    small.answer("b5.must", [])
    small.answer("b5.must", ["A message from the form arrives within 1 minute"])
    small.do(orders.take_up, project_id=small.id, typed_name="Clare Bramble")


def test_the_day_on_the_order_is_the_day_of_what_is_taken_up(small: Small) -> None:
    needed = date(2026, 12, 18)
    small.answer("b9.by", "date")
    small.answer("b9.date", needed.isoformat())
    small.order()
    assert small.paper("ORD").ready_by == needed
    small.issue("ORD")
    small.shortlist()
    small.do(orders.take_up, project_id=small.id, typed_name="Clare Bramble")
    days = small.workspace.read(
        lambda s: (s.scalars(select(Quote.ready_by)).all(), s.scalars(select(Stage.planned_on)).all())
    )
    assert days == ([needed], [needed])


def test_taking_up_an_order_agrees_the_brief_also_of_a_parked_project(small: Small) -> None:
    for question in small.ready_questions():
        small.answer(question, unknown=True)
    small.do(briefs.answer, project_id=small.id, question="b3.outcome", value="Mail arrives", by=Role.BROKER)
    small.order()
    small.issue("ORD")
    small.shortlist()
    small.do(briefs.finish_readiness, project_id=small.id, person="Clare Bramble")
    small.do(briefs.park, project_id=small.id, who="owner")
    small.do(orders.take_up, project_id=small.id, typed_name="Clare Bramble")
    said = small.workspace.read(lambda s: {each.given_by for each in s.scalars(select(Answer))})
    assert said == {Role.OWNER}, "what the owner has agreed is the owner's"
