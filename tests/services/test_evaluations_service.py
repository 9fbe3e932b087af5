"""Judging quotes: every score has a sentence, prices wait, and what rules a quote out stops its choice."""

from decimal import Decimal
from typing import Any

import pytest

from app.domain.briefs import Answer
from app.domain.errors import DomainError
from app.domain.evaluations import Evaluation, Score
from app.domain.quotes import Quote
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from app.queries.evaluation_rows import EvaluationPage, JudgedQuote
from app.queries.evaluations import evaluation
from app.queries.lens import Lens
from app.services import evaluations, quote_evidence, quotes
from app.words.formats import Formats
from tests.clinic import OWNER, PROVIDERS, Clinic, day, gbp

ON = day("2026-02-27")
BROKER = "E. Thornaby"
WHY = "They showed us how, on our own examples."
HAND = [name for name in load_knowledge().matching.criteria if name != "MC-PRICE"]


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three quotes compared."""
    return Clinic(workspace).compared()


def score(clinic: Clinic, criterion: str = "MC-SKILL", mark: str = "4", **changes: Any) -> None:
    told = {"sentence": WHY, "scorer": BROKER, "on": ON, **changes}
    quote = clinic.quotes[told.pop("provider", "PRV-01")]
    clinic.do(evaluations.score, quote_id=quote, criterion=criterion, mark=Decimal(mark), **told)


def score_all(clinic: Clinic, mark: str = "4", **changes: Any) -> None:
    for provider in PROVIDERS:
        for criterion in HAND:
            score(clinic, criterion, mark, provider=provider, **changes)


def finish(clinic: Clinic) -> None:
    clinic.do(evaluations.finish_quality, project_id=clinic.project, person=BROKER, on=ON)


def page(clinic: Clinic, lens: Lens = Lens.BROKER) -> EvaluationPage:
    found = clinic.see(evaluation, lens=lens, project_id=clinic.project, formats=Formats(), today=ON)
    assert found is not None
    return found


def judged(clinic: Clinic, provider: str = "PRV-01") -> JudgedQuote:
    return next(quote for quote in page(clinic).quotes if quote.quote_id == clinic.quotes[provider])


def flag(clinic: Clinic, sign: str) -> Any:
    return clinic.do(
        quote_evidence.raise_red_flag, quote_id=clinic.quotes["PRV-01"], sign=sign,
        evidence="Their letter of the 20th says so.", person=BROKER, on=ON,
    )  # fmt: skip


class TestScores:
    def test_a_score_without_a_sentence_or_off_the_scale_is_refused(self, clinic: Clinic) -> None:
        wrong: tuple[tuple[dict[str, Any], str], ...] = (
            ({"sentence": "Good."}, "Say in a sentence why"),
            ({"mark": "4.3"}, "from 0 to 5, by halves"),
            ({"mark": "5.5"}, "from 0 to 5, by halves"),
            ({"criterion": "MC-PRICE"}, "read off our own estimate"),
            ({"scorer": " "}, "Say who gives this score"),
        )
        for changes, message in wrong:
            with pytest.raises(DomainError, match=message):
                score(clinic, **changes)
        assert clinic.all(Score) == []

    def test_nobody_scores_before_the_round_is_closed(self, workspace: Workspace) -> None:
        asked = Clinic(workspace).asked()
        asked.save("PRV-01")
        asked.do(quotes.submit, quote_id=asked.quotes["PRV-01"], on=day("2026-02-19"))
        with pytest.raises(DomainError, match="Close the request first"):
            score(asked)

    def test_a_scorers_second_mark_takes_the_place_of_the_first_and_can_be_taken_back(
        self, clinic: Clinic
    ) -> None:
        score(clinic, mark="2")
        score(clinic, mark="4.5", scorer="e.  thornaby")
        score(clinic, mark="3", scorer=OWNER)
        assert {(row.scorer, str(row.mark)) for row in clinic.all(Score)} == {
            ("e.  thornaby", "4.5"),
            (OWNER, "3"),
        }
        where = {"quote_id": clinic.quotes["PRV-01"], "criterion": "MC-SKILL"}
        clinic.do(evaluations.forget_score, **where, scorer=OWNER, on=ON)
        assert [row.scorer for row in clinic.all(Score)] == ["e.  thornaby"]

    def test_several_scorers_are_shown_apart_until_they_agree(self, clinic: Clinic) -> None:
        score(clinic, mark="2")
        where: dict[str, Any] = {"quote_id": clinic.quotes["PRV-01"], "criterion": "MC-SKILL"}
        settle = {**where, "mark": Decimal(3), "sentence": WHY, "person": BROKER, "on": ON}
        with pytest.raises(DomainError, match="at least two people"):
            clinic.do(evaluations.agree_score, **settle)
        score(clinic, mark="4.5", scorer=OWNER)
        row = judged(clinic).criteria[0]
        assert (row.mark, row.apart) == ("3.25", f"2.5 apart: {BROKER} 2, {OWNER} 4.5.")
        assert row.mine is not None
        assert (row.mine.mark_text, [other.scorer for other in row.others]) == ("2", [OWNER])
        owners = page(clinic, Lens.OWNER).quotes[0].criteria[0]
        assert owners.mine is not None
        assert owners.mine.mark_text == "4.5"
        clinic.do(evaluations.agree_score, **settle)
        row = judged(clinic).criteria[0]
        assert (row.mark, row.basis) == ("3", "Agreed by the scorers")
        assert row.others

    def test_what_others_gave_is_shown_once_one_has_scored_oneself(self, clinic: Clinic) -> None:
        score(clinic, mark="2", scorer=OWNER)
        row = judged(clinic).criteria[0]
        assert (row.mark, row.others, row.apart) == ("", (), "")
        assert row.basis == f"Scored by {OWNER}; shown once you have scored it"
        score(clinic, mark="4")
        assert [other.mark_text for other in judged(clinic).criteria[0].others] == ["2"]

    def test_what_two_computers_began_apart_counts_once(self, clinic: Clinic) -> None:
        score(clinic, mark="2")
        twin = {"project_id": clinic.project, "quote_id": clinic.quotes["PRV-01"], "criterion": "MC-SKILL"}

        request = clinic.all(QuoteRequest)[0].id

        def merge(session: Any) -> None:
            session.add(Score(**twin, scorer=BROKER, mark=Decimal(4), sentence=WHY, scored_on=ON))
            session.add(Evaluation(project_id=clinic.project, request_id=request))

        clinic.do(merge)
        row = judged(clinic).criteria[0]
        assert (row.mark, row.others) == ("4", ())
        for provider in ("PRV-02", "PRV-03"):
            score(clinic, provider=provider)
        finish(clinic)
        assert page(clinic).quality_done
        score(clinic, mark="3")
        assert judged(clinic).criteria[0].mark == "3"


class TestPricesWait:
    def test_until_quality_is_done_no_row_carries_a_price(self, clinic: Clinic) -> None:
        score_all(clinic)
        told = repr(page(clinic))
        for quote in clinic.all(Quote):
            for amount in quote.price, quote.support_month, quote.licences_month, quote.hardware:
                assert amount is not None
                assert Formats().money(amount) not in told
                assert Formats().money_short(amount) not in told
                assert str(amount.minor) not in told
        row = next(row for row in judged(clinic).criteria if not row.by_hand)
        assert (row.mark, row.basis) == ("", "Shown once quality is judged")
        assert [judged(clinic).total, judged(clinic).cost, judged(clinic).place] == ["", "", ""]

    def test_the_price_moves_no_quality(self, clinic: Clinic) -> None:
        score_all(clinic)
        before = [quote.quality for quote in page(clinic).quotes]
        finish(clinic)
        assert [quote.quality for quote in page(clinic).quotes] == before

    def test_done_shows_prices_binds_and_marks_what_comes_later(self, clinic: Clinic) -> None:
        score_all(clinic)
        finish(clinic)
        assert judged(clinic).total
        assert judged(clinic).cost == "£54,370.00"
        with pytest.raises(CannotUndo, match="nobody can forget them"):
            clinic.workspace.undo()
        with pytest.raises(DomainError, match="done already"):
            finish(clinic)
        score(clinic, mark="1")
        late = judged(clinic).criteria[0].mine
        assert late is not None
        assert late.late

    def test_every_quote_is_scored_before_quality_is_done(self, clinic: Clinic) -> None:
        score(clinic)
        with pytest.raises(DomainError, match="Nobody has scored Brandreth IT's quote yet"):
            finish(clinic)

    def test_what_nobody_scored_is_listed_and_stands_at_its_prior(self, clinic: Clinic) -> None:
        for provider in PROVIDERS:
            score(clinic, provider=provider)
        finish(clinic)
        found = judged(clinic)
        assert "Knows your trade" in found.not_known
        assert found.criteria[1].mark == "1"
        assert not found.criteria[1].known


class TestNothingDependsOnTheOthers:
    def test_leaving_a_loser_out_moves_nobody_elses_total(self, clinic: Clinic) -> None:
        for provider, mark in (("PRV-01", "4.5"), ("PRV-02", "4"), ("PRV-03", "1")):
            for criterion in HAND:
                score(clinic, criterion, mark, provider=provider)
        finish(clinic)
        before = {quote.provider: (quote.total, quote.criteria) for quote in page(clinic).quotes}

        def forget(session: Any) -> None:
            session.get(Quote, clinic.quotes["PRV-03"]).state = "withdrawn"

        def undercut(session: Any) -> None:
            session.get(Quote, clinic.quotes["PRV-02"]).price = gbp(1)

        clinic.do(undercut)
        clinic.do(forget)
        after = {quote.provider: (quote.total, quote.criteria) for quote in page(clinic).quotes}
        assert set(after) == {"Larchfield Systems", "Brandreth IT"}
        assert after["Larchfield Systems"] == before["Larchfield Systems"]


class TestWhatIsLearned:
    def test_a_client_who_would_not_order_again_holds_the_mark_at_two(self, clinic: Clinic) -> None:
        score(clinic, "MC-REF", "4.5")
        clinic.do(
            quote_evidence.record_reference, quote_id=clinic.quotes["PRV-01"], client="A clinic, 9 staff",
            answers={name: Decimal("4.5") for name in ("cost", "date", "people", "honesty", "again")},
            again="no", person=BROKER, on=ON,
        )  # fmt: skip
        row = judged(clinic).criteria[2]
        assert (row.mark, row.basis) == ("2", "Held at 2: a client would not order again.")
        assert judged(clinic).references[0].mark == "90 of 100"

    def test_a_call_needs_all_five_answers_and_what_the_but_is(self, clinic: Clinic) -> None:
        whole = {name: Decimal(4) for name in ("cost", "date", "people", "honesty", "again")}
        base: dict[str, Any] = {"quote_id": clinic.quotes["PRV-01"], "client": "A clinic", "person": BROKER}
        for changes, message in (
            ({"answers": {**whole, "cost": Decimal(6)}, "again": "yes"}, "mark from 1 to 5"),
            ({"answers": {"cost": Decimal(4)}, "again": "yes"}, "mark from 1 to 5"),
            ({"answers": whole, "again": "perhaps"}, "whether they would"),
            ({"answers": whole, "again": "yes_but"}, "what the “but” is"),
        ):
            with pytest.raises(DomainError, match=message):
                clinic.do(quote_evidence.record_reference, **base, **changes, on=ON)

    def test_an_interview_is_scored_to_a_role_and_rewritten_in_its_place(self, clinic: Clinic) -> None:
        told: dict[str, Any] = {
            "quote_id": clinic.quotes["PRV-01"], "role": "ROLE-PM", "sentence": WHY, "person": BROKER, "on": ON,
        }  # fmt: skip
        key = clinic.do(quote_evidence.record_interview, **told, mark=Decimal(4))
        clinic.do(quote_evidence.record_interview, **told, mark=Decimal(3), interview_id=key)
        assert [(talk.title, talk.mark) for talk in judged(clinic).interviews] == [
            ("Project manager", "3 of 5")
        ]
        with pytest.raises(DomainError, match="Choose the role"):
            clinic.do(quote_evidence.record_interview, **{**told, "role": "R. Tolland"}, mark=Decimal(3))


class TestWhatStopsAChoice:
    def test_an_open_flag_of_severity_five_does_until_it_is_closed_with_a_reason(
        self, clinic: Clinic
    ) -> None:
        key = flag(clinic, "RF-08")
        with pytest.raises(DomainError, match="red flag of severity 5 is open"):
            clinic.award()
        close: dict[str, Any] = {"flag_id": key, "person": BROKER, "on": ON}
        with pytest.raises(DomainError, match="Say why it no longer counts"):
            clinic.do(quote_evidence.close_red_flag, **close, because="Fine.")
        clinic.do(quote_evidence.close_red_flag, **close, because="They have taken the clause out since.")
        assert judged(clinic).flags[0].closed.startswith("Closed by E. Thornaby, 27 Feb 2026: They have")
        clinic.award()

    def test_many_flags_need_the_brokers_written_reason(self, clinic: Clinic) -> None:
        for sign in ("RF-02", "RF-04", "RF-15"):
            flag(clinic, sign)
        assert judged(clinic).flag_sum == 11
        with pytest.raises(DomainError, match="come to more than 8"):
            clinic.award()
        clinic.do(
            quote_evidence.explain_red_flags, quote_id=clinic.quotes["PRV-01"],
            because="All three were settled with their director last week.", on=ON,
        )  # fmt: skip
        clinic.award()

    @pytest.mark.parametrize(
        ("criterion", "mark", "message"),
        [
            ("MC-SKILL", "1.5", "its skills for this were scored below 2"),
            ("MC-SEC", "1.5", "its care for data was scored below 2"),
        ],
    )
    def test_skill_and_care_for_data_below_two_do(
        self, clinic: Clinic, criterion: str, mark: str, message: str
    ) -> None:
        score_all(clinic, "4.5")
        score(clinic, criterion, mark)
        finish(clinic)
        with pytest.raises(DomainError, match=message):
            clinic.award()

    def test_a_total_below_sixty_does_and_the_page_says_so_too(self, clinic: Clinic) -> None:
        score_all(clinic, "2.5")
        finish(clinic)
        assert any("less than 60 of 100" in stop for stop in judged(clinic).stops)
        with pytest.raises(DomainError, match="less than 60 of 100"):
            clinic.award()

    def test_a_round_that_nobody_judged_is_chosen_from_as_before(self, clinic: Clinic) -> None:
        assert clinic.all(Evaluation) == []
        clinic.award()


class TestWeights:
    def test_the_broker_moves_them_before_the_request_goes_out_and_says_why(
        self, workspace: Workspace
    ) -> None:
        clinic = Clinic(workspace).scoped()
        clinic.do(quotes.prepare_request, project_id=clinic.project, person=BROKER, on=day("2026-02-06"))
        base = load_knowledge().matching.weights.of("TPL-ERP")
        wanted = {**base, "MC-SEC": base["MC-SEC"] + 10, "MC-REF": base["MC-REF"] - 10}
        move: dict[str, Any] = {"project_id": clinic.project, "on": day("2026-02-06")}
        with pytest.raises(DomainError, match="at least 20 characters"):
            clinic.do(evaluations.move_weights, **move, weights=wanted, because="Safety")
        far = {**base, "MC-SEC": base["MC-SEC"] + 11, "MC-REF": base["MC-REF"] - 11}
        with pytest.raises(DomainError, match="by 10 points at most"):
            clinic.do(evaluations.move_weights, **move, weights=far, because="They hold data of our clients.")
        clinic.do(evaluations.move_weights, **move, weights=wanted, because="They hold data of our clients.")
        clinic.do(quotes.approve_request, project_id=clinic.project, person=OWNER, on=day("2026-02-09"))
        clinic.issue()
        with pytest.raises(DomainError, match="settled when the owner agreed"):
            clinic.do(evaluations.leave_weights, **move)
        assert "They hold data of our clients." in page(clinic).weights
        assert clinic.all(QuoteRequest)[0].weights == {name: int(weight) for name, weight in wanted.items()}

    def test_what_the_owner_says_later_moves_no_weight_that_was_told(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).compared()
        score_all(clinic)
        before = [row.weight for row in judged(clinic).criteria]

        def matter(session: Any) -> None:
            value = {"FAC-SAFE": "vital", "FAC-PRICE": "nice"}
            session.add(Answer(project_id=clinic.project, question="b12.matter", value=value))

        clinic.do(matter)
        assert [row.weight for row in judged(clinic).criteria] == before
