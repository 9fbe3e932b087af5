"""A small job as its owner goes through it: described on one page, ordered on one page, protected all the same."""

import re
import uuid
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.analysis.money import Money
from app.domain.shortlists import Candidate
from app.queries.interview import JOB, course
from app.queries.lens import Lens
from app.queries.order_paper import order_view
from app.services import briefs, choices, clients, projects, scoping
from app.services.projects import OwnerFacts
from app.workflows import documents
from app.workflows.documents import Wanted
from tests.ui.pages.sample_world import Program, settle, shown
from ui.widgets.task_list import TaskList


@pytest.fixture
def small(program: Program) -> tuple[Program, uuid.UUID]:
    """An owner's own workspace with a website to be repaired."""
    program.root.create_own(
        person="Clare Bramble",
        first=lambda context: context.operations.run(
            partial(clients.keep_profile, person="Clare Bramble", role="owner"), "begin"
        ),
    )
    project = program.context.operations.run(
        partial(
            projects.start,
            title="Contact form that sends nothing",
            card="CARD-WEB",
            main_template="TPL-FIX",
            owner=OwnerFacts("Clare Bramble", "Bramble Bakery"),
            on=program.context.today(),
        ),
        "start",
    )
    return program, project


def answer(program: Program, project: uuid.UUID, question: str, value: Any) -> None:
    verb = partial(
        briefs.answer, project_id=project, question=question, value=value, on=program.context.today()
    )
    program.context.operations.run(verb, "answer")


def terms(program: Program, project: uuid.UUID) -> Any:
    return program.context.operations.read(
        partial(
            order_view,
            project_id=project,
            formats=program.context.formats,
            today=program.context.today(),
        )
    )


def test_it_is_described_on_one_page_and_the_others_are_there_for_who_wants_them(
    small: tuple[Program, uuid.UUID],
) -> None:
    program, project = small
    found = program.context.operations.read(partial(course, project_id=project, lens=Lens.OWNER))
    assert found.light
    assert [leg.key for leg in found.legs if leg.section] == ["1", JOB]
    assert found.leg("6") is not None
    assert found.home_of("b4.users") is found.leg("4")
    asked = sum(len(leg.questions) for leg in found.legs if not leg.section)
    assert asked < 14
    page = program.go(f"project/{project}/brief")
    assert "one page, about 4 minutes" in program.words
    press(page, "Say more, page by page")
    assert program.address == f"project/{project}/brief/2"


def test_it_becomes_a_project_of_twelve_steps_where_much_hangs_on_it(
    small: tuple[Program, uuid.UUID],
) -> None:
    program, project = small
    answer(program, project, "ready.criticality", "5")
    found = program.context.operations.read(partial(course, project_id=project, lens=Lens.OWNER))
    assert not found.light
    assert found.leg(JOB) is None
    assert found.beside == ()


def test_the_order_keeps_each_term_as_it_is_left_and_says_what_is_missing(
    small: tuple[Program, uuid.UUID],
) -> None:
    program, project = small
    page = program.go(f"project/{project}/order")
    assert "who does it" in program.words
    assert "Nothing is missing" not in program.words
    answer(program, project, "b2.problem", "The contact form sends nothing.")
    settle()
    for field, typed in (
        (page._form.provider, "Kestrel Web Care Ltd"),
        (page._form.price, "640"),
        (page._form.access, "J. Kestrel: host and site"),
        (page._form.backup, "J. Kestrel"),
    ):
        field.line.setFocus()
        field.line.clear()
        field.line.insert(typed)
        field.line.clearFocus()
        settle()
    view = terms(program, project)
    assert (view.provider, view.price.decimal, view.missing) == ("Kestrel Web Care Ltd", 640, ())
    assert "Nothing is missing" in program.words
    press(page, "See the page")
    assert program.address == f"project/{project}/documents/ORD"


def test_by_the_hour_the_price_is_a_ceiling_and_the_hour_is_asked_for(
    small: tuple[Program, uuid.UUID],
) -> None:
    program, project = small
    page = program.go(f"project/{project}/order")
    assert not page._form.rate.isVisible()
    page._form.kind.set_value("hourly")
    page._form.kind.committed.emit()
    settle()
    assert page._form.rate.isVisible()
    assert "The ceiling, excl. tax" in program.words
    assert "what an hour costs" in program.words


def test_an_issued_order_is_taken_up_only_with_a_provider_that_was_checked(
    small: tuple[Program, uuid.UUID],
) -> None:
    program, project = small
    program.go(f"project/{project}/order")
    assert "Begin the work" not in program.words
    issued(program, project)
    page = program.go(f"project/{project}/order")
    page.refresh()
    settle()
    press(page, "Take it up")
    assert "nobody has checked" in program.last_said
    program.context.operations.run(partial(shortlisted, project), "shortlist")
    page.refresh()
    settle()
    press(page, "Take it up")
    assert program.address == f"project/{project}/plan"


