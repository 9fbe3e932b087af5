"""Replies that come back: labelled and kept, sealed until the last day is over, then opened together into quotes."""

import io
import logging
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.analysis.quote_facts import QuotedStage
from app.analysis.reply_facts import Label
from app.documents import response_form
from app.domain.engagements import Stage
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quoted_stages import read_stages
from app.domain.quotes import Coverage, Quote, QuoteLine
from app.domain.replies import Reply, ReplyMark
from app.domain.shortlists import QuoteRequest
from app.exchange.engagement_file import write_engagement_file
from app.exchange.reply_worker import ReplyReader
from app.exchange.response_form import SHEET, ResponseForm, cells, form_of
from app.exchange.response_sheet import write_response_sheet
from app.persistence.refusals import CannotUndo
from app.persistence.reply_tokens import reply_token, token_hash
from app.persistence.search import find
from app.persistence.takeout import take_out
from app.persistence.workspace import Workspace
from app.queries import quotes as quote_rows
from app.queries import replies as reply_rows
from app.queries.home import home
from app.queries.lens import Lens
from app.queries.paper_parts import Head, Letterhead, Person
from app.queries.request_papers import ResponsePaper
from app.services import quotes
from app.services import replies as verbs
from app.services.engagements import draft_plan
from app.services.quotes import make_comparable, record_declined
from app.services.request_rounds import correct_request
from app.words import say
from app.words.formats import Formats
from app.workflows import replies
from tests.clinic import Clinic, day, gbp
from tests.exchange.filled_forms import filled_pdf
from tests.exchange.reply_files import bombs, mail_with, pdf_file

AT = datetime(2026, 2, 18, 9, 30, tzinfo=UTC)
IN_TIME, LAST, AFTER = day("2026-02-18"), day("2026-02-20"), day("2026-02-21")
FORMATS = Formats(currency="GBP")
PRICE = "48213.90"
ANSWERS: dict[str, Any] = {
    "price.total": Decimal(PRICE),
    "price.tax": "Comes on top",
    "price.tax_rate": Decimal(20),
    "line1.role": "Backend developer",
    "line1.where": "On-shore",
    "line1.days": Decimal("53.571"),
    "line1.rate": Decimal(900),
    "m1.answer": "Included",
    "m2.answer": "Not included",
    "m2.note": "Can be added later",
    "terms.valid_until": date(2026, 5, 1),
    "terms.retention": Decimal("0.1"),
    "terms.warranty_days": 90,
    "people.on_site": "Ольга Смирнова",
    "exclusions": "Training\n\n Cabling ",
}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReplyReader]:
    made = ReplyReader()
    yield made
    made.close()


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three providers asked, until 20 February."""
    return Clinic(workspace).asked()


def form(clinic: Clinic, provider: str, scope_hash: str = "") -> ResponseForm:
    """The form that this provider was given."""
    quote = clinic.get(Quote, clinic.quotes[provider])
    request = clinic.get(QuoteRequest, quote.request_id)
    token = reply_token(
        clinic.workspace.reply_key,
        project_id=clinic.project,
        request_id=request.id,
        provider=replies.provider_of(quote),
        scope_hash=scope_hash or request.scope_hash,
    )
    made: ResponseForm = clinic.see(form_of, quote_id=quote.id, token=token)
    return made._replace(scope_hash=scope_hash or request.scope_hash)


def filled(of: ResponseForm, answers: dict[str, Any] | None = None, **more: Any) -> bytes:
    """The form as a provider sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(write_response_sheet(of)))
    for key, value in {**(ANSWERS if answers is None else answers), **more}.items():
        book[SHEET][cells(of)[key.replace("__", ".")]] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def arrive(
    clinic: Clinic, reader: ReplyReader, content: bytes, *, name: str = "reply.xlsx", on: date = IN_TIME
) -> Label:
    looked = replies.look(reader, name, content)
    return replies.keep(clinic.workspace, looked, project_id=clinic.project, at=AT, on=on)


def opened(clinic: Clinic, reader: ReplyReader, on: date = AFTER) -> None:
    waiting = replies.sealed(clinic.workspace, clinic.project)
    read = replies.read(reader, waiting, today=on, formats=FORMATS)
    replies.open_together(clinic.workspace, read, project_id=clinic.project, person="E. Thornaby", on=on)


