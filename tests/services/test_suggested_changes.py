"""The owner's words change by the owner's hand alone; what the broker would change waits beside them."""

from typing import Any

import pytest
from sqlalchemy import select

from app.domain.base import Role
from app.domain.briefs import Answer, BriefItem, SuggestedChange
from app.domain.errors import DomainError
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.suggested_changes import suggestions
from app.services import briefs
from app.words.formats import Formats
from tests.services.test_briefs import Desk, texts

TOLD = "Orders get lost on Saturdays"
BETTER = "About twice a week an order gets lost"


class TwoAtTheDesk(Desk):
    """Owner and broker writing into the same brief."""

    def broker(self, question: str, value: Any = None, unknown: bool = False) -> None:
        self.do(
            briefs.answer,
            project_id=self.project,
            question=question,
            value=value,
            unknown=unknown,
            by=Role.BROKER,
        )

    def suggestions(self) -> list[tuple[str, Any, Any]]:
        found = self.workspace.read(
            lambda s: list(s.scalars(select(SuggestedChange).order_by(SuggestedChange.id)))
        )
        return [(each.state.value, each.before, each.after) for each in found]

    def first(self) -> Any:
        return self.workspace.read(lambda s: s.scalars(select(SuggestedChange.id)).first())


@pytest.fixture
def desk(workspace: Workspace) -> TwoAtTheDesk:
    return TwoAtTheDesk(workspace)


def test_the_owners_answer_stays_until_the_owner_accepts(desk: TwoAtTheDesk) -> None:
    desk.answer("b2.problem", TOLD)
    desk.broker("b2.problem", BETTER)
    assert desk.values["b2.problem"] == TOLD
    assert desk.suggestions() == [("open", TOLD, BETTER)]
    desk.do(briefs.accept_suggestion, suggestion_id=desk.first())
    assert desk.values["b2.problem"] == BETTER
    assert desk.suggestions() == [("accepted", TOLD, BETTER)]
    desk.broker("b2.problem", "Something else")
    assert desk.values["b2.problem"] == BETTER, "what was accepted is the owner's"


def test_undo_brings_back_the_words_and_the_open_suggestion(desk: TwoAtTheDesk) -> None:
    desk.answer("b2.problem", TOLD)
    desk.broker("b2.problem", BETTER)
    desk.do(briefs.accept_suggestion, suggestion_id=desk.first())
    desk.workspace.undo()
    assert desk.values["b2.problem"] == TOLD
    assert desk.suggestions() == [("open", TOLD, BETTER)]
    desk.workspace.undo()
    assert desk.suggestions() == []


@pytest.mark.parametrize(
    ("verb", "state"), [(briefs.decline_suggestion, "declined"), (briefs.withdraw_suggestion, "withdrawn")]
)
def test_declined_or_withdrawn_leaves_the_words_and_cannot_be_settled_twice(
    desk: TwoAtTheDesk, verb: Any, state: str
) -> None:
    desk.answer("b2.problem", TOLD)
    desk.broker("b2.problem", BETTER)
    desk.do(verb, suggestion_id=desk.first())
    assert desk.values["b2.problem"] == TOLD
    assert desk.suggestions() == [(state, TOLD, BETTER)]
    with pytest.raises(DomainError, match="no longer open"):
        desk.do(briefs.accept_suggestion, suggestion_id=desk.first())


def test_a_second_thought_of_the_broker_takes_the_place_of_the_first(desk: TwoAtTheDesk) -> None:
    desk.answer("b2.problem", TOLD)
    desk.broker("b2.problem", "A first try")
    desk.broker("b2.problem", BETTER)
    assert desk.suggestions() == [("open", TOLD, BETTER)]


@pytest.mark.parametrize(("words", "state"), [("Now it is another story", "overtaken"), (BETTER, "accepted")])
def test_the_owners_own_change_settles_what_was_suggested(desk: TwoAtTheDesk, words: str, state: str) -> None:
    desk.answer("b2.problem", TOLD)
    desk.broker("b2.problem", BETTER)
    desk.answer("b2.problem", words)
    assert desk.suggestions() == [(state, TOLD, BETTER)]


def test_what_the_owner_left_open_and_what_the_broker_wrote_is_written_freely(desk: TwoAtTheDesk) -> None:
    desk.answer("b9.why", unknown=True)
    desk.broker("b9.why", "The lease ends")
    desk.broker("b9.why", "The lease of the shop ends")
    assert desk.values["b9.why"] == "The lease of the shop ends"
    assert desk.suggestions() == []
    assert desk.see(lambda s, project_id: s.scalars(select(Answer.unknown)).all()) == [False]


def test_the_broker_takes_back_that_a_list_is_not_known_but_not_the_owners_lines(desk: TwoAtTheDesk) -> None:
    def left_open() -> Any:
        return desk.see(lambda s, project_id: s.scalars(select(Answer.question).where(Answer.unknown)).all())

    desk.answer("b5.must", unknown=True)
    desk.do(briefs.forget_answer, project_id=desk.project, question="b5.must", by=Role.BROKER)
    assert left_open() == []
    desk.answer("b5.must", ["Gift cards"], unknown=True)
    desk.do(briefs.forget_answer, project_id=desk.project, question="b5.must", by=Role.BROKER)
    assert (texts(desk), left_open()) == (["Gift cards"], ["b5.must"])
    assert desk.suggestions() == [("open", "Gift cards", None)]


def test_taking_an_answer_back_or_leaving_it_for_the_visit_is_suggested_too(desk: TwoAtTheDesk) -> None:
    desk.answer("b9.why", "The lease")
    desk.do(briefs.forget_answer, project_id=desk.project, question="b9.why", by=Role.BROKER)
    assert desk.suggestions() == [("open", "The lease", None)]
    desk.broker("b9.why", None, unknown=True)
    desk.do(briefs.accept_suggestion, suggestion_id=desk.first())
    assert "b9.why" not in desk.values
    assert [row.unknown for row in desk.see(lambda s, project_id: s.scalars(select(Answer)).all())] == [True]


