"""Pages: frames, running head and foot, watermark, and fitting what stands on a page to the page."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, NextPageTemplate, PageTemplate
from reportlab.platypus.flowables import CondPageBreak, Flowable
from reportlab.platypus.frames import Frame

from app.documents import drawing, fonts, styles
from app.documents.content import Content, DocumentStatus, Drawn, NewPage, Part
from app.documents.furniture import Facts, Letterhead
from app.documents.layout import lay_out
from app.documents.parts import Sheet, Titled, outline, stack
from app.words import say
from app.words.formats import Formats

PROGRAM = "Sourcewright"
HALF_FULL = 0.55
"""Share of a page that must be free for the next part to go on where the page before it ended."""
HOPELESS = 1.6
"""Content this many pages high is not squeezed onto one: it flows."""
SCANT = 0.25
"""A last page less full than this is spared, where what flows can stand a little closer."""
FLOWING = (1.0, 0.8, 0.62)
"""How much air what flows over pages may get, most first."""


def draw_content(paper: object, content: Content, formats: Formats, paper_size: str = "A4") -> Drawn:
    """The PDF of `content`. The same content and date give the same bytes.

    `paper_size` is "A4" or "Letter". Characters the fonts lack are drawn as boxes and returned, and so are
    those of `paper`, the rows that the content was made from, that cannot be seen and are left out.
    Raises KeyError for a paper size we do not know.
    """
    fonts.load()
    page = styles.PAPERS[paper_size]
    if content.landscape:
        page = page[1], page[0]
    drawn, template = _built(content, formats, page, FLOWING[0])
    if template.page > 1 and template.filled < SCANT:
        for air in FLOWING[1:]:
            closer, shorter = _built(content, formats, page, air)
            if shorter.page < template.page:
                drawn, template = closer, shorter
                break
    return Drawn(drawn, template.page, fonts.missing_glyphs(content), fonts.invisible_characters(paper))


def _built(
    content: Content, formats: Formats, page: tuple[float, float], air: float
) -> tuple[bytes, "_Template"]:
    file = io.BytesIO()
    template = _Template(file, content, formats, page)
    template.build(
        list(_story(content, Sheet(formats, air), page)), canvasmaker=partial(_Canvas, content=content)
    )
    return file.getvalue(), template


# --- the story ------------------------------------------------------------------------------------


def _story(content: Content, sheet: Sheet, page: tuple[float, float]) -> Iterator[Flowable]:
    width = page[0] - 2 * styles.MARGIN
    first = page[1] - styles.TOP_FIRST - styles.BOTTOM
    later = page[1] - styles.TOP_LATER - styles.BOTTOM

    def opening(airy: Sheet) -> list[Flowable]:
        letterhead = Letterhead(content, kind_line(content), width, airy.density)
        return [letterhead, _Title(airy, content), Facts(airy, content.facts)]

    yield NextPageTemplate("later")
    for number, group in enumerate(_groups(content.parts)):
        if number:
            yield CondPageBreak(later * HALF_FULL)
        yield from _fitted(group, sheet, width, later if number else first, _nothing if number else opening)


def _nothing(_sheet: Sheet) -> list[Flowable]:
    """Later pages open with their running head alone."""
    return []


def _groups(parts: Sequence[Part]) -> list[list[Part]]:
    """What stands between one new page and the next."""
    groups: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, NewPage):
            groups.append([])
        else:
            groups[-1].append(part)
    return [group for number, group in enumerate(groups) if group or not number]


def _fitted(
    group: Sequence[Part], sheet: Sheet, width: float, room: float, opening: Callable[[Sheet], list[Flowable]]
) -> list[Flowable]:
    """The group with as much air as lets it end on its page; with the sheet's own where nothing would."""

    def at(density: float) -> tuple[list[Flowable], float]:
        airy = sheet.at(density)
        made = [*opening(airy), *lay_out(group, airy, width)]
        return made, stack(made, width)[1]

    normal, height = at(1.0)
    if height > room * HOPELESS:
        return normal if sheet.density == 1.0 else at(sheet.density)[0]
    if height <= room:
        for density in (density for density in styles.DENSITIES if density > 1):
            airy, height = at(density)
            if height <= room:
                return airy
        return normal
    for density in (density for density in styles.DENSITIES if density < 1):
        tight, height = at(density)
        if height <= room:
            return tight
    return normal


class _Title(Titled):
    """The title on the first page: the root of the outline."""

    def __init__(self, sheet: Sheet, content: Content) -> None:
        super().__init__(sheet, content.title, [sheet.paragraph(content.title, "title")], opens=False)

    def draw(self) -> None:
        outline(self.canv, self.title, self.height, level=0, sheet=self.sheet)
        super().draw()


# --- furniture of every page ----------------------------------------------------------------------


def kind_line(content: Content) -> str:
    """Number and version as the head shows them; a draft says that it has none."""
    if content.issue.status is DocumentStatus.PRINT:
        return say("For information")
    if content.issue.number is None:
        return say("No number until issued")
    return say("{number}  v{version}", number=content.issue.number, version=content.issue.version)