def seen(clinic: Clinic, on: date = IN_TIME) -> reply_rows.Replies:
    found: reply_rows.Replies = clinic.see(
        reply_rows.replies, lens=Lens.BROKER, project_id=clinic.project, formats=FORMATS, today=on
    )
    return found


# ---- labels


def test_every_mismatch_has_its_label_and_nothing_is_dropped(clinic: Clinic, reader: ReplyReader) -> None:
    mine = form(clinic, "PRV-01")
    early = form(clinic, "PRV-01", "ab" * 32)
    request = clinic.all(QuoteRequest)[0]

    def was_corrected(session: Any) -> None:
        row = session.get_one(QuoteRequest, request.id)
        row.rounds = [{**row.rounds[0], "scope_hash": "ab" * 32}, *row.rounds]

    clinic.do(was_corrected)
    ours = filled(mine)
    cases = (
        (ours, "a.xlsx", IN_TIME, Label.OK),
        (ours, "a (2).xlsx", IN_TIME, Label.DUPLICATE),
        (filled(mine._replace(token="x" * 32)), "b.xlsx", IN_TIME, Label.UNKNOWN),
        (filled(early), "c.xlsx", IN_TIME, Label.OTHER_VERSION),
        (filled(mine._replace(scope_hash="cd" * 32)), "d.xlsx", IN_TIME, Label.OTHER_VERSION),
        (b"Dear all", "e.txt", IN_TIME, Label.UNREADABLE),
        (next(iter(bombs().values()))(), "f.xlsx", IN_TIME, Label.UNREADABLE),
        (filled(form(clinic, "PRV-02")), "g.xlsx", AFTER, Label.LATE),
    )
    for content, name, on, label in cases:
        assert arrive(clinic, reader, content, name=name, on=on) is label
    rows = seen(clinic).rows
    nobodys = ("b.xlsx", "e.txt", "f.xlsx")  # told by its name, as nobody knows whose it is
    names = [name if name in nobodys else f"Reply {at}" for at, (_, name, _, _) in enumerate(cases, 1)]
    assert [row.file for row in rows] == names
    assert all(row.note.count(row.file) == 1 for row in rows if row.note)
    assert [bool(row.note) for row in rows] == [label is not Label.OK for *_, label in cases]


def test_a_reply_to_another_project_is_told_and_names_nobody_of_it(
    clinic: Clinic, reader: ReplyReader
) -> None:
    other = Clinic(clinic.workspace)
    other.scoped()
    other.do(quotes.prepare_request, project_id=other.project, person="x", on=IN_TIME)
    assert arrive(other, reader, filled(form(clinic, "PRV-01"))) is Label.OTHER_REQUEST
    (kept,) = other.all(Reply)
    assert (kept.project_id, kept.quote_id, kept.request_id) == (other.project, None, None)


def test_a_later_reply_of_the_same_provider_replaces_the_earlier(clinic: Clinic, reader: ReplyReader) -> None:
    mine = form(clinic, "PRV-01")
    assert arrive(clinic, reader, filled(mine), name="first.xlsx") is Label.OK
    assert arrive(clinic, reader, filled(mine, price__total=Decimal(41000)), name="second.xlsx") is Label.OK
    assert "“Reply 1” is kept" in seen(clinic).rows[0].note
    opened(clinic, reader)
    assert "“first.xlsx” is kept" in seen(clinic).rows[0].note
    first, second = clinic.all(Reply, Reply.id)
    assert (first.label, second.label) == ("replaced", "ok")
    assert first.opened_on == second.opened_on == AFTER
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert quote.price == gbp(41000)
    assert quote.original_name == "second.xlsx"


def test_a_project_that_was_renamed_meanwhile_changes_nothing_of_what_was_asked(
    clinic: Clinic, reader: ReplyReader
) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01")))
    clinic.do(lambda session: setattr(session.get_one(Project, clinic.project), "title", "Another name"))
    opened(clinic, reader)
    assert seen(clinic).rows[0].findings == ()


