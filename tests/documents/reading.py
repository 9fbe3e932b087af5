"""Drawing the sample papers, and reading back what was drawn."""

import io
import re
from datetime import date
from functools import cache, partial
from typing import Any

from pypdf import PdfReader

from app.documents.content import Content, DocumentStatus, Drawn, Issue
from app.documents.registry import DOCUMENTS
from app.domain.letters import LetterKind
from app.words.formats import Formats
from tests.documents import decision_samples, request_samples, samples, work_samples

FORMATS = Formats()
PAPERS: dict[str, Any] = {
    "BRF": samples.brief,
    "VIS": samples.visit,
    "ORD": samples.order,
    "RFQ": request_samples.request,
    "QCM": decision_samples.comparison,
    "PRO": samples.proposal,
    "DEC": decision_samples.decision,
    **{kind.value: partial(decision_samples.letter, kind) for kind in LetterKind},
    "ENG": samples.summary,
    "SOW": work_samples.statement,
    "ACC": samples.acceptance,
}
ISSUED = {
    "BRF": date(2026, 2, 6),
    "VIS": date(2026, 2, 5),
    "ORD": date(2026, 2, 9),
    "RFQ": date(2026, 2, 9),
    "QCM": date(2026, 2, 26),
    "PRO": date(2026, 2, 26),
    "DEC": date(2026, 3, 2),
    **{kind.value: date(2026, 3, 2) for kind in LetterKind},
    "ENG": date(2026, 3, 13),
    "SOW": date(2026, 3, 10),
    "ACC": date(2026, 6, 19),
}
CODES = tuple(PAPERS)


def draw(
    code: str,
    status: DocumentStatus = DocumentStatus.ISSUED,
    paper_size: str = "A4",
    formats: Formats = FORMATS,
    replaced_by: str = "",
    issued: date | None = None,
    paper: object = None,
    **changes: Any,
) -> Drawn:
    """The sample of `code` with `changes` to its paper, or another `paper`."""
    draft = status is DocumentStatus.DRAFT
    return DOCUMENTS[code].draw(
        paper or PAPERS[code](**changes),
        formats=formats,
        status=status,
        number=None if draft else f"{code}-001",
        issued=None if draft else issued or ISSUED[code],
        paper_size=paper_size,
        replaced_by=replaced_by,
    )


@cache
def drawn(code: str, status: DocumentStatus = DocumentStatus.ISSUED, paper_size: str = "A4") -> Drawn:
    """The unchanged sample, drawn once for all tests."""
    return draw(code, status, paper_size)


def content(code: str, **changes: Any) -> Content:
    """What the sample says, before it is drawn."""
    issue = Issue(DocumentStatus.ISSUED, f"{code}-001", ISSUED[code])
    return DOCUMENTS[code].content(PAPERS[code](**changes), FORMATS, issue)


def reader(document: Drawn) -> PdfReader:
    """The PDF as another program reads it."""
    return PdfReader(io.BytesIO(document.pdf))


def pages(document: Drawn) -> list[str]:
    """Text of each page, its spaces made plain."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader(document).pages]


def text(document: Drawn) -> str:
    """Text of the whole document, its spaces made plain."""
    return " ".join(pages(document))


def squeezed(found: str) -> str:
    """Without any space, for texts that a line may have broken anywhere."""
    return re.sub(r"\s+", "", found)
