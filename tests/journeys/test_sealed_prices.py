"""Until the replies are opened no price stands anywhere: on no screen, in no search, file, paper or log, through
either lens.

The replies come in as a person brings them, into the sample's program on the day its request went out. Every address
is walked through both lenses in `make faults`; in every run one of each page as the broker, and what tells of quotes as
the owner.
"""

import io
import logging
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.quotes import GONE, Quote
from app.domain.replies import Reply
from app.domain.shortlists import QuoteRequest
from app.exchange.engagement_file import write_engagement_file
from app.exchange.reply_raw import Raw
from app.exchange.reply_raw import Wanted as Asked
from app.exchange.reply_worker import answered, kind_of
from app.exchange.response_form import SHEET, ResponseForm, cells, form_of
from app.exchange.response_sheet import write_response_sheet
from app.persistence.reply_tokens import reply_token
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.search import found
from app.workflows import replies
from app.workflows.comparison_exports import comparison_file, read_comparison
from app.workflows.documents import SOURCES, Wanted, draw_draft, paper_of, web_draft
from app.workflows.packs import gather
from app.workflows.prints import draw_print, shortlist_rows
from app.workflows.provider_exports import provider_list
from app.workflows.safekeeping import copy_to, take_everything
from app.workflows.shortlist_exports import shortlist_table
from tests.documents.reading import text
from tests.exchange.reply_files import pdf_file
from tests.faults.amounts import FULL
from tests.journeys.test_private_strings import (
    NOT_THE_BROKERS,
    in_papers,
    left_in_models,
    left_in_widgets,
    of_other_tests,  # noqa: F401
    said,
)
from tests.ui.conftest import look  # noqa: F401
from tests.ui.pages.addresses import by_route, page_class
from tests.ui.pages.conftest import at_once, program  # noqa: F401
from tests.ui.pages.sample_world import Program, settle

pytestmark = pytest.mark.usefixtures("at_once")

PRICE, WHO = "48213.90", "Смирнова"
SEP = r"[\s.,'’\u200b]?"
TOLD = re.compile(
    rf"(?<![0-9a-z])(?:48{SEP}21[34](?:90)?|57{SEP}85[67](?:68)?|53[.,]571)(?![0-9a-z])|{WHO}|48213\.90",
    re.IGNORECASE,
)
"""The price, whole, rounded, in minor units and with its tax, the days behind it, and who comes.

Digits inside a longer word are an id's or a hash's.
"""
ANSWERS: dict[str, Any] = {
    "price.total": Decimal(PRICE),
    "price.tax": "Comes on top",
    "price.tax_rate": Decimal(20),
    "line1.role": "Backend developer",
    "line1.where": "On-shore",
    "line1.days": Decimal("53.571"),
    "line1.rate": Decimal(900),
    "people.on_site": f"Ольга {WHO}",
}
ROUTES_TO_COME = ("project/{project}/stage/{stage}", "project/{project}/plan/{part}/{subject}")
"""Those that lead nowhere yet: there are no stages before anybody is chosen."""
TELLS_OF_QUOTES = re.compile(r"^(home|projects)$|/(overview|quotes?|choose|documents|money)\b")
"""Addresses at which prices will stand one day."""


class HereReader:
    """Reads in this process what the program's reader reads in one of its own."""

    def read(self, content: bytes, sheet: str, wanted: Asked) -> Raw:
        """As the process answers."""
        kind = kind_of(content)
        return answered({"kind": kind, "sheet": sheet, **wanted._asdict()}, content) if kind else Raw("kind")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files of this test lie."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def forms(store: Workspace, project: UUID) -> list[ResponseForm]:
    """The form of each provider that still has to answer."""

    def ask(session: Session) -> list[ResponseForm]:
        asked = select(Quote).where(Quote.project_id == project, Quote.state.not_in(GONE))
        return [form(session, quote) for quote in session.scalars(asked)]

    def form(session: Session, quote: Quote) -> ResponseForm:
        request = session.get_one(QuoteRequest, quote.request_id)
        token = reply_token(
            store.reply_key,
            project_id=project,
            request_id=request.id,
            provider=replies.provider_of(quote),
            scope_hash=request.scope_hash,
        )
        made = form_of(session, quote_id=quote.id, token=token)
        assert made is not None
        return made._replace(scope_hash=request.scope_hash)

    return store.read(ask)