def test_until_it_is_opened_no_figure_of_a_files_name_is_kept_with_it(
    clinic: Clinic, reader: ReplyReader
) -> None:
    name = f"Angebot {PRICE} EUR v2.xlsx"
    arrive(clinic, reader, filled(form(clinic, "PRV-01")), name=name)
    arrive(clinic, reader, b"Dear all", name="Kestrel 48’213 net.txt")
    (first, second) = clinic.all(Reply, Reply.id)
    assert (first.name, second.name) == ("Angebot … EUR v….xlsx", "Kestrel … net.txt")
    assert [row.file for row in seen(clinic).rows] == ["Reply 1", "Kestrel … net.txt"]
    opened(clinic, reader)
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).original_name == name
    assert seen(clinic).rows[0].file == name
    hidden = clinic.see(
        reply_rows.replies,
        lens=Lens.OWNER,
        project_id=clinic.project,
        formats=FORMATS,
        today=AFTER,
        prices=False,
    )
    assert hidden.rows[0].file == "Reply 1"
    assert not any(PRICE in words for row in hidden.rows for words in (row.note, *row.findings))


def test_the_form_on_a_mail_is_taken_as_any_reply_and_the_mail_is_kept(
    clinic: Clinic, reader: ReplyReader
) -> None:
    ours = filled(form(clinic, "PRV-01"))
    mail = mail_with((("Our offer.xlsx", ours), ("terms.docx", b"PK\x05\x06")))
    looked = replies.look_all(reader, "offer.eml", mail)
    replies.keep_all(clinic.workspace, looked, project_id=clinic.project, at=AT, on=IN_TIME)
    kept = clinic.all(Reply, Reply.id)
    assert [(row.name, row.kind) for row in kept] == [("Our offer.xlsx", "xlsx"), ("terms.docx", "")]
    assert [row.label for row in seen(clinic).rows] == [say("Came in time"), say("Can’t be read")]
    assert {clinic.workspace.attachments.get(row.mail) for row in kept} == {mail}
    (bare,) = replies.look_all(reader, "note.eml", mail_with(()))
    assert bare.trouble == "nothing_attached"


def test_the_other_side_knows_a_reply_by_the_mark_that_the_packs_put_on_record(
    clinic: Clinic, reader: ReplyReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = form(clinic, "PRV-01")
    marks = {clinic.quotes["PRV-01"]: token_hash(of.token)}
    request = clinic.all(QuoteRequest)[0]
    clinic.do(verbs.mark_forms, request_id=request.id, scope_hash=request.scope_hash, marks=marks)
    monkeypatch.setattr(clinic.workspace, "reply_key", b"of another computer" * 2)
    assert arrive(clinic, reader, filled(of)) is Label.OK
    assert arrive(clinic, reader, filled(of._replace(token="x" * 32))) is Label.UNKNOWN
    assert of.token not in {row.token_hash for row in clinic.all(ReplyMark)}


def test_more_time_for_everybody_makes_a_late_reply_one_in_time(clinic: Clinic, reader: ReplyReader) -> None:
    assert arrive(clinic, reader, filled(form(clinic, "PRV-01")), on=AFTER) is Label.LATE
    clinic.do(
        quotes.extend_deadline, project_id=clinic.project, deadline=day("2026-02-27"), person="x", on=AFTER
    )
    assert [row.label for row in seen(clinic, AFTER).rows] == [say("Came in time")]


def test_a_reply_that_came_in_time_and_was_put_in_later_counts_once_somebody_said_so(
    clinic: Clinic, reader: ReplyReader
) -> None:
    assert arrive(clinic, reader, filled(form(clinic, "PRV-01")), on=AFTER) is Label.LATE
    (row,) = seen(clinic, AFTER).rows
    assert row.can_date
    said: dict[str, Any] = {"reply_id": row.id, "person": "E. Thornaby", "on": AFTER}
    for wrong, match in (
        (day("2026-02-22"), "later than it was put in"),
        (day("2026-02-01"), "before the request"),
    ):
        with pytest.raises(DomainError, match=match):
            clinic.do(verbs.date_reply, came_on=wrong, **said)
    clinic.do(verbs.date_reply, came_on=LAST, **said)
    with pytest.raises(CannotUndo):
        clinic.workspace.undo()
    (row,) = seen(clinic, AFTER).rows
    assert (row.label, row.came) == (say("Came in time"), "20 Feb 2026, as E. Thornaby says")
    opened(clinic, reader)
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).received_on == LAST
    assert arrive(clinic, reader, filled(form(clinic, "PRV-02")), on=AFTER) is Label.LATE
    late = seen(clinic, AFTER).rows[1]
    assert not late.can_date
    with pytest.raises(DomainError, match="have been opened"):
        clinic.do(verbs.date_reply, **{**said, "reply_id": late.id}, came_on=LAST)


