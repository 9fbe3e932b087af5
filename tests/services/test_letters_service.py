"""Letters to those who quoted: read before they go, about one provider alone, corrected when they no longer hold."""

import hashlib
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.registry import DOCUMENTS
from app.domain.documents import Document
from app.domain.errors import DomainError
from app.domain.letters import LETTERS, Leak, LetterKind, Others, leak
from app.domain.quotes import Coverage, Quote
from app.persistence.workspace import Workspace
from app.queries import documents as document_rows
from app.queries.decided_papers import decided_papers
from app.queries.lens import Lens
from app.services import decisions, documents, evaluations, letters, quotes
from app.words.formats import Formats
from app.workflows import documents as papers
from app.workflows.documents import Wanted
from tests.clinic import OWNER, PROVIDERS, Clinic, day, gbp
from tests.documents.reading import reader, text

ON = day("2026-03-02")
CANARY = {
    "PRV-01": ("Larchfield Systems", "ORIOLE", 24451),
    "PRV-02": ("Brandreth IT", "BUNTING", 26203),
    "PRV-03": ("Quickstep Tech", "SISKIN", 17609),
}
"""Provider → its name, a word that stands in everything it wrote, and its price."""


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three quotes that carry their canary everywhere, judged and decided."""
    clinic = Clinic(workspace).asked()
    for key, (_, bird, price) in CANARY.items():
        clinic.save(
            key,
            answers=("included", "partly") if key == "PRV-03" else (),
            price=gbp(price),
            on_site_person=f"{bird} person",
            on_site_days=f"{bird} days",
            remote_place=f"{bird} town",
            assumptions=(f"{bird} assumption",),
            exclusions=(f"{bird} exclusion",),
            adjustment_reason=f"{bird} discount",
            notes=f"{bird} private note",
        )
        clinic.do(quotes.submit, quote_id=clinic.quotes[key], on=day("2026-02-19"))
    clinic.do(quotes.close_request, project_id=clinic.project, on=day("2026-02-23"))
    for key, (_, bird, _) in CANARY.items():
        for criterion, mark in (("MC-SECTOR", Decimal(4)), ("MC-AFTER", Decimal(2))):
            clinic.do(
                evaluations.score,
                quote_id=clinic.quotes[key],
                criterion=criterion,
                mark=mark,
                sentence=f"{bird} is on record with {mark} for it.",
                scorer="E. Thornaby",
                on=day("2026-02-24"),
            )
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-26"))
    clinic.award()
    return clinic


def review(clinic: Clinic, provider: str, kind: str, **changes: Any) -> None:
    said = {"strengths": (), "weaknesses": (), "words": "", "person": "E. Thornaby", "on": ON, **changes}
    clinic.do(letters.review, quote_id=clinic.quotes[provider], kind=kind, **said)


def paper(clinic: Clinic, provider: str, kind: str) -> Any:
    wanted = Wanted(kind, clinic.project, quote_id=clinic.quotes[provider])
    return papers.paper_of(clinic.workspace, wanted, Formats(), ON)


def issue(clinic: Clinic, provider: str, kind: str) -> str:
    """Put a letter on record without drawing it; its number."""
    number: str = clinic.see(documents.next_number, project_id=clinic.project, kind=kind)
    clinic.do(
        documents.issue, project_id=clinic.project, kind=str(kind), number=number, title=str(kind), audience="provider",
        sha256=hashlib.sha256(number.encode()).hexdigest(), pages=1, person="E. Thornaby", on=ON,
        quote_id=clinic.quotes[provider],
    )  # fmt: skip
    return number


def made(clinic: Clinic) -> list[tuple[str, str]]:
    """What can be made: kind and title, where nothing stands in its way."""
    rows = clinic.see(decided_papers, project_id=clinic.project)
    return [(row.kind, row.title) for row in rows if not row.reason]


def test_every_one_that_quoted_gets_the_letter_that_is_due(clinic: Clinic) -> None:
    assert made(clinic) == [
        ("DEC", "Decision record"),
        ("AWD", "Award letter, Larchfield Systems"),
        ("DCL", "Decline letter, Brandreth IT"),
        ("DCL", "Decline letter, Quickstep Tech"),
        ("DBF", "Debrief letter, Brandreth IT"),
        ("DBF", "Debrief letter, Quickstep Tech"),
    ]


def test_before_a_decision_letters_wait_for_it(workspace: Workspace) -> None:
    clinic = Clinic(workspace).compared()
    rows = clinic.see(decided_papers, project_id=clinic.project)
    assert [(row.kind, row.reason) for row in rows] == [
        ("DEC", "Needs a decision"),
        ("AWD", "Needs a decision"),
    ]


@pytest.mark.parametrize("kind", [LetterKind.AWARD, LetterKind.DECLINE, LetterKind.DEBRIEF])
def test_no_letter_holds_anything_of_another_provider(clinic: Clinic, kind: LetterKind) -> None:
    chosen = kind is LetterKind.AWARD
    for provider in ("PRV-01",) if chosen else ("PRV-02", "PRV-03"):
        found = paper(clinic, provider, kind)
        drawn = papers.draw_issue(kind, found, Formats(), f"{kind}-001", ON)
        read = reader(drawn)
        told = " ".join(
            (text(drawn), str(read.metadata), DOCUMENTS[kind].web(
                found, formats=Formats(), status=papers.DocumentStatus.DRAFT, number=None, issued=None
            ))
        )  # fmt: skip
        plain = re.sub(r"[.,\s\u00a0]", "", told)
        for other, (name, bird, price) in CANARY.items():
            if other == provider:
                continue
            assert name not in told
            assert name.split()[0] not in told
            assert bird not in told
            assert str(price) not in plain
        assert "private note" not in told
        assert CANARY[provider][0] in told


def test_a_debrief_tells_what_is_on_record_of_that_provider(clinic: Clinic) -> None:
    found = paper(clinic, "PRV-03", LetterKind.DEBRIEF)
    assert found.strengths[0] == "Your quote covers 5 of 6 must-haves in full."
    assert any("SISKIN is on record with 4" in line for line in found.strengths)
    assert any(line.startswith("Only partly in your price: ") for line in found.weaknesses)
    assert any("SISKIN is on record with 2" in line for line in found.weaknesses)
    assert found.price is None


def test_a_sentence_that_names_another_bidder_is_never_proposed(clinic: Clinic) -> None:
    def speak(session: Any) -> None:
        row = session.query(evaluations.Score).filter_by(quote_id=clinic.quotes["PRV-03"]).first()
        row.sentence = "Knows less of our trade than Larchfield does."

    clinic.do(speak)
    found = paper(clinic, "PRV-03", LetterKind.DEBRIEF)
    assert not any("Larchfield" in line for line in (*found.strengths, *found.weaknesses))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Dearer than Brandreth IT by far.", "Brandreth IT"),
        ("brandreth was closer to us", "Brandreth IT"),
        ("Another offered £26,203.00 for it.", ""),
        ("Others: 26203", ""),
        ("They asked 26 203,00", ""),
    ],
)
def test_whoever_reads_a_letter_cannot_write_another_into_it(clinic: Clinic, line: str, name: str) -> None:
    with pytest.raises(DomainError, match=re.escape(name) if name else "holds another provider’s price"):
        review(clinic, "PRV-03", LetterKind.DEBRIEF, weaknesses=(line,))
    with pytest.raises(DomainError, match="Take it out"):
        review(clinic, "PRV-03", LetterKind.DECLINE, words=line)


def test_a_letter_is_issued_only_once_somebody_has_read_it(clinic: Clinic) -> None:
    with pytest.raises(DomainError, match="Read the letter first"):
        issue(clinic, "PRV-02", LetterKind.DECLINE)
    review(clinic, "PRV-02", LetterKind.DECLINE, words="We liked your drawings.")
    found = paper(clinic, "PRV-02", LetterKind.DECLINE)
    assert (found.words, found.reviewed) == ("We liked your drawings.", "Read by E. Thornaby, 2 Mar 2026")
    assert issue(clinic, "PRV-02", LetterKind.DECLINE) == "DCL-001"
    with pytest.raises(DomainError, match="Read the letter first"):
        issue(clinic, "PRV-03", LetterKind.DECLINE)


def test_letters_to_two_providers_do_not_replace_one_another(clinic: Clinic) -> None:
    for provider in ("PRV-02", "PRV-03"):
        review(clinic, provider, LetterKind.DECLINE)
        issue(clinic, provider, LetterKind.DECLINE)
    assert [row.state for row in clinic.all(Document, Document.id)] == ["issued", "issued"]
    issue(clinic, "PRV-03", LetterKind.DECLINE)
    assert [row.superseded_by for row in clinic.all(Document, Document.id)] == ["", "DCL-003", ""]


def test_only_a_provider_that_a_decision_tells_gets_a_letter(clinic: Clinic) -> None:
    for provider, kind in (("PRV-01", "DCL"), ("PRV-02", "AWD"), ("PRV-02", "COR")):
        with pytest.raises(DomainError, match="no decision that this letter could tell"):
            review(clinic, provider, kind)


def test_choosing_none_declines_everybody_and_awards_nobody(workspace: Workspace) -> None:
    clinic = Clinic(workspace).compared()
    clinic.do(
        decisions.choose_none, project_id=clinic.project, reason_code="too_dear",
        words="All three are far above what we can pay.", typed_name=OWNER, on=ON,
    )  # fmt: skip
    kinds = [kind for kind, _ in made(clinic)]
    assert kinds == ["DEC", "DCL", "DCL", "DCL", "DBF", "DBF", "DBF"]
    assert paper(clinic, "PRV-01", LetterKind.DECLINE).none_chosen


def test_choosing_none_needs_one_of_the_reasons(workspace: Workspace) -> None:
    clinic = Clinic(workspace).compared()
    with pytest.raises(DomainError, match="Choose what decided it"):
        clinic.do(
            decisions.choose_none, project_id=clinic.project, reason_code="because",
            words="All three are far above what we can pay.", typed_name=OWNER, on=ON,
        )  # fmt: skip


class TestTakenBack:
    """A mistaken award: what was issued no longer holds, and whoever has it is told so."""

    @pytest.fixture
    def taken_back(self, clinic: Clinic) -> tuple[Clinic, tuple[str, ...]]:
        for provider, kind in (("PRV-01", "AWD"), ("PRV-02", "DCL"), ("PRV-03", "DCL")):
            review(clinic, provider, kind)
        for provider, kind in (("PRV-01", "AWD"), ("PRV-03", "DCL")):
            issue(clinic, provider, kind)
        numbers = clinic.do(
            decisions.withdraw_award, project_id=clinic.project, typed_name=OWNER, on=day("2026-03-05"),
            reason="The two prices had been taken for one another.",
        )  # fmt: skip
        return clinic, numbers

    def test_the_letters_already_issued_are_told(self, taken_back: tuple[Clinic, tuple[str, ...]]) -> None:
        clinic, numbers = taken_back
        assert numbers == ("AWD-001", "DCL-001")
        rows = clinic.see(
            document_rows.documents, project_id=clinic.project, lens=Lens.BROKER, formats=Formats()
        )
        assert {row.number: (row.state_words, row.reason) for row in rows} == {
            "AWD-001": ("Taken back", "The two prices had been taken for one another."),
            "DCL-001": ("Taken back", "The two prices had been taken for one another."),
        }

    def test_whoever_has_one_gets_a_correction_and_nobody_else(
        self, taken_back: tuple[Clinic, tuple[str, ...]]
    ) -> None:
        clinic, _ = taken_back
        assert made(clinic) == [
            ("COR", "Correction, Larchfield Systems"),
            ("COR", "Correction, Quickstep Tech"),
        ]
        chosen, declined = (paper(clinic, key, LetterKind.CORRECTION) for key in ("PRV-01", "PRV-03"))
        assert (chosen.replaced, chosen.stands_again) == (("AWD-001 of 2 Mar 2026",), False)
        assert (declined.replaced, declined.stands_again) == (("DCL-001 of 2 Mar 2026",), True)
        review(clinic, "PRV-03", LetterKind.CORRECTION)
        issue(clinic, "PRV-03", LetterKind.CORRECTION)
        assert [kind for kind, _ in made(clinic)] == ["COR"]
        assert [row.superseded_by for row in clinic.all(Document, Document.id)] == ["", "COR-001", ""]

    def test_the_others_stand_again_with_all_they_were_judged_by(
        self, taken_back: tuple[Clinic, tuple[str, ...]]
    ) -> None:
        clinic, _ = taken_back
        again = {row.provider_name: row for row in clinic.all(Quote) if row.state == "scored"}
        assert set(again) == {PROVIDERS["PRV-02"], PROVIDERS["PRV-03"]}
        for key in ("PRV-02", "PRV-03"):
            before, now = clinic.get(Quote, clinic.quotes[key]), again[PROVIDERS[key]]
            assert (now.price, now.on_site_days, now.exclusions) == (
                before.price,
                before.on_site_days,
                before.exclusions,
            )
            for kind in (Coverage, evaluations.Score):
                mine = [row for row in clinic.all(kind) if row.quote_id == now.id]
                theirs = [row for row in clinic.all(kind) if row.quote_id == before.id]
                assert len(mine) == len(theirs) > 0
        key = clinic.do(
            decisions.award, project_id=clinic.project, quote_id=again[PROVIDERS["PRV-02"]].id,
            reasons=("musts_covered",), words="They come second and cover everything.", typed_name=OWNER,
            on=day("2026-03-06"),
        )  # fmt: skip
        assert key is not None


# --- what gives another away ----------------------------------------------------------------------

OTHERS = Others(("Brandreth IT", "O’Connell & Sons", "Ltd"), (26203, 99))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("They were quicker than O'Connell.", "O’Connell & Sons"),
        ("O’CONNELL & SONS", "O’Connell & Sons"),
        ("A connell is no firm.", None),
        ("Their price of 26.203,00 €", ""),
        ("It took 99 days", None),
        ("On 26 February 2026, 203 records", None),
        ("Ltd companies only", None),
    ],
)
def test_a_line_gives_another_away_by_its_name_or_its_price(line: str, found: str | None) -> None:
    told = leak((line,), OTHERS)
    assert (told.name if told else None) == found


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_wherever_it_stands_between_words(before: str, after: str) -> None:
    line = f"{before} Brandreth IT {after}"
    assert leak((line,), OTHERS) is not None


@given(st.text(st.characters(codec="utf-8", categories=("L", "Z")), max_size=80))
def test_nothing_is_found_where_no_word_is_anothers(line: str) -> None:
    words = line.casefold()
    if not any(part in words for part in ("brandreth", "connell")):
        assert leak((line,), OTHERS) is None


def test_letters_are_told_by_the_kinds_they_are_numbered_under() -> None:
    assert set(LETTERS) <= set(DOCUMENTS)
    assert isinstance(leak(("Brandreth",), OTHERS), Leak)
