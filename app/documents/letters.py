"""The letters that follow a decision: one page to one provider, and nothing in it of any other.

An award says what was chosen and what comes next, a decline says so plainly, a debrief says what spoke for and
against, and a correction takes back a letter whose decision was taken back. The program sends none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from app.documents.content import (
    Act,
    Bullets,
    Column,
    Content,
    DocumentStatus,
    Drawn,
    Fact,
    Grid,
    Issue,
    Part,
    Section,
    Text,
    parts,
    rows,
)
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.wording import (
    day,
    document,
    foot,
    how_taxed,
    listed,
    name_and_role,
    price_cells,
    price_columns,
    said,
    sentences,
    shortened,
    standing,
)
from app.domain.letters import LetterKind
from app.queries.decision_papers import LetterPaper
from app.queries.papers import Person
from app.words import say
from app.words.formats import Formats

IN_FOOT = 48
"""Characters of the provider's name in the foot, which leave room for number and date."""


def draw(
    paper: LetterPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The letter as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: LetterPaper, formats: Formats, issue: Issue) -> Content:
    """What the letter says."""
    body = BODIES[paper.kind]
    about = say("“{project}”", project=paper.head.project)
    made = document(
        paper.head,
        issue,
        formats,
        kind=KINDS[paper.kind](),
        title=TITLES[paper.kind](),
        facts=(
            Fact(say("To"), paper.firm.name, (paper.firm.place,)),
            Fact(say("From"), _client(paper), (paper.head.owner.name if paper.head.owner.firm else "",)),
            standing(issue, paper.head, formats),
        ),
        body=(
            Section(say("About"), (Text(sentences(about, _quote_of(paper, formats))),)),
            *body(paper, formats),
            *parts(said(say("In addition"), paper.words), _act(paper, formats), *_closing(paper)),
        ),
    )
    to = replace(paper.head, owner=Person(shortened(paper.firm.name, IN_FOOT)))
    return replace(made, foot=foot(issue, to, formats))


KINDS: Mapping[str, Callable[[], str]] = {
    LetterKind.AWARD: lambda: say("Award letter"),
    LetterKind.DECLINE: lambda: say("Decline letter"),
    LetterKind.DEBRIEF: lambda: say("Debrief letter"),
    LetterKind.CORRECTION: lambda: say("Correction"),
}
"""What each letter is called."""

TITLES: Mapping[str, Callable[[], str]] = {
    LetterKind.AWARD: lambda: say("Your quote is chosen"),
    LetterKind.DECLINE: lambda: say("Your quote is not chosen"),
    LetterKind.DEBRIEF: lambda: say("What spoke for your quote, and what against"),
    LetterKind.CORRECTION: lambda: say("An earlier letter no longer holds"),
}


def _client(paper: LetterPaper) -> str:
    return paper.head.owner.firm or paper.head.owner.name


def _quote_of(paper: LetterPaper, formats: Formats) -> str:
    return say("Your quote of {day}", day=day(formats, paper.quote_day)) if paper.quote_day else ""


# --- what each says -------------------------------------------------------------------------------


def _award(paper: LetterPaper, formats: Formats) -> tuple[Part, ...]:
    chosen = say(
        "{client} chose your quote for “{project}” on {day}.",
        client=_client(paper),
        project=paper.head.project,
        day=strong(day(formats, paper.decided_on)),
    )
    binds = say("This letter does not sign a contract: it begins the plan, which both sides sign.")
    steps = (
        say("The plan is drafted from your quote: stages, sign-off tests, people and payments."),
        say("You read it and say what does not fit."),
        say("Work starts once both sides have signed."),
    )
    return parts(
        Section(say("The choice"), (Text(chosen, "lead"), Text(binds))),
        _price(paper, formats),
        listed(say("What spoke for you"), paper.strengths),
        Section(say("What comes next"), (Bullets(steps),)),
    )


def _price(paper: LetterPaper, formats: Formats) -> Section | None:
    if paper.price is None:
        return None
    columns = price_columns([paper.price])
    grid = Grid(
        (Column(share=1, style="prose"), *columns),
        rows(((say("Your price, as quoted"), *price_cells(formats, paper.price, columns)),)),
    )
    holds = (
        say("Your price holds until {day}.", day=day(formats, paper.valid_until)) if paper.valid_until else ""
    )
    tax = how_taxed(formats, paper.price)
    return Section(say("What was chosen"), (grid, Text(sentences(tax, holds), "caption")))