def test_an_unknown_reply_counts_once_somebody_said_whose_it_is(clinic: Clinic, reader: ReplyReader) -> None:
    content = filled(form(clinic, "PRV-01")._replace(token=""))
    assert arrive(clinic, reader, content) is Label.UNKNOWN
    (row,) = seen(clinic).rows
    assert row.can_assign
    clinic.do(
        verbs.assign_reply,
        reply_id=row.id,
        quote_id=clinic.quotes["PRV-02"],
        person="E. Thornaby",
        on=IN_TIME,
    )
    opened(clinic, reader)
    assert clinic.get(Quote, clinic.quotes["PRV-02"]).price == gbp(PRICE)
    assert clinic.all(Reply)[0].assigned_by == "E. Thornaby"


def test_what_came_in_stays_on_record(clinic: Clinic, reader: ReplyReader) -> None:
    arrive(clinic, reader, b"Dear all")
    with pytest.raises(CannotUndo, match="stays on record"):
        clinic.workspace.undo()


# ---- opening


def test_nothing_is_opened_before_the_last_day_is_over(clinic: Clinic, reader: ReplyReader) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01")))
    for on in (IN_TIME, LAST):
        assert not seen(clinic, on).can_open
        with pytest.raises(DomainError, match="stay sealed until the last day is over"):
            opened(clinic, reader, on)
    assert clinic.all(Reply)[0].said == {}
    assert seen(clinic, AFTER).can_open


def test_the_round_says_who_has_answered_though_nobody_knows_what(
    clinic: Clinic, reader: ReplyReader
) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01")))
    asked: dict[str, Any] = {"lens": Lens.OWNER, "project_id": clinic.project, "formats": FORMATS}
    for on in (IN_TIME, AFTER):
        first, second, _ = clinic.see(quote_rows.rows, today=on, **asked)
        assert (first.status, first.price.excl) == (say("Its reply is here, sealed"), None)
        assert second.status == (say("Asked") if on is IN_TIME else say("No answer by the last day"))
    opened(clinic, reader)
    assert clinic.see(quote_rows.rows, today=AFTER, **asked)[0].status == say("In")


@pytest.mark.parametrize("lens", list(Lens))
def test_home_says_that_replies_wait_to_be_opened_once_the_last_day_is_over(
    clinic: Clinic, reader: ReplyReader, lens: Lens
) -> None:
    def needs(on: date) -> list[tuple[str, str]]:
        seen = clinic.see(home, lens=lens, person="Ann", hour=9, formats=FORMATS, today=on)
        return [(need.title, need.detail) for need in seen.needs if need.address.endswith("/quotes")]

    arrive(clinic, reader, filled(form(clinic, "PRV-01")))
    due = [(say("Quotes are due"), "1 of 3 quotes are in")] if lens is Lens.BROKER else []
    assert needs(LAST) == due
    assert needs(AFTER) == [(say("Open the replies together"), "1 reply is sealed")]
    opened(clinic, reader)
    assert needs(AFTER) == due


def test_on_the_last_day_they_open_once_everybody_has_answered(clinic: Clinic, reader: ReplyReader) -> None:
    for provider in clinic.quotes:
        arrive(clinic, reader, filled(form(clinic, provider)), name=f"{provider}.xlsx")
    assert seen(clinic, LAST).can_open
    opened(clinic, reader, LAST)
    assert {each.state for each in clinic.all(Quote)} == {"submitted"}