def status_word(content: Content) -> str:
    """The word across the page; "" for an issued document."""
    status = content.issue.status
    if status is DocumentStatus.SUPERSEDED and content.issue.replaced_by:
        return say("SUPERSEDED BY {number}", number=content.issue.replaced_by)
    return {
        DocumentStatus.DRAFT: say("DRAFT"),
        DocumentStatus.PRINT: "",
        DocumentStatus.ISSUED: "",
        DocumentStatus.SUPERSEDED: say("SUPERSEDED"),
        DocumentStatus.WITHDRAWN: say("WITHDRAWN"),
        DocumentStatus.COPY: say("COPY"),
    }[status]


def document_title(content: Content) -> str:
    """How the file names itself: kind, number and title."""
    title = fonts.clean(content.title)
    if content.issue.status is DocumentStatus.PRINT:
        return say("{kind}: {title}", kind=content.kind, title=title)
    if content.issue.number is None:
        return say("{kind} (draft): {title}", kind=content.kind, title=title)
    return say("{kind} {number}: {title}", kind=content.kind, number=content.issue.number, title=title)


class _Template(BaseDocTemplate):
    """A first page without, later pages with a running head."""

    def __init__(
        self, file: io.BytesIO, content: Content, formats: Formats, page: tuple[float, float]
    ) -> None:
        super().__init__(
            file,
            pagesize=page,
            title=document_title(content),
            author=fonts.clean(content.letterhead),
            subject=fonts.clean(content.project),
            creator=PROGRAM,
            lang=formats.language,
            invariant=1,
        )
        self.content = content
        self.filled = 0.0
        templates = (("first", styles.TOP_FIRST, self._first), ("later", styles.TOP_LATER, self._later))
        for name, top, furnish in templates:
            frame = Frame(
                styles.MARGIN,
                styles.BOTTOM,
                page[0] - 2 * styles.MARGIN,
                page[1] - styles.BOTTOM - top,
                leftPadding=0,
                bottomPadding=0,
                rightPadding=0,
                topPadding=0,
            )
            self.addPageTemplates(
                PageTemplate(name, [frame], onPage=furnish, onPageEnd=_place_foot, pagesize=page)
            )

    def afterFlowable(self, _flowable: Flowable) -> None:
        """Note how full the page is, as a share of what it can take; ReportLab calls this."""
        frame: Any = self.frame
        if frame is not None:  # between two pages there is none
            self.filled = 1 - (frame._y - frame._y1p) / (frame._y2 - frame._y1p)

    def _first(self, canvas: drawing.Canvas, _document: object) -> None:
        word = status_word(self.content)
        if word:
            drawing.watermark(canvas, word)

    def _later(self, canvas: drawing.Canvas, document: object) -> None:
        self._first(canvas, document)
        width, height = canvas._pagesize
        y = height - styles.RUNNING_HEAD
        right = say("{kind}  {number}", kind=self.content.kind, number=kind_line(self.content))
        if self.content.issue.number is None:
            right = self.content.kind
        taken = drawing.measure(right, fonts.FIGURES, 8)
        project = drawing.fit(self.content.project, fonts.SEMIBOLD, 8, width - 2 * styles.MARGIN - taken - 12)
        drawing.write(canvas, styles.MARGIN, y, project, fonts.SEMIBOLD, 8)
        drawing.write(canvas, width - styles.MARGIN, y, right, fonts.FIGURES, 8, styles.INK_SOFT, "right")
        drawing.line(
            canvas, styles.MARGIN, y - 5, width - styles.MARGIN, y - 5, styles.RULE_STRONG,
            styles.SECTION_RULE,
        )  # fmt: skip


def _place_foot(canvas: drawing.Canvas, _document: object) -> None:
    """Put the page's foot, which is written when the number of pages is known."""
    canvas.doForm(_foot_name(canvas.getPageNumber()))


def _foot_name(page: int) -> str:
    return f"foot-{page}"


class _Canvas(Canvas):
    """Writes the feet last ("Page 2 of 6") and dates the file by the document, not by the clock."""

    def __init__(self, *args: Any, content: Content, **options: Any) -> None:
        options["initialFontName"] = fonts.REGULAR
        super().__init__(*args, **options)
        self._content = content
        canvas: drawing.Canvas = self
        canvas._doc._timeStamp = _stamp(content.dated)
        self.page: tuple[float, float] = canvas._pagesize
        self.setViewerPreference("DisplayDocTitle", "true")

    def save(self) -> None:
        """Write every foot, then the file."""
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_foot_name(page), 0, 0, *self.page)
            self._write_foot(page, pages)
            self.endForm()
        super().save()

    def _write_foot(self, page: int, pages: int) -> None:
        width = self.page[0] - 2 * styles.MARGIN
        count = say("Page {page} of {pages}", page=page, pages=pages)
        room = width - drawing.measure(count, fonts.FIGURES, 8) - 12
        foot = drawing.fit(self._content.foot, fonts.FIGURES, 8, room)
        drawing.write(self, styles.MARGIN, styles.FOOT, foot, fonts.FIGURES, 8, styles.INK_SOFT)
        right = styles.MARGIN + width
        drawing.write(self, right, styles.FOOT, count, fonts.FIGURES, 8, styles.INK_SOFT, "right")


def _stamp(day: date) -> TimeStamp:
    """Midnight UTC of `day`, in place of the year 2000 ReportLab writes into reproducible files."""
    stamp = TimeStamp(invariant=1)
    stamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
    stamp.dhh = stamp.dmm = 0
    stamp.tzname = "UTC"
    return stamp
