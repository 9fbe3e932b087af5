"""The quote-request pack: what a provider reads before it fills in the form. Everybody asked gets the same."""

from dataclasses import replace
from datetime import date

from app.documents import brief
from app.documents.content import (
    Act,
    Chapter,
    Column,
    Content,
    DocumentStatus,
    Drawn,
    Fact,
    Grid,
    Issue,
    NewPage,
    Part,
    Section,
    Text,
    parts,
    rows,
)
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.wording import author_fact, bind, day, document, lines, owner_fact, quoted, sentences
from app.queries.request_papers import RequestPaper
from app.words import say
from app.words.formats import NOTHING, Formats

HASH_SHOWN = 16
"""Hexadecimal digits of the scope hash that are printed: enough to compare by eye."""


def draw(
    paper: RequestPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The pack as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: RequestPaper, formats: Formats, issue: Issue) -> Content:
    """What the pack says, in the order in which a provider decides whether to quote."""
    made = document(
        paper.head,
        issue,
        formats,
        kind=say("Quote request"),
        facts=(
            owner_fact(paper.head),
            author_fact(paper.head),
            Fact(say("Questions until"), day(formats, paper.questions_until) or NOTHING),
            Fact(say("Quotes by"), day(formats, paper.quotes_by) or NOTHING, (say("sealed until then"),)),
        ),
        body=(
            *_first_page(paper, formats),
            NewPage(),
            *brief.idea(replace(paper.brief, outcome=""), formats),
            *brief.needs(paper.brief),
            *brief.today(paper.brief),
            *brief.working(paper.brief, formats),
            *_asked_so_far(paper),
        ),
    )
    return replace(made, foot=_foot(issue, paper, formats))


def _foot(issue: Issue, paper: RequestPaper, formats: Formats) -> str:
    if issue.number is None:
        return say(
            "Confidential to the firm it is given to  ·  Draft of {day}",
            day=day(formats, paper.head.prepared_on),
        )
    return say(
        "Confidential to the firm it is given to  ·  {number} v{version}  ·  issued {day}",
        number=issue.number,
        version=issue.version,
        day=day(formats, issue.issued),
    )


def _first_page(paper: RequestPaper, formats: Formats) -> tuple[Part, ...]:
    wanted = paper.brief.outcome or paper.brief.problem
    return parts(
        _changed(paper, formats),
        Section(
            say("What we want"),
            parts(
                Text(quoted(wanted), "quote") if wanted else None,
                Text(say("{kinds}.", kinds=" · ".join(paper.brief.kinds))) if paper.brief.kinds else None,
            ),
        ),
        Section(say("Key dates"), (_dates(paper, formats),)),
        Section(say("How to reply"), _how(paper)),
        Section(say("How you are judged"), _judged(paper, formats)) if paper.weights else None,
        Section(say("Ask only"), (Text(_contact(paper)),)),
    )


def _changed(paper: RequestPaper, formats: Formats) -> Part | None:
    """The last round in the document's one panel: what is different, for everybody."""
    told = [each for each in paper.rounds if each.what]
    if not told:
        return None
    return Act(
        say("Changed on {day} for everybody.", day=day(formats, told[-1].on)),
        sentences(*(each.what for each in told)),
    )


def _dates(paper: RequestPaper, formats: Formats) -> Grid:
    found = (
        (
            paper.questions_until,
            say("Last day for questions. Everyone gets every answer; nobody sees who asked."),
        ),
        (paper.quotes_by, say("Quotes in. Nothing is opened before.")),
        (paper.decide_by, say("Decision. Everyone gets the reasons for their own result.")),
        (paper.brief.needed_by, say("Everything is in use and proven by then.")),
    )
    lasting = tuple(
        (band.last, say("Keep clear until then: {why}", why=band.label)) for band in paper.brief.quiet_times
    )
    known = sorted((day_, words) for day_, words in (*found, *lasting) if day_ is not None)
    return Grid(
        (Column(style="cell_strong"), Column(share=1, style="prose")),
        rows((bind(formats.weekday_day(day_)), words) for day_, words in known)
        or rows(((NOTHING, say("The days are told when the request goes out.")),)),
    )


def _how(paper: RequestPaper) -> tuple[Part, ...]:
    return parts(
        Text(
            say(
                "Fill in the response form, in any PDF reader or in the spreadsheet, and mail it back: either of the "
                "two is enough. No account, no fee. A “No” or “Partly” with a reason beats a “Yes” that turns into "
                "a change later."
            )
        ),
        Text(say("What you leave empty is read as “not said”.")),
        Text(
            say(
                "You have agreed to keep what you learn here to yourself. That holds also if you do not quote."
            )
        )
        if paper.confidential
        else None,
        Text(
            say(
                "What is asked has the mark {mark}; your form carries it.", mark=paper.scope_hash[:HASH_SHOWN]
            ),
            "caption",
        )
        if paper.scope_hash
        else None,
    )


def _judged(paper: RequestPaper, formats: Formats) -> tuple[Part, ...]:
    half = -(-len(paper.weights) // 2)
    left, right = paper.weights[:half], paper.weights[half:]
    padded = (*right, *((("", 0),) * (half - len(right))))

    def share(weight: int) -> str:
        return say("{percent}%", percent=formats.number(weight)) if weight else ""

    grid = Grid(
        (
            Column(share=1),
            Column(say("Weight"), right=True),
            Column(least=0.04),
            Column(share=1),
            Column(say("Weight"), right=True),
        ),
        rows(
            (name, share(weight), "", other, share(its))
            for (name, weight), (other, its) in zip(left, padded, strict=True)
        ),
    )
    fixed = (
        say(
            "Price is scored against our own estimate, fixed on {day}; nobody’s price depends on another’s.",
            day=day(formats, paper.fixed_on),
        )
        if paper.fixed_on
        else say(
            "Price is scored against our own estimate, fixed before any quote is opened; nobody’s price "
            "depends on another’s."
        )
    )
    least = say("No award below {points} of 100 points.", points=paper.least_points)
    return grid, Text(sentences(fixed, least), "caption")


def _contact(paper: RequestPaper) -> str:
    who = paper.contact
    reach = ", ".join(filter(None, (strong(who.name), who.firm, who.phone, who.email)))
    owner = paper.head.owner.firm or paper.head.owner.name
    if who == paper.head.owner:
        return say("{contact}.", contact=reach)
    return say(
        "{contact}. Write there and not to {owner}, so that everyone hears the same.",
        contact=reach,
        owner=owner,
    )


def _asked_so_far(paper: RequestPaper) -> tuple[Part, ...]:
    told = tuple(Text(lines(strong(each.question), each.answer)) for each in paper.answered)
    return (Chapter(say("Asked so far"), told),) if told else ()