def test_what_a_reply_says_stands_in_its_quote(clinic: Clinic, reader: ReplyReader) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01")))
    opened(clinic, reader)
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.price, quote.tax.value, quote.tax_rate) == (gbp(PRICE), "excluded", Decimal("0.2"))
    assert (quote.valid_until, quote.retention_share, quote.warranty_days) == (
        date(2026, 5, 1),
        Decimal("0.1"),
        90,
    )
    assert (quote.on_site_person, list(quote.exclusions)) == ("Ольга Смирнова", ["Training", "Cabling"])
    assert (quote.received_on, quote.state) == (IN_TIME, "submitted")
    (line,) = clinic.all(QuoteLine)
    assert (line.effort, line.rate, line.tier) == (Decimal("53.571"), gbp(900), "onsite_uk")
    said = {row.item_id: (row.answer.value, row.note) for row in clinic.all(Coverage)}
    assert said[clinic.musts[0]] == ("included", "")
    assert said[clinic.musts[1]] == ("not_included", "Can be added later")
    assert {said[key][0] for key in clinic.musts[2:]} == {"not_said"}
    request = clinic.all(QuoteRequest)[0]
    assert (request.opened_on, request.opened_by) == (AFTER, "E. Thornaby")
    told = seen(clinic, AFTER)
    assert told.rows[0].findings == ()
    assert "anyone holding the mail could" in told.sentence
    with pytest.raises(CannotUndo, match="can't be sealed again"):
        clinic.workspace.undo()


def test_a_pdf_form_comes_back_as_whole_as_a_spreadsheet(clinic: Clinic, reader: ReplyReader) -> None:
    of = form(clinic, "PRV-02")
    owner = Person("", "", "Bramblecott Vets Ltd")
    head = Head(
        clinic.get(Project, clinic.project).title,
        Letterhead("Amberline"),
        owner,
        Person("M. Quennell"),
        day("2026-02-09"),
    )
    drawn = response_form.draw(
        ResponsePaper(head, of, LAST, Person("M. Quennell")),
        formats=FORMATS,
        number="RFQ-001",
        issued=LAST,
        version=1,
    )
    words = {
        "price.tax": "excluded",
        "line1.where": "onshore",
        "m1.answer": "included",
        "m2.answer": "not_included",
    }
    said = {key: words.get(key, str(value)) for key, value in ANSWERS.items()} | {"terms.retention": "10"}
    said |= {"line1.days": "53.5710"}
    assert arrive(clinic, reader, filled_pdf(said, drawn.pdf), name="b.pdf") is Label.OK
    opened(clinic, reader)
    quote = clinic.get(Quote, clinic.quotes["PRV-02"])
    assert seen(clinic, AFTER).rows[0].findings == ()
    assert (quote.price, quote.state, quote.retention_share) == (gbp(PRICE), "submitted", Decimal("0.1"))
    assert (quote.on_site_person, quote.valid_until) == ("Ольга Смирнова", date(2026, 5, 1))
    assert clinic.all(Coverage)[1].answer.value == "not_included"


def test_sums_are_ours_and_a_slip_is_told_with_what_to_do(clinic: Clinic, reader: ReplyReader) -> None:
    arrive(
        clinic, reader, filled(form(clinic, "PRV-01"), price__total=Decimal("48213.77"), stage1__amount=100)
    )
    opened(clinic, reader)
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.price, quote.state) == (gbp("48213.77"), "draft")
    lines, stages = seen(clinic, AFTER).rows[0].findings
    assert "reply.xlsx" in lines
    assert "£48,213.77 in all; its lines add up to £48,213.90" in lines
    assert "its stages add up to £100.00" in stages


STAGES = {
    "stage1__name": "Design\tand data", "stage1__date": date(2026, 4, 17), "stage1__amount": Decimal("9642.78"),
    "stage2__name": "x" * 1001, "stage2__date": "soon", "stage2__amount": Decimal("19285.56"),
    "stage4__name": "=Go-live", "stage4__date": date(2026, 6, 26), "stage4__amount": Decimal("19285.56"),
}  # fmt: skip


def test_stages_of_a_reply_begin_the_plan(clinic: Clinic, reader: ReplyReader) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01"), **STAGES, stage5__amount="-5"))
    for provider in ("PRV-02", "PRV-03"):
        clinic.do(record_declined, quote_id=clinic.quotes[provider], reason="", on=AFTER)
    opened(clinic, reader)
    clinic.do(make_comparable, project_id=clinic.project, on=day("2026-02-26"))
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert quote.price == gbp(PRICE)
    first, second, third = read_stages(quote.stages)
    assert first == QuotedStage("Design and data", date(2026, 4, 17), gbp("9642.78"))
    assert second == QuotedStage("", None, gbp("19285.56"))
    assert (third.ready_on, third.amount) == (date(2026, 6, 26), gbp("19285.56"))
    clinic.award("PRV-01")
    clinic.do(draft_plan, project_id=clinic.project, on=day("2026-03-03"))
    stages = clinic.all(Stage, Stage.number)
    assert [stage.title for stage in stages][:2] == ["Design and data", "Stage 2"]
    assert [stage.amount for stage in stages] == [first.amount, second.amount, third.amount]
    assert [stage.planned_on for stage in stages] == [date(2026, 4, 17), None, date(2026, 6, 26)]