def _decline(paper: LetterPaper, formats: Formats) -> tuple[Part, ...]:
    thanks = say("Thank you for the work that your quote took.")
    outcome = (
        say(
            "All quotes were compared on the same scope. {client} decided on {day} to choose none of them.",
            client=_client(paper),
            day=strong(day(formats, paper.decided_on)),
        )
        if paper.none_chosen
        else say(
            "All quotes were compared on the same scope. {client} decided on {day} for another one.",
            client=_client(paper),
            day=strong(day(formats, paper.decided_on)),
        )
    )
    kept = say("Your quote stays confidential: neither your price nor anything else of it is told to others.")
    why = say(
        "If you would like to know what spoke for your quote and what against, ask: you get it in writing."
    )
    return (
        Section(say("The decision"), (Text(outcome, "lead"), Text(thanks))),
        Section(say("Your quote"), (Text(kept),)),
        Section(say("The reasons"), (Text(why),)),
    )


def _debrief(paper: LetterPaper, formats: Formats) -> tuple[Part, ...]:
    about = say(
        "This is what was written down about your quote before the decision of {day}. It says nothing of others, "
        "and others are told nothing of you.",
        day=day(formats, paper.decided_on),
    )
    nothing = (Text(say("Nothing was written down."), "open"),)
    return (
        Section(say("About this letter"), (Text(about),)),
        Section(say("What spoke for it"), (Bullets(paper.strengths),) if paper.strengths else nothing),
        Section(say("What spoke against it"), (Bullets(paper.weaknesses),) if paper.weaknesses else nothing),
    )


def _correction(paper: LetterPaper, formats: Formats) -> tuple[Part, ...]:
    back = (
        say("The decision behind our letters {letters} has been taken back. They no longer hold.",
            letters=strong(", ".join(paper.replaced)))
        if len(paper.replaced) > 1
        else say("The decision behind our letter {letter} has been taken back. It no longer holds.",
                 letter=strong(", ".join(paper.replaced)))
    )  # fmt: skip
    again = (
        say("Your quote is among those that can be chosen now. You need not send it again.")
        if paper.stands_again
        else ""
    )
    return parts(
        Section(say("What has changed"), (Text(back, "lead"), Text(say("We are sorry for the trouble.")))),
        said(say("Your quote"), again),
    )


BODIES: Mapping[str, Callable[[LetterPaper, Formats], tuple[Part, ...]]] = {
    LetterKind.AWARD: _award,
    LetterKind.DECLINE: _decline,
    LetterKind.DEBRIEF: _debrief,
    LetterKind.CORRECTION: _correction,
}
"""What each letter says before the sender's own words."""


# --- how it ends ----------------------------------------------------------------------------------


def _act(paper: LetterPaper, formats: Formats) -> Act:
    reach = _reach(paper.ask)
    if paper.kind == LetterKind.AWARD:
        by = (
            say("Confirm by {day} that you take it on.", day=day(formats, paper.valid_until))
            if paper.valid_until
            else say("Confirm that you take it on.")
        )
        return Act(by, reach)
    if paper.kind == LetterKind.CORRECTION:
        return Act(say("Put the earlier letter aside."), reach)
    return Act(say("Nothing is left for you to do."), reach)


def _reach(ask: Person | None) -> str:
    if ask is None:
        return ""
    way = ask.email or ask.phone
    if not way:
        return say("Questions go to {name}.", name=ask.name)
    return say("Questions go to {name}: {way}.", name=ask.name, way=way)


def _closing(paper: LetterPaper) -> tuple[Text, ...]:
    owner = paper.head.owner
    by = paper.head.prepared_by
    signed = sentences(say("For {client}: {name}", client=_client(paper), name=name_and_role(owner)))
    written = (
        say("Written by {name} in their name.", name=", ".join(filter(None, (by.name, by.firm))))
        if by.name != owner.name
        else ""
    )
    return tuple(Text(line, style) for line, style in ((signed, "name"), (written, "caption")) if line)