def filled(of: ResponseForm) -> bytes:
    """The form as a provider sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(write_response_sheet(of)))
    for key, value in ANSWERS.items():
        book[SHEET][cells(of)[key]] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring_replies(program: Program, qtbot: QtBot, mail: Path) -> None:  # noqa: F811
    """Every reply is dropped on the page of quotes: spreadsheets, and one on paper."""
    assert program.scene is not None
    page = program.go("project/P/quotes")
    *sheets, last = forms(program.store, program.scene.project)
    assert sheets
    mail.mkdir()
    for at, each in enumerate(sheets):
        (mail / f"reply {PRICE} {at}.xlsx").write_bytes(filled(each))
    paper = {"_token": last.token, "_scope": last.scope_hash, "price.total": PRICE}
    (mail / f"reply {PRICE}.pdf").write_bytes(pdf_file(paper))
    page._replies.take(sorted(mail.iterdir()))
    qtbot.waitUntil(lambda: not program.context.jobs.under_way, timeout=20_000)
    settle()
    kept = program.store.read(lambda session: session.scalars(select(Reply)).all())
    assert len(kept) == len(sheets) + 1


def seen(program: Program, lens: Lens) -> list[str]:  # noqa: F811
    """The addresses that are walked; every route has one that is not among those to come."""
    routes = {route: each for route, each in by_route(program, lens).items() if route != NOT_THE_BROKERS}
    assert {route for route, each in routes.items() if not each} <= set(ROUTES_TO_COME)
    if FULL:
        return [address for each in routes.values() for address in each]
    last = {page_class(route): each[-1] for route, each in routes.items() if each}
    return [each for each in last.values() if lens is Lens.BROKER or TELLS_OF_QUOTES.search(each)]


def on_screens(
    program: Program,  # noqa: F811
    lens: Lens,
    of_other_tests: list[QAbstractItemModel],  # noqa: F811
) -> Iterator[tuple[str, str]]:
    """Each page's address and all it says, with what its lists hold and give to the clipboard."""
    program.window.setUpdatesEnabled(False)  # what is said is asked of the widgets, nothing is looked at
    program.look_as(lens)
    for address in seen(program, lens):
        program.go(address)
        yield address, "\n".join(said(program.page))
    yield "window", "\n".join(left_in_widgets())
    yield "models", "\n".join(left_in_models(of_other_tests))
    yield "clipboard", QGuiApplication.clipboard().text()
    yield "notices", "\n".join(notice.text for notice in program.said)


def as_papers(program: Program) -> Iterator[tuple[str, str]]:  # noqa: F811
    """The words of every paper of the project; in `make faults` as they are printed, those of providers too."""
    assert program.scene is not None
    project, formats, today = program.scene.project, program.context.formats, program.context.today()
    if FULL:
        yield from in_papers(program)
    for wanted in (
        Wanted(kind, project, audience=whose) for kind in SOURCES for whose in ("owner", "provider")
    ):
        with suppress(DomainError):  # there is nothing to draw it from yet
            yield (
                wanted.kind,
                web_draft(wanted.kind, paper_of(program.store, wanted, formats, today), formats),
            )


def in_searches(program: Program, lens: Lens) -> Iterator[tuple[str, str]]:  # noqa: F811
    """What is found by what only the replies say."""
    for word in (PRICE, "48213", "48,213", WHO, "53.571"):
        hits = program.store.read(partial(found, text=word, lens=lens))
        yield f"search {word}", "\n".join(f"{hit.title} {hit.detail}" for hit in hits)


def in_prints(program: Program) -> Iterator[tuple[str, str]]:  # noqa: F811
    """What is printed or mailed beside the papers."""
    assert program.scene is not None
    told: dict[str, Any] = {"project_id": program.scene.project, "formats": program.context.formats}
    on = program.context.today()
    drawn = draw_print(shortlist_rows(program.store, today=on, **told), program.context.formats)
    yield "why these", text(drawn)
    gathered = gather(program.store, person="P", on=on, **told)
    yield "to everybody", repr(gathered)