def test_what_is_not_sure_is_not_taken_and_is_told(clinic: Clinic, reader: ReplyReader) -> None:
    odd = {
        "price.total": "=1+1",
        "line1.days": -3,
        "line1.rate": "about nine hundred",
        "terms.valid_until": "03/04/2026",
        "m1.answer": "perhaps",
        "people.shared_hours": 60,
        "price.model": "Fixed price for everything",
    }
    arrive(clinic, reader, filled(form(clinic, "PRV-01"), odd))
    opened(clinic, reader)
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.price, quote.valid_until, quote.shared_hours) == (None, None, None)
    assert (quote.pricing_model, quote.state) == ("", "draft")
    assert clinic.all(QuoteLine) == []
    findings = seen(clinic, AFTER).rows[0].findings
    assert len(findings) == len(odd)
    assert all(sentence.startswith("“reply.xlsx”") for sentence in findings)


def test_a_provider_that_declines_in_its_form_has_declined(clinic: Clinic, reader: ReplyReader) -> None:
    said = {"declined": "We will not quote", "declined.reason": "Too busy until March"}
    arrive(clinic, reader, filled(form(clinic, "PRV-01"), said))
    opened(clinic, reader)
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.state, quote.declined_reason) == ("declined", "Too busy until March")


def test_all_are_opened_or_none(clinic: Clinic, reader: ReplyReader) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01")), name="1.xlsx")
    waiting = replies.sealed(clinic.workspace, clinic.project)
    read = replies.read(reader, waiting, today=AFTER, formats=FORMATS)
    arrive(clinic, reader, filled(form(clinic, "PRV-02")), name="2.xlsx")
    with pytest.raises(DomainError, match="Another reply came in meanwhile"):
        replies.open_together(clinic.workspace, read, project_id=clinic.project, person="x", on=AFTER)
    assert clinic.all(QuoteRequest)[0].opened_on is None
    assert {each.state for each in clinic.all(Quote)} == {"invited"}


def test_a_file_that_breaks_on_opening_leaves_the_others_whole(clinic: Clinic, reader: ReplyReader) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01")), name="1.xlsx")
    arrive(clinic, reader, filled(form(clinic, "PRV-02")), name="2.xlsx")
    waiting = replies.sealed(clinic.workspace, clinic.project)
    broken = waiting[0]._replace(content=waiting[0].content[:-400])
    read = replies.read(reader, [broken, waiting[1]], today=AFTER, formats=FORMATS)
    replies.open_together(clinic.workspace, read, project_id=clinic.project, person="x", on=AFTER)
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).state == "invited"
    assert clinic.get(Quote, clinic.quotes["PRV-02"]).price == gbp(PRICE)
    assert "“1.xlsx” is damaged" in seen(clinic, AFTER).rows[0].note


def test_a_late_revision_is_opened_by_itself_for_a_reason(clinic: Clinic, reader: ReplyReader) -> None:
    mine = form(clinic, "PRV-01")
    arrive(clinic, reader, filled(mine), name="1.xlsx")
    opened(clinic, reader)
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).state == "submitted"
    content = filled(mine, price__total=Decimal(47000), line1__days=None, line1__rate=None)
    assert arrive(clinic, reader, content, name="2.xlsx", on=AFTER) is Label.LATE
    (_, late) = seen(clinic, AFTER).rows
    assert late.can_open
    read = replies.read(reader, [replies.late(clinic.workspace, late.id)], today=AFTER, formats=FORMATS)[0]
    values: dict[str, Any] = {"reply_id": late.id, "opened": read, "person": "E. Thornaby", "on": AFTER}
    with pytest.raises(DomainError, match="Say why"):
        clinic.do(verbs.open_late, reason=" ", **values)
    clinic.do(verbs.open_late, reason="We asked what the price leaves out", **values)
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.price, quote.received_on) == (gbp(47000), IN_TIME)