def test_leaving_a_list_with_lines_of_the_owner_for_the_visit_is_suggested_too(desk: TwoAtTheDesk) -> None:
    def left_open() -> Any:
        return desk.see(lambda s, project_id: s.scalars(select(Answer.question).where(Answer.unknown)).all())

    desk.answer("b5.must", ["Gift cards"])
    for _ in "twice":
        desk.broker("b5.must", ["Gift cards"], unknown=True)
    assert (left_open(), desk.suggestions()) == ([], [("open", None, None)])
    (row,) = desk.see(suggestions, lens=Lens.OWNER, formats=Formats())
    assert (row.kind, row.after) == ("ask", "I don’t know yet")
    desk.do(briefs.accept_suggestion, suggestion_id=desk.first())
    assert (texts(desk), left_open(), desk.suggestions()) == (
        ["Gift cards"],
        ["b5.must"],
        [("accepted", None, None)],
    )
    desk.broker("b5.must", ["Gift cards"])
    assert left_open() == ["b5.must"], "what the owner leaves for the visit is not settled by the broker"
    desk.broker("b5.nice", [], unknown=True)
    assert left_open() == ["b5.must", "b5.nice"], "no line of it is the owner's"


def test_the_owners_own_list_overtakes_that_it_be_left_for_the_visit(desk: TwoAtTheDesk) -> None:
    desk.answer("b5.must", ["Gift cards"])
    desk.broker("b5.must", ["Gift cards"], unknown=True)
    desk.answer("b5.must", ["Gift cards", "Works on phones"])
    assert desk.suggestions() == [("overtaken", None, None)]


def test_lines_of_the_owner_are_reworded_taken_out_and_added_by_suggestion(desk: TwoAtTheDesk) -> None:
    desk.answer("b5.must", ["Easy to use", "Gift cards", "Works on phones"])
    desk.broker("b5.must", ["A new starter takes an order in 5 minutes", "Works on phones", "Sales report"])
    assert texts(desk) == ["Easy to use", "Gift cards", "Works on phones"]
    found = {(before, after) for _, before, after in desk.suggestions()}
    assert found == {
        ("Easy to use", "A new starter takes an order in 5 minutes"),
        ("Gift cards", None),
        (None, "Sales report"),
    }
    ids = {
        row.after: row.id for row in desk.workspace.read(lambda s: s.scalars(select(SuggestedChange)).all())
    }
    before = {
        item.text: item.id for item in desk.workspace.read(lambda s: s.scalars(select(BriefItem)).all())
    }
    for id in ids.values():
        desk.do(briefs.accept_suggestion, suggestion_id=id)
    assert texts(desk) == ["A new starter takes an order in 5 minutes", "Works on phones", "Sales report"]
    kept = {item.text: item.id for item in desk.workspace.read(lambda s: s.scalars(select(BriefItem)).all())}
    assert kept["A new starter takes an order in 5 minutes"] == before["Easy to use"]


def test_a_list_of_the_brokers_own_is_edited_freely_and_moving_lines_changes_no_words(
    desk: TwoAtTheDesk,
) -> None:
    desk.broker("b5.must", ["Easy to use", "Gift cards"])
    desk.broker("b5.must", ["Gift cards", "Pays in 2 taps"])
    assert (texts(desk), desk.suggestions()) == (["Gift cards", "Pays in 2 taps"], [])
    desk.answer("b5.nice", ["a line", "other words"])
    desk.broker("b5.nice", ["other words", "a line"])
    assert (texts(desk, "nice"), desk.suggestions()) == (["other words", "a line"], [])


def test_a_line_the_owner_removed_or_reworded_overtakes_what_was_suggested_for_it(desk: TwoAtTheDesk) -> None:
    desk.answer("b5.must", ["Easy to use", "Gift cards"])
    desk.broker("b5.must", ["Easy to use by anyone", "Gift cards", "Sales report"])
    desk.answer("b5.must", ["Gift cards", "Sales report"])
    assert sorted(state for state, _, _ in desk.suggestions()) == ["accepted", "overtaken"]


def test_words_that_changed_behind_a_suggestion_are_not_overwritten(desk: TwoAtTheDesk) -> None:
    (line,) = [desk.do(briefs.add_item, project_id=desk.project, kind="must", text="Easy to use")]
    desk.broker("b5.must", ["Easy to use by anyone"])
    desk.do(briefs.change_item, item_id=line, text="Two taps at most")
    with pytest.raises(DomainError, match="changed since"):
        desk.do(briefs.accept_suggestion, suggestion_id=desk.first())


def test_what_is_agreed_is_the_owners_whoever_wrote_it(desk: TwoAtTheDesk) -> None:
    desk.broker("b2.problem", TOLD)
    desk.broker("b5.must", ["Gift cards"])
    desk.broker("b3.outcome", "Reception finds any record in ten seconds")
    desk.answer("b10.budget", unknown=True)
    desk.finish_questions()
    desk.do(briefs.share, project_id=desk.project, broker_name="Dev Rana", person="Jo Hale")
    desk.do(briefs.agree, project_id=desk.project, typed_name="Jo Hale")
    desk.do(briefs.reopen, project_id=desk.project, who="broker")
    desk.broker("b2.problem", BETTER)
    desk.broker("b5.must", ["Gift vouchers"])
    assert (desk.values["b2.problem"], texts(desk)) == (TOLD, ["Gift cards"])
    assert len(desk.suggestions()) == 2
