"""Describing a project: nothing answered is lost, and what is not known yet is talked about once."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.persistence.workspace import Workspace
from app.queries import briefs as read
from app.services import briefs, projects, shortlists

ON = date(2026, 11, 24)
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text
)


class Desk:
    """A workspace with one project, and its verbs without the ceremony."""

    def __init__(self, workspace: Workspace, **project: Any) -> None:
        self.workspace = workspace
        facts = {
            "title": "Practice software",
            "card": "CARD-SYSTEM",
            "main_template": "TPL-ERP",
            "owner": projects.OwnerFacts(owner_name="Jo Hale"),
            **project,
        }
        self.project: uuid.UUID = self.do(projects.start, **facts)

    def do(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, on=ON, **facts), "Step")[0]

    def answer(self, question: str, value: Any = None, unknown: bool = False) -> None:
        self.do(briefs.answer, project_id=self.project, question=question, value=value, unknown=unknown)

    def see(self, query: Callable[..., Any], **facts: Any) -> Any:
        def run(session: Session) -> Any:
            return query(session, project_id=self.project, **facts)

        return self.workspace.read(run)

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.see(read.answers).values)

    def state(self) -> str:
        return str(self.workspace.read(lambda s: projects.find_project(s, self.project).state))

    def finish_questions(self) -> None:
        for number in range(1, 15):
            self.answer(f"ready.RDY-{number:02}", "2")

    def fill(self) -> None:
        self.answer("b3.outcome", "Reception finds any record in ten seconds")
        self.answer("b5.must", ["Import clients"])
        self.answer("b10.budget", unknown=True)
        self.finish_questions()


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


def test_answers_survive_a_change_of_template(desk: Desk) -> None:
    desk.answer("b2.problem", "It is slow")
    desk.answer("b7.ERP.modules", "3")
    desk.answer("b1.template", "TPL-CRM")
    assert desk.values["b7.ERP.modules"] == "3"
    assert desk.values["b2.problem"] == "It is slow"
    desk.answer("b1.template", "TPL-ERP")
    assert desk.values["b7.ERP.modules"] == "3"


def test_step_one_is_kept_on_the_project(desk: Desk) -> None:
    desk.answer("b1.name", "  A new   name ")
    desk.answer("b1.further", ["TPL-NET", "TPL-ERP"])
    assert desk.values["b1.name"] == "A new name"
    assert desk.values["b1.further"] == ["TPL-NET"]


def test_a_card_brings_its_usual_template_only_where_the_present_one_is_not_its_own(desk: Desk) -> None:
    desk.answer("b1.kind", "CARD-SYSTEM")
    assert desk.values["b1.template"] == "TPL-ERP"
    desk.answer("b1.kind", "CARD-OFFICE")
    assert desk.values["b1.template"] != "TPL-ERP"


def test_not_known_yet_makes_one_talking_point_and_keeps_the_note(desk: Desk) -> None:
    desk.answer("b9.why", "the lease, I think", unknown=True)
    desk.answer("b9.why", "the lease, I believe", unknown=True)
    (point,) = desk.see(read.talking_points)
    assert (point.question, point.text) == ("b9.why", "What happens if it's late?")
    assert desk.values["b9.why"] == "the lease, I believe"
    assert desk.see(read.answers).unknown == {"b9.why"}


def test_answering_takes_the_talking_point_off_and_only_that_one(desk: Desk) -> None:
    desk.answer("b9.why", unknown=True)
    desk.answer("b7.ERP.rules", unknown=True)
    desk.do(briefs.add_talking_point, project_id=desk.project, text="Who pays for the line?")
    desk.answer("b9.why", "We lose a season")
    assert [point.question for point in desk.see(read.talking_points)] == ["b7.ERP.rules", ""]


def test_a_settled_point_opens_again_when_the_answer_turns_unknown_again(desk: Desk) -> None:
    desk.answer("b9.why", unknown=True)
    (point,) = desk.see(read.talking_points)
    desk.do(briefs.settle_talking_point, point_id=point.id)
    assert desk.see(read.talking_points, settled=False) == ()
    desk.answer("b9.why", unknown=True)
    assert [one.id for one in desk.see(read.talking_points, settled=False)] == [point.id]


def test_forgetting_an_answer_leaves_the_question_open(desk: Desk) -> None:
    desk.answer("b9.why", "x", unknown=True)
    desk.do(briefs.forget_answer, project_id=desk.project, question="b9.why")
    assert "b9.why" not in desk.values
    assert desk.see(read.talking_points) == ()


def texts(desk: Desk, kind: str = "must") -> list[str]:
    return [item.text for item in desk.see(read.items, kind=kind)]


def test_a_reworded_and_moved_line_keeps_its_identity(desk: Desk) -> None:
    first, second = desk.do(
        briefs.replace_items, project_id=desk.project, kind="must", texts=[(None, "a"), (None, "b")]
    )
    after = desk.do(
        briefs.replace_items,
        project_id=desk.project,
        kind="must",
        texts=[(second, "b, at night"), (None, "c"), (first, "a"), (None, "  ")],
    )
    assert (after[0], after[2]) == (second, first)
    assert texts(desk) == ["b, at night", "c", "a"]


def test_a_list_answered_whole_keeps_the_lines_that_read_as_before(desk: Desk) -> None:
    desk.answer("b5.must", ["a", "b"])
    before = {item.text: item.id for item in desk.see(read.items)}
    desk.answer("b5.must", ["b", "c"])
    after = {item.text: item.id for item in desk.see(read.items)}
    assert after["b"] == before["b"]
    assert texts(desk) == desk.values["b5.must"] == ["b", "c"]


def test_lines_move_and_turn_into_nice_to_haves(desk: Desk) -> None:
    ids = [desk.do(briefs.add_item, project_id=desk.project, kind="must", text=text) for text in "abc"]
    desk.do(briefs.move_item, item_id=ids[2], before=ids[0])
    assert texts(desk) == ["c", "a", "b"]
    desk.do(briefs.turn_item, item_id=ids[0], kind="nice")
    assert (texts(desk), texts(desk, "nice")) == (["c", "b"], ["a"])
    desk.do(briefs.remove_item, item_id=ids[1])
    assert texts(desk) == ["c"]
    with pytest.raises(DomainError, match="no longer"):
        desk.do(briefs.change_item, item_id=ids[1], text="x")


def test_a_file_over_the_limit_is_refused_by_name_and_size(desk: Desk) -> None:
    facts = {"project_id": desk.project, "sha256": "0" * 64, "mime": "image/heic"}
    with pytest.raises(DomainError, match=r'"photo.heic" is 31 MB'):
        desk.do(briefs.attach_file, name="photo.heic", size=31 * 1024 * 1024, **facts)
    file = desk.do(briefs.attach_file, name="till.png", size=10, **facts)
    assert [row.name for row in desk.see(read.files)] == ["till.png"]
    desk.do(briefs.remove_file, file_id=file)
    assert desk.see(read.files) == ()


def test_readiness_is_finished_only_when_every_question_is_answered(desk: Desk) -> None:
    with pytest.raises(DomainError, match="14 questions"):
        desk.do(briefs.finish_readiness, project_id=desk.project, person="Jo Hale")
    desk.finish_questions()
    desk.answer("ready.RDY-14", unknown=True)
    desk.do(briefs.finish_readiness, project_id=desk.project, person="Jo Hale")
    assert desk.state() == "assessed"


def test_sharing_goes_as_far_as_needed_and_agreeing_counts_versions(desk: Desk) -> None:
    desk.fill()
    desk.do(briefs.share, project_id=desk.project, broker_name="Dev Marsh", person="Jo Hale")
    assert desk.state() == "in_advice"
    assert desk.do(briefs.agree, project_id=desk.project, typed_name="Jo Hale") == 1
    desk.do(briefs.reopen, project_id=desk.project, who="owner")
    assert desk.state() == "in_advice"
    assert desk.do(briefs.agree, project_id=desk.project, typed_name="Jo Hale") == 2


def test_a_brief_without_its_parts_is_not_agreed_and_names_them(desk: Desk) -> None:
    desk.finish_questions()
    desk.do(briefs.share, project_id=desk.project, broker_name="Dev Marsh", person="Jo Hale")
    with pytest.raises(DomainError, match=r"what will be different.*must-have.*spend"):
        desk.do(briefs.agree, project_id=desk.project, typed_name="Jo Hale")
    assert desk.state() == "in_advice"


def guard(desk: Desk, event: str) -> dict[str, str]:
    from sqlalchemy import select

    from app.domain.projects import LifecycleStep

    statement = select(LifecycleStep.guards).where(LifecycleStep.event == event)
    return dict(desk.workspace.read(lambda session: session.scalars(statement).one()))


def test_the_disclosure_counts_as_checked_only_when_acknowledged(desk: Desk) -> None:
    desk.fill()
    desk.do(shortlists.disclose, project_id=desk.project, text="Paid by the owner only")
    desk.do(shortlists.acknowledge, project_id=desk.project, person="Jo Hale")
    desk.do(briefs.share, project_id=desk.project, broker_name="Dev Marsh", person="Jo Hale")
    assert guard(desk, "choose broker") == {"G-COI": "checked"}


def test_without_a_disclosure_the_guard_is_recorded_as_not_yet_checked(desk: Desk) -> None:
    desk.fill()
    desk.do(briefs.share, project_id=desk.project, broker_name="Dev Marsh", person="Jo Hale")
    assert guard(desk, "choose broker") == {"G-COI": "not yet checked"}


def test_an_agreed_brief_changes_only_after_it_is_reopened(desk: Desk) -> None:
    desk.fill()
    desk.do(briefs.share, project_id=desk.project, broker_name="Dev Marsh", person="Jo Hale")
    desk.do(briefs.agree, project_id=desk.project, typed_name="Jo Hale")
    with pytest.raises(DomainError, match="Reopen it"):
        desk.answer("b5.must", ["Something else"])
    desk.answer("b12.matter", {"FAC-PRICE": "vital"})
    assert desk.values["b12.matter"]["FAC-PRICE"] == "vital"


def test_a_project_that_began_with_a_quote_is_scoped_in_one_act_with_nothing_faked(
    workspace: Workspace,
) -> None:
    desk = Desk(workspace, starts_with="quote")
    desk.do(briefs.scope_from_quote, project_id=desk.project, person="Jo Hale")
    assert desk.state() == "scoped"
    for event in ("finish readiness and strategy questions", "choose broker", "agree brief and estimate"):
        assert set(guard(desk, event).values()) == {"not yet checked"}
    desk.answer("b5.must", ["Still open for words"])


def test_a_project_on_hold_takes_no_answers(desk: Desk) -> None:
    desk.do(projects.hold, project_id=desk.project, reason="The lease first", person="Jo Hale")
    with pytest.raises(DomainError, match="on hold"):
        desk.answer("b9.why", "x")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, line=NAMES)
def test_any_unicode_string_comes_back_unchanged(desk: Desk, name: str, line: str) -> None:
    desk.answer("b12.who", {"decides": name, "see": [line]})
    desk.answer("b5.must", [line])
    assert desk.values["b12.who"] == {"decides": name, "see": (line,)}
    assert texts(desk) == [line]