def test_once_opened_nobody_gets_more_time_and_before_that_the_round_does_not_close(
    clinic: Clinic, reader: ReplyReader
) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01")))
    with pytest.raises(DomainError, match="Open them together first"):
        clinic.do(quotes.close_request, project_id=clinic.project, on=AFTER)
    opened(clinic, reader)
    more: dict[str, Any] = {"project_id": clinic.project, "person": "x", "on": AFTER}
    with pytest.raises(DomainError, match="nobody can be given more time"):
        clinic.do(quotes.extend_deadline, deadline=day("2026-02-27"), **more)
    with pytest.raises(DomainError, match="nobody can be given more time"):
        clinic.do(correct_request, what="One more must-have", **more)
    clinic.do(quotes.close_request, project_id=clinic.project, on=AFTER)


# ---- sealed


def test_until_it_is_opened_a_price_is_found_nowhere(
    clinic: Clinic, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    reader = ReplyReader()
    try:
        _seek(clinic, reader, tmp_path, caplog)
    finally:
        reader.close()


def _seek(clinic: Clinic, reader: ReplyReader, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    name = "Łarchfield.xlsx"
    arrive(clinic, reader, filled(form(clinic, "PRV-01")), name=name)
    arrive(clinic, reader, pdf_of(form(clinic, "PRV-02")), name="b.pdf")
    out = tmp_path / "out"
    take_out(clinic.workspace, out / "all")
    (out / "p.engagement").write_bytes(write_engagement_file(clinic.workspace, clinic.project, AT))
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and tells_price(path)]
    assert "48213" not in caplog.text
    for words in (PRICE, "48213", "Смирнова", "Cabling"):
        assert not clinic.see(find, text=words, private=True)
    for each in clinic.all(Reply):
        assert (each.said, each.findings, each.original) == ({}, (), "")
    assert clinic.all(QuoteLine) == []
    opened(clinic, reader)
    take_out(clinic.workspace, out / "then")
    assert [path for path in (out / "then").rglob("*") if path.is_file() and tells_price(path)]


NEEDLES = (b"48213", b"48,213", b"48.213", "48213".encode("utf-16-le"), "48213".encode("utf-16-be"))
"""Ways to write the price, to the pound: in minor units it begins the same."""


def tells_price(path: Path) -> bool:
    """Whether the price stands in a file, also inside a packed one."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            content += b"".join(pack.read(name) for name in pack.namelist())
    return any(needle in content for needle in NEEDLES)


def pdf_of(of: ResponseForm) -> bytes:
    """A PDF that came back with the price in it."""
    return pdf_file({"_token": of.token, "_scope": of.scope_hash, "price.total": PRICE})


def test_prices_in_another_currency_are_brought_over_at_the_rate_of_the_last_day(
    clinic: Clinic, reader: ReplyReader
) -> None:
    euros = filled(
        form(clinic, "PRV-01"),
        price__currency="EUR",
        price__total=Decimal(20000),
        line1__days=Decimal(25),
        line1__rate=Decimal(800),
        stage1__amount=Decimal("6666.67"),
        stage2__amount=Decimal("13333.33"),
    )
    assert arrive(clinic, reader, euros) is Label.OK
    opened(clinic, reader)
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.price, quote.told["currency"], quote.told["price"]) == (gbp(17456), "EUR", "20000.00")
    assert (quote.exchange_on, quote.exchange_source) == (LAST, "ecb")
    assert [line.rate for line in clinic.all(QuoteLine)] == [gbp("698.24")]
    assert [stage.amount for stage in read_stages(quote.stages)] == [gbp("5818.67"), gbp("11637.33")]
    (reply,) = clinic.all(Reply)
    assert [finding["kind"] for finding in reply.findings] == ["changed_money"]


def test_prices_in_a_currency_without_a_rate_are_told_and_none_is_taken(
    clinic: Clinic, reader: ReplyReader
) -> None:
    arrive(clinic, reader, filled(form(clinic, "PRV-01"), price__currency="XAU"))
    opened(clinic, reader)
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    assert (quote.price, dict(quote.told)) == (None, {})
    (reply,) = clinic.all(Reply)
    assert "currency" in [finding["kind"] for finding in reply.findings]