def test_an_order_that_the_brief_has_left_behind_is_not_offered_and_says_why(
    small: tuple[Program, uuid.UUID],
) -> None:
    program, project = small
    issued(program, project)
    page = program.go(f"project/{project}/order")
    assert button(page, "Take it up").isEnabled()
    answer(program, project, "b5.must", ["A message arrives", "And a copy of it"])
    page.refresh()
    settle()
    assert not button(page, "Take it up").isEnabled()
    assert "The brief has changed since" in program.words
    assert "The brief has changed since" in button(page, "Take it up").accessibleDescription()
    answer(program, project, "b5.must", ["A message arrives"])
    page.refresh()
    settle()
    assert button(page, "Take it up").isEnabled()


def test_an_issued_order_is_read_and_opens_as_the_paper_that_was_issued(
    small: tuple[Program, uuid.UUID],
) -> None:
    program, project = small
    page = program.go(f"project/{project}/order")
    press(page, "Say in the brief what is to be done")
    assert program.address == f"project/{project}/brief"
    issued(program, project)
    page = program.go(f"project/{project}/order")
    page.refresh()
    settle()
    assert "£640.00" in program.words
    assert "As agreed by mail" in program.words
    assert not shown(page, QLineEdit)
    press(page, "See the page")
    assert program.page.title() == "Documents"
    assert program.page.crumbs() == ()
    assert program.page.table.current_row().number == "ORD-001"


def issued(program: Program, project: uuid.UUID) -> None:
    """The order of the job, filled in and issued."""
    answer(program, project, "b2.problem", "The contact form sends nothing.")
    answer(program, project, "b5.must", ["A message arrives"])
    on = program.context.today()
    kept = {
        "provider": "Kestrel Web Care Ltd",
        "price": Money(64_000, "GBP"),
        "access": "J. Kestrel",
        "backup": "J. Kestrel",
    }
    program.context.operations.run(partial(choices.keep_order, project_id=project, on=on, **kept), "order")
    documents.issue(
        program.store,
        Wanted("ORD", project),
        formats=program.context.formats,
        person="Clare Bramble",
        on=on,
    )


def shortlisted(project: uuid.UUID, session: Any) -> None:
    """A candidate of the order's name that passed what was looked at."""
    outcome = {"gates": [{"gate": "GATE-01", "answer": "pass"}]}
    session.add(
        Candidate(project_id=project, provider_ref=uuid.uuid4(), name="Kestrel Web Care Ltd", outcome=outcome)
    )


def test_the_overview_leads_to_the_order_and_to_what_protects(small: tuple[Program, uuid.UUID]) -> None:
    program, project = small
    assessed(program, project)
    page = program.go(f"project/{project}/overview")
    (listed,) = shown(page, TaskList)
    model = listed.model()
    said = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert any(line.startswith("Order on one page") and line.endswith("Not started") for line in said)
    press(page, "What protects you")
    assert program.address == f"project/{project}/protects"
    assert "never these" in program.words
    assert "not legal advice" in program.words


@pytest.mark.parametrize("point", ["described", "signed"])
def test_a_broker_is_told_what_protects_the_owner_and_not_spoken_to_as_one(
    program: Program, point: str
) -> None:
    page = program.at(point, Lens.BROKER, "project/P/overview")
    press(page, "What protects the owner")
    assert not re.search(r"\b[Yy]ours?\b|\b[Yy]ou\b", program.words)
    assert "It belongs to the owner" in program.words
    program.at(point, Lens.OWNER, "project/P/protects")
    assert "What protects you" in program.words
    assert "the owner" not in program.words


def assessed(program: Program, project: uuid.UUID) -> None:
    """Every short question of "Are you ready?" answered with "I don't know yet"."""
    found = program.context.operations.read(partial(course, project_id=project, lens=Lens.OWNER))
    on = program.context.today()
    for leg in found.legs:
        for question in () if leg.section else leg.questions:
            verb = partial(
                briefs.answer, project_id=project, question=question.id, value=None, unknown=True, on=on
            )
            program.context.operations.run(verb, "answer")
    verb = partial(scoping.finish_readiness, project_id=project, person="Clare Bramble", on=on)
    program.context.operations.run(verb, "assess")


def button(page: Any, words: str) -> QAbstractButton:
    (found,) = [each for each in shown(page, QAbstractButton) if each.accessibleName() == words]
    return found


def press(page: Any, words: str) -> None:
    button(page, words).click()
    settle()