def save_everything(program: Program, out: Path) -> None:  # noqa: F811
    """Every file that can be saved at this point."""
    assert program.scene is not None
    store, project, context = program.store, program.scene.project, program.context
    told: dict[str, Any] = {"project_id": project, "formats": context.formats}
    out.mkdir()
    take_everything(store, out / "all")
    copy_to(store, out / "copy.backup")
    (out / "clinic.engagement").write_bytes(write_engagement_file(store, project, datetime.now(UTC)))
    (out / "list.csv").write_bytes(shortlist_table(store, **told))
    for lens in Lens:
        (out / f"{lens.value}.csv").write_bytes(provider_list(store, lens=lens))
    (out / "providers.xlsx").write_bytes(provider_list(store, lens=Lens.BROKER, sheet=True))
    whole = read_comparison(store, today=context.today(), **told)
    if whole is not None:
        for suffix in (".xlsx", ".csv"):
            (out / f"comparison{suffix}").write_bytes(comparison_file(whole, "GBP", suffix))


def telling_files(folder: Path) -> list[str]:
    """Files under `folder` that tell something, also inside a packed one."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(tells(each) for each in _texts(path.name, path.read_bytes()))
    ]


def _texts(name: str, content: bytes) -> Iterator[str]:
    """The bytes of a file as text, however it is written."""
    yield content.decode("utf-8", errors="replace")
    yield content.replace(b"\0", b"").decode("utf-8", errors="replace")
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            for part in pack.namelist():
                yield from _texts(part, pack.read(part))


def tells(words: str) -> bool:
    """Whether anything that only the replies say stands in `words`."""
    return TOLD.search(words) is not None


def leaks(places: Iterator[tuple[str, str]]) -> list[str]:
    """The places that tell something, with some of what stands around it."""
    return [
        f"{place}: {words[max(at.start() - 60, 0) : at.end() + 60]}"
        for place, words in places
        if (at := TOLD.search(words)) is not None
    ]


@pytest.mark.faults
def test_until_the_replies_are_opened_a_price_is_found_nowhere(
    of_other_tests: list[QAbstractItemModel],  # noqa: F811
    program: Program,  # noqa: F811
    qtbot: QtBot,
    tmp_path: Path,
    temporary: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(replies, "the_reader", HereReader)
    program.at("asked", Lens.BROKER)
    bring_replies(program, qtbot, temporary.parent / "mail")
    shutil.rmtree(tmp_path / "mail")
    for lens in Lens:
        assert leaks(on_screens(program, lens, of_other_tests)) == []
        assert leaks(in_searches(program, lens)) == []
    assert leaks(as_papers(program)) == []
    assert leaks(in_prints(program)) == []
    save_everything(program, tmp_path / "out")
    assert telling_files(tmp_path) == []
    assert not tells(caplog.text)
    assert not tells("".join(capfd.readouterr()))
    open_together(program)
    assert found_once_opened(program, tmp_path / "then") == []


def open_together(program: Program) -> None:  # noqa: F811
    """All of them, on the day after the last."""
    assert program.scene is not None
    store, project = program.store, program.scene.project
    request = store.read(
        lambda s: s.scalars(select(QuoteRequest).where(QuoteRequest.project_id == project)).one()
    )
    assert request.deadline is not None
    on, waiting = request.deadline + timedelta(days=1), replies.sealed(store, project)
    read = replies.read(replies.the_reader(), waiting, today=on, formats=program.context.formats)
    replies.open_together(store, read, project_id=project, person="P", on=on)


def found_once_opened(program: Program, out: Path) -> list[str]:  # noqa: F811
    """Where the sweep above would still find nothing although it is there now; it would find nothing anywhere."""
    save_everything(program, out)
    assert program.window.pages is not None
    assert program.scene is not None
    program.window.pages.forget()
    program.go("project/P/quotes/compare")
    files = telling_files(out)
    wanted = Wanted("QCM", program.scene.project)
    paper = paper_of(program.store, wanted, program.context.formats, program.context.today())
    told = {
        "screens": tells("\n".join(said(program.page))),
        "papers": tells(text(draw_draft("QCM", paper, program.context.formats))),
        **{name: name in files for name in ("clinic.engagement", "comparison.xlsx", "all/data.json")},
    }
    return [place for place, tells_it in told.items() if not tells_it]
