"""The versions of a brief are read back from the journal as they stood, with what changed from one to the next."""

import uuid
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from app.analysis.word_changes import Piece
from app.domain.briefs import Answer
from app.persistence.workspace import Workspace
from app.queries import brief_versions
from app.queries.brief_paper import brief
from app.queries.brief_versions import BriefAt
from app.services import briefs
from app.words.formats import Formats
from tests.services.test_briefs import ON, Desk

MONEY = {"low_minor": 1_500_000, "high_minor": 2_200_000, "currency": "GBP"}


class Told(Desk):
    """A desk whose brief can be agreed."""

    def describe(self) -> None:
        self.finish_questions()
        self.answer("b2.problem", "Orders are written in a book, and two a week are missed.")
        self.answer("b3.outcome", "When this is done, we will bake what was ordered.")
        self.answer("b5.must", ["Orders can be paid by card", "Stock drops when an order is placed"])
        self.answer("b10.budget", MONEY)
        self.answer("b12.who", {"decides": "Jo Hale", "see": []})

    def agree(self) -> None:
        if self.state() in ("draft", "assessed"):
            self.do(briefs.share, project_id=self.project, broker_name="Dev Raman", person="Jo Hale")
        self.do(briefs.agree, project_id=self.project, typed_name="Jo Hale")

    def reopen(self) -> None:
        self.do(briefs.reopen, project_id=self.project, who="owner", person="Jo Hale")

    def names(self) -> list[str]:
        return [each.title for each in self.see(brief_versions.versions, formats=Formats())]

    def at(self, key: str, since: str = "") -> BriefAt:
        found: BriefAt = self.see(brief_versions.brief_at, key=key, formats=Formats(), since=since)
        return found

    def said(self, key: str) -> dict[str, str]:
        return {row.question: row.text for section in self.at(key).sections for row in section.rows}


@pytest.fixture
def desk(workspace: Workspace) -> Told:
    made = Told(workspace)
    made.describe()
    made.agree()
    return made


def second(desk: Told) -> None:
    """A second version: a word, a line, an answer taken back, one left open, and another budget."""
    desk.reopen()
    desk.answer("b2.problem", "Orders are written in a book, and five a week are missed.")
    desk.answer("b5.must", ["Orders can be paid by card", "Refunds need no phone call"])
    desk.answer("b8.onsite", None, unknown=True)
    desk.answer("b10.budget", MONEY | {"high_minor": 3_000_000})
    desk.agree()


def test_a_version_reads_as_it_was_agreed_whatever_came_later(desk: Told) -> None:
    first = desk.said("1")
    second(desk)
    assert desk.names() == ["Brief · shared 24 Nov", "Brief v1 · agreed 24 Nov", "Brief v2 · agreed 24 Nov"]
    assert desk.said("1") == first
    assert "two a week" in desk.said("1")["b2.problem"]
    assert "five a week" in desk.said("2")["b2.problem"]


def test_what_changed_is_told_by_line_and_by_word(desk: Told) -> None:
    second(desk)
    found = {each.question: each for each in desk.at("2", since="1").changes}
    assert found.keys() == {"b2.problem", "b5.must", "b8.onsite", "b10.budget"}
    (line,) = found["b2.problem"].lines
    assert [piece for piece in line if piece.kind != "same"] == [
        Piece("removed", "two"),
        Piece("added", "five"),
    ]
    changed = [
        "".join(piece.text for piece in line if piece.kind == "added") for line in found["b5.must"].lines
    ]
    assert any("Refunds" in text for text in changed)
    assert not any("paid by card" in text for text in changed)
    assert found["b8.onsite"].lines == ((Piece("added", "Not known yet"),),)
    assert found["b10.budget"].private


def test_an_agreement_that_is_undone_is_no_version(desk: Told) -> None:
    desk.reopen()
    desk.answer("b2.problem", "Nothing at all is written down.")
    desk.agree()
    assert desk.names()[-1] == "Brief v2 · agreed 24 Nov"
    desk.workspace.undo()
    assert desk.names()[-1] == "The brief as it is now"
    assert [each.question for each in desk.at("now").changes] == ["b2.problem"]
    assert desk.at("now").since == desk.at("1").version


def test_a_brief_that_is_open_again_and_reads_the_same_has_no_state_of_its_own(desk: Told) -> None:
    desk.reopen()
    assert desk.names()[-1] == "Brief v1 · agreed 24 Nov"
    desk.answer("b9.why", "The lease ends")
    assert desk.names()[-1] == "The brief as it is now"


def test_another_kind_reads_under_its_own_questions_in_each_version(desk: Told) -> None:
    desk.reopen()
    desk.answer("b7.ERP.modules", "4")
    desk.agree()
    desk.reopen()
    desk.answer("b1.kind", "CARD-CLOUD")
    desk.agree()
    assert "b7.ERP.modules" in desk.said("2")
    assert "b7.ERP.modules" not in desk.said("3")
    found = {each.question for each in desk.at("3", since="2").changes}
    assert {"b1.kind", "b7.ERP.modules"} <= found


def test_there_is_no_version_before_anything_was_shared(workspace: Workspace) -> None:
    desk = Told(workspace)
    desk.describe()
    assert desk.names() == []
    assert desk.see(brief_versions.brief_at, key="1", formats=Formats()) is None
    assert desk.see(brief_versions.last_changes, formats=Formats()) is None


def paper(desk: Told, audience: str) -> Any:
    read = partial(brief, project_id=desk.project, audience=audience, formats=Formats(), today=ON)
    return desk.workspace.read(read)


def test_the_paper_lists_what_changed_and_a_provider_is_not_told_what_was_said_before(desk: Told) -> None:
    assert paper(desk, "owner").changes == ()
    desk.reopen()
    desk.answer("b10.show", "yes")
    desk.agree()
    second_range = MONEY | {"high_minor": 3_000_000}
    desk.reopen()
    desk.answer("b10.budget", second_range)
    desk.answer("b12.who", {"decides": "Ana Hale", "see": []})
    desk.answer("b9.why", "The lease ends")
    desk.agree()
    inside = paper(desk, "owner")
    assert inside.changes_title == "Changed since version 2"
    told = {"What you have in mind to spend", "Who decides", "If it's late"}
    assert {each.label for each in inside.changes} == told
    assert paper(desk, "provider").changes == ()


def test_a_project_that_is_gone_has_no_versions(workspace: Workspace) -> None:
    read = partial(brief_versions.versions, project_id=uuid.uuid4(), formats=Formats())
    assert workspace.read(read) == ()


def test_what_was_removed_for_good_is_removed_from_every_version(desk: Told) -> None:
    second(desk)
    kept = desk.workspace.read(
        lambda s: s.scalars(select(Answer.id).where(Answer.question == "b12.who")).one()
    )
    assert desk.said("1")["b12.who"] == "Jo Hale"
    desk.workspace.redact({("answer", kept): ["answer"]}, "Forget a person")
    assert desk.said("1")["b12.who"] == desk.said("2")["b12.who"] == ""
