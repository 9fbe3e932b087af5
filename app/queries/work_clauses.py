"""The eighteen clauses of a statement of work, each in numbered lines of plain words.

They say what the plan says: its people, stages, tests, money and the topics the parties settled. What a party's
lawyer would add is theirs to add.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.engagements import Engagement, EngagementPerson, Side, Stage
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.terms import NOT_APPLICABLE
from app.knowledge import load_knowledge
from app.queries.paper_parts import Firm
from app.queries.plan_rhythm import RhythmPart
from app.queries.plan_rules import ClauseRow
from app.queries.plan_service import ServicePart
from app.queries.work_papers import WorkClause
from app.words import say, say_count, say_known
from app.words.formats import Formats


@dataclass(frozen=True)
class WorkFacts:
    """What the clauses are written from."""

    project: Project
    engagement: Engagement
    firm: Firm
    stages: Sequence[Stage]
    people: Sequence[EngagementPerson]
    goal: str
    out: tuple[str, ...]
    quote: Quote | None
    clauses: Sequence[ClauseRow]
    service: ServicePart | None
    rhythm: RhythmPart | None
    others: tuple[str, ...] = ()
    """What other providers do under this one, a sentence each."""

    def said(self, *topics: str) -> Iterator[str]:
        """What the parties settled on some topics; those that do not apply are left out."""
        for clause in self.clauses:
            if clause.topic in topics and clause.state != NOT_APPLICABLE and clause.words:
                yield say("{topic}: {words}", topic=clause.title, words=clause.words)

    def words(self, topic: str) -> Iterator[str]:
        """What the parties settled on the topic that a whole clause is about, without its name."""
        for clause in self.clauses:
            if clause.topic == topic and clause.state != NOT_APPLICABLE and clause.words:
                yield clause.words


Lines = Callable[[WorkFacts, Formats], Iterator[str]]


def work_clauses(facts: WorkFacts, formats: Formats) -> tuple[WorkClause, ...]:
    """All eighteen, in their order; one that has nothing to say yet says so."""
    titles = _titles()
    clauses = []
    for number, (title, term) in enumerate(titles, start=1):
        lines = tuple(_begun(line) for line in _LINES[number](facts, formats) if line)
        clauses.append(
            WorkClause(number, title, term, lines or (say("Nothing has been agreed on this yet."),))
        )
    return tuple(clauses)


def _begun(line: str) -> str:
    """A line as it begins; names in it keep their own capitals."""
    return line[:1].upper() + line[1:]


def _titles() -> tuple[tuple[str, str], ...]:
    return (
        (say("Who is in charge"), say("Parties")),
        (say("Why, and what success is"), say("Purpose")),
        (say("What will be delivered"), say("Deliverables")),
        (say("What is not included"), say("Exclusions")),
        (say("What you provide"), say("Client duties")),
        (say("What this rests on"), say("Assumptions")),
        (say("Stages, dates and tests"), say("Milestones")),
        (say("How sign-off works"), say("Acceptance")),
        (say("Price and stage payments"), say("Fees")),
        (say("If it’s late or broken"), say("Service levels")),
        (say("Changes"), say("Change control")),
        (say("Working rhythm"), say("Governance")),
        (say("Data and security"), say("Data protection")),
        (say("Who owns the work"), say("Ownership of work and code")),
        (say("Free fixing after go-live"), say("Warranty")),
        (say("Ending early"), say("Termination")),
        (say("Order of documents"), say("Precedence")),
        (say("Signatures"), ""),
    )


def _parties(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    project, firm = facts.project, facts.firm
    yield say("For you: {name} decides and signs off.", name=project.owner_name or project.business)
    on_site = [person for person in facts.people if person.side is Side.ON_SITE]
    if on_site:
        lead = on_site[0]
        yield say(
            "For {firm}: {name}, {role}, is the one to call.",
            firm=firm.short, name=lead.name, role=lead.role or say("on site"),
        )  # fmt: skip
    others = [person for person in facts.people if person.side in (Side.ON_SITE, Side.REMOTE)][1:]
    if others:
        named = ", ".join(
            say("{name} ({role})", name=person.name, role=person.role) if person.role else person.name
            for person in others
        )
        yield say("{people} do the work. They are replaced only with your written consent.", people=named)
    elsewhere = next((person for person in facts.people if person.side is Side.REMOTE), None)
    if elsewhere is not None and elsewhere.place:
        yield say("The team elsewhere works in {place}.", place=elsewhere.place)
    yield from facts.others
    if project.broker_name:
        yield say("{broker} advises you and is not a party.", broker=project.broker_name)
    yield from facts.words("CL-07")


def _purpose(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    if facts.goal:
        yield say("In your words: “{words}”", words=facts.goal)
    yield say("The measures below steer the work; the sign-off tests decide what is paid.")


def _deliverables(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    yield say(
        "{firm} delivers what the table names. Schedule A traces every must-have to a deliverable, a test and "
        "a stage.",
        firm=facts.firm.short,
    )  # fmt: skip
    yield from facts.words("CL-01")


def _exclusions(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    usual = [
        say_known(words)
        for template in facts.project.templates
        for words in load_knowledge().template(template).scope_out
    ]
    told = list(facts.quote.exclusions) if facts.quote is not None else []
    own = _once((*facts.out, *told))
    yield from own.values()
    yield "; ".join(line for key, line in _once(usual).items() if key not in own)


def _once(lines: Iterable[str]) -> dict[str, str]:
    """Each line once, whatever its capitals, spaces and full stop."""
    found: dict[str, str] = {}
    for line in lines:
        found.setdefault(" ".join(line.split()).rstrip(".").casefold(), line)
    return found


def _duties(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    for template in facts.project.templates:
        for task in load_knowledge().template(template).owner_tasks:
            what, when = (
                _in_stages(say_known(each), template, facts.stages) for each in (task.task, task.by)
            )
            told = what.casefold().endswith(when.casefold())
            yield what if told else say("{task}: {when}.", task=what, when=when)
    yield say(
        "If one of these is late, you are told the same day, and the dates that depend on it move by as many "
        "working days, no more."
    )


def _in_stages(words: str, template: str, stages: Sequence[Stage]) -> str:
    """`words` with the stage in place of a template's package or milestone, whose codes stand in no paper."""
    known = load_knowledge().template(template)
    held = {package: stage.number for stage in stages for package in stage.packages}
    codes = {code: (code, say_known(work.name)) for code, work in known.work_packages.items()}
    codes |= {
        code: (stage.work_packages[-1], say_known(stage.name)) for code, stage in known.milestones.items()
    }

    def told(found: re.Match[str]) -> str:
        package, name = codes[found.group()]
        number = held.get(f"{template}.{package}")
        return say("“{work}”", work=name) if number is None else say("stage {number}", number=number)

    return re.sub(rf"\b({'|'.join(map(re.escape, codes))})\b", told, words)


