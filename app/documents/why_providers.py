"""Why these providers: each that is suggested with its reasons, who was ruled out, and the method to check it by.

The chapters stand at the end of the proposal, and by themselves as a print before there is any quote.
"""

from collections.abc import Sequence

from app.documents.content import (
    Bullets,
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
    SideBySide,
    Text,
    parts,
    rows,
)
from app.documents.figures import Contribution, Contributions
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.wording import (
    day,
    document,
    lines,
    opening_facts,
    said,
    sentences,
)
from app.queries.papers import Disclosure
from app.queries.source_papers import Reasons, ShortlistPaper
from app.words import say, say_count
from app.words.formats import Formats

PRINT = Issue(DocumentStatus.PRINT)


def draw(paper: ShortlistPaper, *, formats: Formats, paper_size: str = "A4") -> Drawn:
    """The pages by themselves, as PDF: not issued, so without a number."""
    return draw_content(paper, content(paper, formats), formats, paper_size)


def content(paper: ShortlistPaper, formats: Formats) -> Content:
    """What the pages say by themselves."""
    count = say_count("{count} considered", "{count} considered", paper.considered)
    return document(
        paper.head,
        PRINT,
        formats,
        kind=say("Why these providers"),
        facts=(
            *opening_facts(paper.head, PRINT, formats),
            Fact(say("Suggested"), formats.number(len(paper.providers)), (count,)),
        ),
        body=chapters(paper, formats),
    )


def chapters(paper: ShortlistPaper, formats: Formats, title: str = "") -> tuple[Part, ...]:
    """Who leads and how surely, each provider, those ruled out, the broker's ties, and the method."""
    return (
        Chapter(title or say("The order, and how sure it is"), parts(*_order(paper, formats))),
        *(_provider(each, formats) for each in paper.providers),
        Chapter(say("Ruled out, and why"), tuple(_ruled_out(paper))),
        *parts(_ties(paper.disclosure, formats) if paper.disclosure else None),
        NewPage(),
        Chapter(say("How this was reckoned"), tuple(_method(paper, formats))),
    )


def _order(paper: ShortlistPaper, formats: Formats) -> Sequence[Part | None]:
    if paper.hidden:
        told = say("Names are shown once you have read how your broker is paid and what ties there are.")
        return (Text(told), Text(paper.basis, "caption"))
    if not paper.providers:
        return (
            Text(strong(say("No provider passes every rule of this project."))),
            Text(paper.basis, "caption"),
        )
    grid = Grid(
        (
            Column(say("Place")),
            Column(say("Provider"), share=2.3),
            Column(say("Match"), right=True),
            Column(say("How sure"), share=1.8, style="prose"),
        ),
        rows(
            (
                each.place,
                Text(each.name, "cell_strong"),
                formats.number(each.match),
                lines(sentences(each.first), each.confidence),
            )
            for each in paper.providers
        ),
    )
    rest = "; ".join(
        say("{place}. {name}, {match}", place=place, name=name, match=match)
        for place, name, match in paper.others
    )
    return (
        Text(paper.sureness or say("Nothing was found that tells these apart with certainty."), "lead"),
        grid,
        Text(say("Also on the list: {others}.", others=rest), "caption") if rest else None,
        Text(sentences(paper.basis, paper.tries), "caption"),
        said(say("Cross-check"), paper.agreement),
        said(say("What would change this"), sentences(*paper.would_change)),
    )


def _provider(each: Reasons, formats: Formats) -> Chapter:
    title = say(
        "{place}. {name}: match {match}, {words}",
        place=each.place,
        name=each.name,
        match=formats.number(each.match),
        words=each.match_words,
    )
    nothing = (say("Nothing stands out"),)
    return Chapter(
        title,
        parts(
            *_bars(each),
            SideBySide(
                (
                    _column(say("Strengths"), each.strengths or nothing),
                    _column(say("Weak points"), each.weaknesses or nothing),
                    _column(say("What we do not know"), each.unknowns or (say("Nothing open"),)),
                )
            ),
            said(say("Who does it"), lines(*each.who)),
            said(say("Checks"), lines(each.checks, *each.asides)),
            said(say("What brokers say"), each.endorsed),
            said(say("Tie of the broker"), each.tie),
            said(say("Moved by the broker"), each.moved),
        ),
    )


def _column(title: str, items: tuple[str, ...]) -> tuple[Part, ...]:
    return Text(title, "subheading"), Bullets(items)


def _bars(each: Reasons) -> tuple[Part, ...]:
    if not each.scores:
        return (Text(say("It was not scored.")),)
    averaged = any(score.other is not None for score in each.scores)
    figure = Contributions(
        tuple(Contribution(score.name, score.weight, score.points, score.other) for score in each.scores),
        say("Points"),
        say("Average") if averaged else "",
    )
    note = say("Bar: points it earned. Outline: the most it could earn, which is the weight.")
    tick = say("Black tick: the average of this list.") if averaged else ""
    return figure, Text(sentences(note, tick), "caption")


def _ruled_out(paper: ShortlistPaper) -> list[Part]:
    if not paper.ruled_out and not paper.stopped:
        return [Text(say("The rules of this project kept nobody off the list."))]
    found: list[Part] = []
    if paper.stopped:
        found.append(Text(sentences(*paper.stopped)))
    if paper.ruled_out:
        grid = Grid(
            (
                Column(say("Provider"), share=1),
                Column(say("Why it is not on the list"), share=2.2, style="prose"),
            ),
            rows((each.name, lines(*each.reasons, each.near)) for each in paper.ruled_out),
        )
        found.append(grid)
    if paper.nearest_only:
        found.append(Text(say("Of those ruled out, the ones that came nearest are named."), "caption"))
    return found


def _ties(told: Disclosure, formats: Formats) -> Chapter:
    read = say("The owner has not read this yet.")
    if told.acknowledged:
        read = say("You acknowledged this on {day}.", day=day(formats, told.acknowledged))
    ties = told.ties or (say("No tie to any provider considered."),)
    words = sentences(told.fee_words, *ties, *told.awards, read)
    return Chapter(say("What {broker} told of fee and ties", broker=told.broker), (Text(words),))


def _method(paper: ShortlistPaper, formats: Formats) -> list[Part]:
    how = say(
        "A match is the sum of what each factor adds: its points, 0 to 100, times its weight. Points are read on "
        "a straight line between fixed anchors, so that no provider’s score depends on who else is on the list. "
        "What nobody knows is counted at a stated prior and listed. Matches within 3 points are about equal."
    )
    grid = Grid(
        (
            Column(say("Factor"), share=1),
            Column(say("Your word"), share=0.7),
            Column(say("Weight"), right=True),
            Column(say("Measured by: points at each anchor"), share=3.2, style="prose"),
        ),
        rows((each.name, each.word, each.weight, lines(*each.measures)) for each in paper.method),
        dense=True,
    )
    ran = say("Ranked on {day} by {engine}.", day=day(formats, paper.ran_on), engine=paper.engine)
    kept = say("The inputs are kept with the ranking, so that it can be made again.")
    return [Text(how), grid, Text(sentences(ran, kept, paper.basis), "caption")]
