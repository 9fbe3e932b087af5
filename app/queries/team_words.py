"""The sentences of the team designer: why so much time on site, what distance costs, whether the shape is sound."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from app.analysis.blend import Allowances, Phase, Worth
from app.analysis.money import Money
from app.analysis.on_site import ONE, AskedShare, Why
from app.analysis.team_shape import Shape, ShapeFinding
from app.queries.provider_words import role_name
from app.queries.team_rows import StepRow
from app.words import say, say_count
from app.words.formats import Formats


def phase_word(phase: Phase) -> str:
    """What a phase is called."""
    return {
        Phase.DISCOVER: say("Finding out"),
        Phase.BUILD: say("Building and testing"),
        Phase.HAND_OVER: say("Going live and handing over"),
        Phase.LEAD: say("Leading the work"),
    }[phase]


def share_steps(asked: AskedShare, formats: Formats) -> tuple[StepRow, ...]:
    """The reasons of a share: what adds to it, what takes from it, and what nobody has said."""
    rows = [
        StepRow(_WHY[step.why](), _signed(step.adds, formats), step.known)
        for step in asked.steps
        if step.adds or not step.known
    ]
    if asked.by_floor:
        words = say("This kind of work is never done with less")
        rows.append(StepRow(words, formats.percent(asked.floor), known=True))
    return tuple(rows)


def _signed(adds: Decimal, formats: Formats) -> str:
    shown = formats.percent(abs(adds))
    return say("less {share}", share=shown) if adds < 0 else shown


_WHY: Mapping[Why, Callable[[], str]] = {
    Why.BASE: lambda: say("Decisions, acceptance, switching over and training stay with you"),
    Why.CLARITY: lambda: say("How clear it is what has to be made"),
    Why.CRITICALITY: lambda: say("How much hangs on it if it fails"),
    Why.DATA: lambda: say("Whether data need special care"),
    Why.SKILL: lambda: say("Whether anybody on your side knows the subject"),
    Why.TRUST: lambda: say("Whether you worked together before"),
}


def allowance_sentence(allowances: Allowances, currency: str, formats: Formats) -> str:
    """What a rate of 100 truly costs, and up to which rate distance pays."""
    hundred = Money.of(Decimal(100), currency)
    return say(
        "A rate of {rate} truly costs {true} for as much as a day nearby yields. "
        "Distance pays up to {share} of the rate nearby.",
        rate=formats.money_short(hundred),
        true=formats.money(hundred.times(allowances.factor)),
        share=formats.percent(ONE / allowances.factor),
    )


def worth_sentence(found: Mapping[str, Worth]) -> str:
    """For which roles distance pays; empty where no rate nearby is known."""
    if not found:
        return ""
    named = {worth: [role_name(role) for role, each in found.items() if each is worth] for worth in Worth}
    if len(named[Worth.PAYS]) == len(found):
        return say("It pays for every role here.")
    parts = [
        say("Hardly worth it for {roles}.", roles=", ".join(named[Worth.HARDLY]))
        if named[Worth.HARDLY]
        else "",
        say("Dearer than nearby for {roles}.", roles=", ".join(named[Worth.COSTS]))
        if named[Worth.COSTS]
        else "",
    ]
    return " ".join(filter(None, parts))


def shape_sentence(finding: ShapeFinding, formats: Formats) -> str:
    """What one rule for the shape of a team found."""
    return (_SOUND if finding.holds else _UNSOUND)[finding.rule](finding, formats)


def thin_sentence(found: Sequence[ShapeFinding], formats: Formats) -> str:
    """Who is spread too thin, in one sentence for all of them."""
    roles = [
        say("{role} {share}", role=role_name(each.subject), share=formats.percent(each.has)) for each in found
    ]
    return say_count(
        "One role is there for less than {least} of the days of a stage that everything waits for, "
        "and tends to be missing when needed: {roles}.",
        "{count} roles are there for less than {least} of the days of a stage that everything waits for, "
        "and tend to be missing when needed: {roles}.",
        len(roles), least=formats.percent(found[0].wants), roles=", ".join(roles),
    )  # fmt: skip


Words = Callable[[ShapeFinding, Formats], str]

_SOUND: Mapping[Shape, Words] = {
    Shape.LEAD: lambda f, _: say("Somebody leads every three to six developers."),
    Shape.TESTER: lambda f, _: say("Somebody tests for every three to four developers."),
    Shape.MANAGED: lambda f, formats: say(
        "{share} of the days go into leading the work, and 15 to 25% is usual.",
        share=formats.percent(f.has),
    ),
    Shape.ALLOCATION: lambda f, _: say("Nobody is spread too thin where everything waits for them."),
    Shape.NAMED: lambda f, _: say("The key people are known by name."),
}

_UNSOUND: Mapping[Shape, Words] = {
    Shape.LEAD: lambda f, formats: say(
        "Too few lead these developers: {has}, where {wants} would be usual, one for three to six of them.",
        has=formats.number(f.has),
        wants=formats.number(f.wants),
    ),
    Shape.TESTER: lambda f, formats: say(
        "Too few test what these developers make: {has}, where {wants} would be usual, one for three to four.",
        has=formats.number(f.has),
        wants=formats.number(f.wants),
    ),
    Shape.MANAGED: lambda f, formats: (
        say(
            "The work is led {days} days a week, and less than one is too little.",
            days=formats.number(f.has.quantize(Decimal("0.1"))),
        )
        if f.weekly
        else say(
            "{share} of the days go into leading the work, where 15 to 25% is usual.",
            share=formats.percent(f.has),
        )
    ),
    Shape.NAMED: lambda f, _: say(
        "{role} has no name yet. Key people are named, and nobody is replaced without your consent.",
        role=role_name(f.subject),
    ),
}
