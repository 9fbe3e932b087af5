"""The documents there are: what each is called, how it is drawn, and how many pages it may take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.documents import (
    acceptance_certificate,
    brief,
    decision_record,
    engagement_summary,
    letters,
    one_page_order,
    proposal,
    quote_comparison,
    quote_request_pack,
    statement_of_work,
    visit_note,
)
from app.documents.content import Content, DocumentStatus, Drawn, Issue
from app.documents.web_twin import web_page
from app.queries.decision_papers import ComparisonPaper, DecisionPaper, LetterPaper
from app.queries.papers import AcceptancePaper, BriefPaper, EngagementSummaryPaper, ProposalPaper
from app.queries.request_papers import RequestPaper
from app.queries.short_papers import OrderPaper, VisitPaper
from app.queries.work_papers import StatementPaper
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document, by the letters its numbers begin with."""

    code: str
    title: Callable[[], str]
    """What it is called in the reader's language."""
    paper: type
    """The rows it is drawn from."""
    content: Callable[[Any, Formats, Issue], Content]
    draw: Callable[..., Drawn]
    pages: int
    """Pages it may take with ordinary contents; appendices and continuation sheets come on top."""

    def number(self, count: int) -> str:
        """The number of the `count`-th document of this kind in a project: PRO-001."""
        return f"{self.code}-{count:03d}"

    def web(
        self,
        paper: object,
        *,
        formats: Formats,
        status: DocumentStatus,
        number: str | None,
        issued: date | None,
        version: int = 1,
        replaced_by: str = "",
    ) -> str:
        """The web page with the same text as the PDF of `paper`."""
        issue = Issue(status, number, issued, version, replaced_by)
        return web_page(self.content(paper, formats, issue), formats)


DOCUMENTS: dict[str, DocumentKind] = {
    kind.code: kind
    for kind in (
        DocumentKind("BRF", lambda: say("Brief"), BriefPaper, brief.content, brief.draw, 4),
        DocumentKind("VIS", lambda: say("Visit note"), VisitPaper, visit_note.content, visit_note.draw, 1),
        DocumentKind("ORD", lambda: say("Order"), OrderPaper, one_page_order.content, one_page_order.draw, 1),
        DocumentKind(
            "RFQ",
            lambda: say("Quote request"),
            RequestPaper,
            quote_request_pack.content,
            quote_request_pack.draw,
            6,
        ),
        DocumentKind(
            "QCM",
            lambda: say("Quote comparison"),
            ComparisonPaper,
            quote_comparison.content,
            quote_comparison.draw,
            3,
        ),
        DocumentKind("PRO", lambda: say("Proposal"), ProposalPaper, proposal.content, proposal.draw, 4),
        DocumentKind(
            "DEC",
            lambda: say("Decision record"),
            DecisionPaper,
            decision_record.content,
            decision_record.draw,
            2,
        ),
        *(
            DocumentKind(kind, words, LetterPaper, letters.content, letters.draw, 1)
            for kind, words in letters.KINDS.items()
        ),
        DocumentKind(
            "ENG",
            lambda: say("Engagement summary"),
            EngagementSummaryPaper,
            engagement_summary.content,
            engagement_summary.draw,
            2,
        ),
        DocumentKind(
            "SOW",
            lambda: say("Statement of work"),
            StatementPaper,
            statement_of_work.content,
            statement_of_work.draw,
            8,
        ),
        DocumentKind(
            "ACC",
            lambda: say("Acceptance certificate"),
            AcceptancePaper,
            acceptance_certificate.content,
            acceptance_certificate.draw,
            1,
        ),
    )
}
"""Every kind by its code."""