def _assumptions(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    told = list(facts.quote.assumptions) if facts.quote is not None else []
    yield from told
    if told:
        yield say("If one of them turns out wrong, its effect is agreed as a change before work goes on.")


def _stages(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    yield say("The table names the stages with the days on which each is handed over to be checked.")
    yield say("Schedule B names the sign-off tests of every stage. A stage is done when they pass.")


def _sign_off(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    yield say_count(
        "You have {count} working day to check a stage, counted from the day it is handed over with its proof.",
        "You have {count} working days to check a stage, counted from the day it is handed over with its proof.",
        facts.engagement.review_days,
    )
    yield say(
        "A stage passes when all its tests pass, nothing is open that stops the work or puts data at risk, and at "
        "most 5 smaller faults are left, each with a date."
    )
    yield say(
        "If it does not pass, you name each test that failed and what you saw. It is put right free of charge and "
        "handed over again within 10 working days. After a second refusal the next step of clause 12 is taken; "
        "after a third you may reduce the price, have it repaired by somebody else, or end the work."
    )
    yield say("Silence accepts nothing. A late check moves the dates that wait for it.")


def _price(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    deal = facts.engagement
    model = load_knowledge().sourcing.pricing_models.get(deal.pricing_model)
    if model is not None:
        yield say("How it is paid: {model}.", model=say_known(model.name))
    ahead = [stage for stage in facts.stages if stage.in_advance]
    for stage in ahead:
        yield say(
            "Stage {number}, {amount} excl. tax, is paid before its work begins. It is checked by its tests all the "
            "same.",
            number=stage.number, amount=formats.money(stage.amount),
        )  # fmt: skip
    if len(ahead) < len(facts.stages):
        yield _invoiced(deal.payable_days, others=bool(ahead))
    if deal.retention_share:
        yield say(
            "{share} of every stage is held back until the free fixing is over.",
            share=formats.percent(deal.retention_share),
        )
    yield say(
        "A change of bank details counts once two people have confirmed it by telephone on a number you know."
    )
    yield from facts.words("CL-04")


def _invoiced(days: int, *, others: bool) -> str:
    if others:
        return say_count(
            "Every other stage is invoiced after you have signed it and is due {count} day later.",
            "Every other stage is invoiced after you have signed it and is due {count} days later.",
            days,
        )
    return say_count(
        "Each stage is invoiced after you have signed it and is due {count} day later.",
        "Each stage is invoiced after you have signed it and is due {count} days later.",
        days,
    )


def _late(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    service = facts.service
    if service is None:
        return
    yield service.late
    if service.levels and service.fee is not None:
        yield say(
            "The service is held to the measures below. A month costs {fee}, and at most {share} of it comes off "
            "when measures are missed.",
            fee=formats.money(service.fee), share=formats.percent(service.pool),
        )  # fmt: skip
        yield say_count(
            "In the first {count} month nothing comes off yet.",
            "In the first {count} months nothing comes off yet.",
            service.bedding_months,
        )
        yield say("It counts in these hours: {hours}.", hours=service.hours) if service.hours else ""
        yield from service.rules[-2:]


def _changes(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    yield say(
        "A change is anything that alters what is delivered, the price, a date, a test, a key person, or where "
        "data lie. Putting right a fault is none."
    )
    yield say(
        "You may ask for one at any time. {firm} tells you within 10 working days of becoming aware of one; later "
        "it has no right to extra money unless you agree.",
        firm=facts.firm.short,
    )  # fmt: skip
    yield say(
        "It is priced within 5 working days: work by role at the agreed rates, and what it does to dates, tests, "
        "risks and running cost."
    )
    yield say("You decide within 5 working days. Silence means no.")
    yield say("Once signed, it updates price, stages and tests. Work on it starts only then.")
    yield say(
        "What is added costs the agreed rates; what is left out is taken off at the same rates, less work already "
        "done; what is swapped for something of equal size costs nothing."
    )
    yield say(
        "To prevent damage, up to 2 days of work may be ordered by message at the agreed rates; the change follows "
        "within 3 working days."
    )


def _rhythm(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    hours = facts.engagement.shared_hours
    if hours is not None:
        yield say("You share {hours} working hours a day with the team.", hours=formats.number(hours))
    if facts.rhythm is not None and facts.rhythm.meetings:
        yield say("Schedule C names who does, answers for, is asked about and is told of each activity.")
    if facts.rhythm is not None:
        yield from (
            say("{step}: {who}, {when}.", step=line.what, who=line.who, when=line.often)
            for line in facts.rhythm.steps
        )


def _data(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    if facts.engagement.data_place:
        yield say("Where the data lie: {place}.", place=facts.engagement.data_place)
    yield from facts.said("CL-08", "CL-09", "CL-10", "CL-11", "CL-22")


def _ownership(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    yield from facts.words("CL-02")
    yield from facts.said("CL-03", "CL-18")


def _warranty(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    yield say_count(
        "Faults are put right free of charge for {count} day after the last stage is signed.",
        "Faults are put right free of charge for {count} days after the last stage is signed.",
        facts.engagement.warranty_days,
    )


def _ending(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    for stage in facts.stages:
        if stage.way_out:
            yield say(
                "You may stop after stage {number} and keep: {kept}", number=stage.number, kept=stage.way_out
            )
    yield from facts.words("CL-16")
    yield from facts.said("CL-17", "CL-21")


def _order(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    yield say(
        "Where two papers differ, the first of these counts: signed changes, this statement, the quote."
    )
    yield from facts.said("CL-12", "CL-13", "CL-19", "CL-20")
    aside = [clause for clause in facts.clauses if clause.state == NOT_APPLICABLE]
    for clause in aside:
        yield say("{topic} does not apply: {reason}", topic=clause.title, reason=clause.reason)


def _signatures(facts: WorkFacts, formats: Formats) -> Iterator[str]:
    yield say("A typed name is a record of agreement, not a signature. Each side signs its own copy.")


_LINES: Mapping[int, Lines] = dict(
    enumerate(
        (
            _parties, _purpose, _deliverables, _exclusions, _duties, _assumptions, _stages, _sign_off, _price,
            _late, _changes, _rhythm, _data, _ownership, _warranty, _ending, _order, _signatures,
        ),
        start=1,
    )
)  # fmt: skip
