"""Judging quotes as people do it: by keys alone, blind to prices and to one another until it is done."""

import re
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from app.domain.evaluations import Evaluation, Interview, PriceLook, RedFlag, ReferenceCall, Score
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.queries.lens import Lens
from app.services import evaluations
from app.words.formats import Formats
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.sample_world import SIZES, Program, button, everything_said, settle
from ui.theme.current import Theme
from ui.widgets.form_row import FormRow
from ui.widgets.mark_field import MarkField

ADDRESS = "project/P/quotes/evaluate"
WHY = "Showed us on our own examples."


def rows(program: Program, kind: Any) -> list[Any]:
    return list(program.store.read(lambda session: session.scalars(select(kind).order_by(kind.id)).all()))


def type_score(program: Program, digit: str, words: str = WHY) -> None:
    """The mark by its digit, Tab to the sentence, and on."""
    focus = program.window.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, digit)
    QTest.keyClick(program.window.focusWidget(), Qt.Key.Key_Tab)
    while not hasattr(program.window.focusWidget(), "insertPlainText"):
        QTest.keyClick(program.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(program.window.focusWidget(), words)
    QTest.keyClick(program.window.focusWidget(), Qt.Key.Key_Tab)
    settle()


def fields(section: Any, named_by: tuple[str, ...] = ()) -> list[Any]:
    """The inputs of the small form that is open in a section, or those whose label begins so."""
    form_rows = [row for row in section.findChildren(FormRow) if row.isVisible()]
    if not named_by:
        return [row.field for row in form_rows]
    return [next(row.field for row in form_rows if name in row.label.text()) for name in named_by]


def card(program: Program, criterion: str) -> Any:
    return program.page._view.cards[criterion]


def score_everything(program: Program, scorer: str, mark: str = "4") -> None:
    """What takes a person an hour: one mark for every criterion of every quote."""

    def give(session: Any) -> None:
        for quote in session.scalars(select(Quote).where(Quote.project_id == program.scene.project)):  # type: ignore[union-attr]
            for criterion in program.page._view.cards:
                if criterion != "MC-PRICE" and quote.state == "submitted":
                    evaluations.score(
                        session, quote_id=quote.id, criterion=criterion, mark=Decimal(mark), sentence=WHY,
                        scorer=scorer, on=program.context.today(),
                    )  # fmt: skip

    program.context.operations.run(give, "score")
    settle()


def test_a_digit_a_point_and_a_sentence_score_a_criterion(program: Program) -> None:
    program.at("judging", Lens.BROKER, ADDRESS)
    program.window.show()
    settle()
    assert program.window.focusWidget() is card(program, "MC-SKILL").mark.target()
    type_score(program, "4.")
    (kept,) = rows(program, Score)
    assert (kept.criterion, kept.mark, kept.sentence, kept.scorer) == (
        "MC-SKILL", Decimal("4.5"), WHY, "Petra Averill",
    )  # fmt: skip
    assert "Counts: 4.5 · Scored by Petra Averill" in program.words
    assert "Larchfield Practice Systems Ltd: 1 of 11" in program.words
    assert program.window.focusWidget() is card(program, "MC-SECTOR").mark.target()
    program.page._turn(1)
    assert program.window.focusWidget() is card(program, "MC-REF").mark.target()
    program.page._turn(-1)
    assert program.window.focusWidget() is card(program, "MC-SECTOR").mark.target()


def test_a_mark_without_a_sentence_is_not_kept_and_says_so_and_is_there_again(program: Program) -> None:
    program.at("judging", Lens.BROKER, ADDRESS)
    program.window.show()
    settle()
    QTest.keyClicks(program.window.focusWidget(), "3")
    assert "Say why in a sentence; then the score is kept." in program.words
    program.go("project/P/quotes")
    program.go(ADDRESS)
    assert card(program, "MC-SKILL").mark.value() == Decimal(3)
    assert rows(program, Score) == []


def test_what_was_kept_is_no_draft_while_another_still_is(program: Program) -> None:
    program.at("judging", Lens.BROKER, ADDRESS)
    program.window.show()
    settle()
    type_score(program, "3")
    QTest.keyClicks(program.window.focusWidget(), "2")  # of the next criterion, without its sentence
    program.go("project/P/quotes")
    program.context.operations.undo()
    program.go(ADDRESS)
    assert card(program, "MC-SKILL").mark.value() is None
    assert card(program, "MC-SKILL").sentence.value() == ""
    assert card(program, "MC-SECTOR").mark.value() == Decimal(2)


def test_delete_takes_a_score_back(program: Program) -> None:
    program.at("judging", Lens.BROKER, ADDRESS)
    program.window.show()
    settle()
    type_score(program, "3")
    mark = card(program, "MC-SKILL").mark
    mark.target().setFocus()
    QTest.keyClick(mark.target(), Qt.Key.Key_Delete)
    settle()
    assert rows(program, Score) == []


@pytest.mark.parametrize("lens", Lens)
def test_no_price_is_on_the_page_until_quality_is_judged(program: Program, lens: Lens) -> None:
    program.at("judging", lens, ADDRESS)
    prices = [each.price for each in rows(program, Quote) if each.price is not None]
    assert prices
    scorer = program.page._page.scorer
    score_everything(program, scorer)
    for quote in program.page._page.quotes:
        program.page._open_quote(quote.quote_id.hex)
        settle()
        said = everything_said(program.page)
        for price in prices:
            assert Formats().money(price) not in said
            assert Formats().money_short(price) not in said
        assert not re.search(r"[£€$]", said)
    assert button(program.page, "Quality is judged: show the prices") is not None
    program.press("Quality is judged: show the prices")
    (kept,) = rows(program, Evaluation)[-1:]
    assert kept.quality_done_by == scorer
    assert "£54,370.00" in program.words
    assert "Best value" in program.words
    assert button(program.page, "Quality is judged: show the prices") is None


def test_what_the_other_gave_is_shown_once_one_has_scored_oneself_and_then_agreed_on(
    program: Program,
) -> None:
    program.at("judging", Lens.OWNER, ADDRESS)
    score_everything(program, "Petra Averill", "2")
    assert "Scored by Petra Averill; shown once you have scored it" in program.words
    assert "Petra Averill: 2" not in program.words
    program.window.show()
    settle()
    card(program, "MC-SKILL").mark.target().setFocus()
    type_score(program, "4")
    assert "2 apart: Petra Averill 2, Ellis Thornaby 4." in program.words
    program.press("Agree on a score for Skill fit")
    form = card(program, "MC-SKILL")._agree
    form.mark.set_value(Decimal(3))
    form.sentence.set_value("We both saw the same reference.")
    program.press("Keep the agreed score")
    assert "Counts: 3 · Agreed by the scorers" in program.words
    assert card(program, "MC-SKILL")._agree is None


def test_a_red_flag_is_written_down_closed_with_a_reason_and_counts_again(program: Program) -> None:
    program.at("judging", Lens.BROKER, ADDRESS)
    program.press("Write down a red flag")
    flags = program.page._view.flags
    sign, evidence = fields(flags)
    sign.set_value("RF-08")
    evidence.set_value("They strike out every sign-off test.")
    program.press("Keep the red flag")
    (kept,) = rows(program, RedFlag)
    assert (kept.sign, kept.severity, kept.is_open) == ("RF-08", 5, True)
    assert "can't be chosen: a red flag of severity 5 is open" in program.words
    program.press("Close with a reason: Refuses acceptance tests or warranty")
    (because,) = fields(flags)
    because.set_value("They have put the tests back in writing.")
    program.press("Close the red flag")
    assert "Closed by Petra Averill" in program.words
    assert "severity 5 is open" not in program.words
    program.press("Let it count again: Refuses acceptance tests or warranty")
    assert rows(program, RedFlag)[0].is_open


def test_an_interview_asks_the_questions_of_its_role_and_a_call_its_five_marks(program: Program) -> None:
    program.at("judging", Lens.BROKER, ADDRESS)
    program.press("Write down an interview")
    view = program.page._view
    role, mark, sentence = fields(view.interviews, named_by=("role", "Score for", "Why"))
    role.set_value("ROLE-PM")
    role.committed.emit()
    settle()
    assert "How do you know a milestone is really done?" in program.words
    mark.set_value(Decimal("3.5"))
    sentence.set_value("Clear on tests, less on delays.")
    program.press("Keep the interview")
    (talk,) = rows(program, Interview)
    assert (talk.role, talk.mark) == ("ROLE-PM", Decimal("3.5"))
    program.press("Write down a call")
    client, again, _but = fields(
        view.references, named_by=("Which client", "Would they place", "If “yes, but”")
    )
    client.set_value("Clinic, 9 staff")
    again.set_value("no")
    for field in view.references.findChildren(MarkField):
        field.set_value(Decimal(4))
    program.press("Keep the call")
    (call,) = rows(program, ReferenceCall)
    assert (call.again, call.score) == ("no", Decimal("0.8"))
    assert "Would not order again" in program.words


def test_the_broker_says_which_quote_they_would_choose_and_the_owner_reads_why(program: Program) -> None:
    program.at("compared", Lens.BROKER, ADDRESS)
    program.press("Say which you would choose")
    which, why = fields(program.page._results)
    which.set_value(program.page._page.quotes[1].quote_id.hex)
    why.set_value("They have run three clinics like this one for years.")
    program.press("Keep your choice")
    assert "The broker: They have run three clinics like this one for years." in program.words
    program.look_as(Lens.OWNER)
    assert "The broker: They have run three clinics like this one for years." in program.words
    assert button(program.page, "Name another as your choice") is None


def test_after_the_choice_it_can_only_be_read(program: Program) -> None:
    program.at("chosen", Lens.OWNER, ADDRESS)
    assert "The choice is made, so how the quotes were judged stays." in program.words
    assert "87.5" in program.words
    assert not any(each.isVisible() for each in program.page._view.findChildren(MarkField))
    assert button(program.page, "Write down a red flag") is None


def test_before_the_round_is_closed_there_is_nothing_to_judge(program: Program) -> None:
    program.at("asked", Lens.BROKER, ADDRESS)
    assert "Nothing to judge yet" in program.words
    program.press("Open quotes")
    assert program.address.endswith("/quotes")


def test_the_broker_moves_what_counts_how_much_before_the_request_goes_out(program: Program) -> None:
    program.at("shortlisted", Lens.BROKER, "project/P/quotes")
    program.press("See what counts how much")
    weights = program.page._weights
    typed = weights._fields["MC-SEC"]
    typed.line.setText("14")
    typed.edited.emit()
    assert "They add up to 110; it has to be 100." in program.words
    program.press("Keep these weights")
    assert program.last_said == "The weights must add up to 100."
    other = weights._fields["MC-REF"]
    other.line.setText("1")
    other.edited.emit()
    assert "They add up to 100." in program.words
    weights._why.set_value("They hold the data of our clients.")
    program.press("Keep these weights")
    assert "The broker: They hold the data of our clients." in program.words
    program.look_as(Lens.OWNER)
    assert "The broker: They hold the data of our clients." in program.words
    assert button(program.page, "Keep these weights") is None
    program.look_as(Lens.BROKER)
    program.press("Let the usual weights stand")
    assert "They hold the data" not in program.words


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lens", Lens)
def test_everything_is_named_reachable_and_has_room(
    program: Program, look: Theme, lens: Lens, size: str
) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    program.at("judging", lens, ADDRESS, (width, height))
    program.window.show()
    settle()
    for opened in ("Write down a red flag", "Write down an interview", "Write down a call"):
        program.press(opened)
    assert unnamed_controls(program.page) == []
    assert squeezed_labels(program.page) == []
    assert unreachable_controls(program.page) == []


PRICED = (
    "quotes",
    "quotes/compare",
    "choose/{quote}",
    "quote/{quote}",
    "quote/{quote}/currency",
    "quotes/sure",
)


def prices_on(program: Program, *places: str) -> set[str]:
    """The prices of quotes that can be read on these pages of the project."""
    quotes = [
        quote for quote in rows(program, Quote) if quote.price is not None and quote.state == "submitted"
    ]
    formats = program.context.formats
    told = {formats.money(quote.price) for quote in quotes} | {
        formats.money_short(quote.price) for quote in quotes
    }
    found = set()
    for place in places:
        program.go(f"project/P/{place.format(quote=quotes[0].id)}")
        said = everything_said(program.page)
        found |= {price for price in told if price in said}
    return found


@pytest.mark.parametrize("lens", Lens)
def test_whoever_still_judges_reads_no_price_until_they_ask_for_it_on_record(
    program: Program, lens: Lens
) -> None:
    program.at("judging", lens, "project/P/quotes")
    assert prices_on(program, *PRICED, "quotes/evaluate", "overview", "documents", "documents/QCM") == set()
    assert "Tells prices" in program.words
    program.go("project/P/quotes/compare")
    assert "Must-haves covered" in everything_said(program.page)  # what one gets is no secret
    program.press("Show the prices now")
    assert prices_on(program, *PRICED[:4]) != set()
    (look,) = rows(program, PriceLook)
    project = program.store.read(lambda session: session.get(Project, program.scene.project))  # type: ignore[union-attr]
    assert look.person == (project.owner_name if lens is Lens.OWNER else project.broker_name)
    program.context.operations.undo()
    assert program.last_said == "The prices have been shown, and nobody can forget them again."
    program.look_as(next(other for other in Lens if other is not lens))  # who did not ask is still blind
    assert prices_on(program, *PRICED) == set()


def test_a_score_of_somebody_who_asked_for_the_prices_says_so(program: Program) -> None:
    program.at("judging", Lens.BROKER, "project/P/quotes")
    program.press("Show the prices now")
    program.press("Judge them without prices")
    assert program.address.endswith("/quotes/evaluate")
    assert "You asked for the prices on" in program.words
    program.window.show()
    settle()
    type_score(program, "3")
    assert [score.after_prices for score in rows(program, Score)] == [True]
