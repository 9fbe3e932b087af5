"""How brokers, what they say of providers and what their suggestions came to are put into words."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel import Locale

from app.analysis.counted_shares import CountedShare, counted_share
from app.analysis.endorsements import Basis
from app.analysis.jobs import Relation
from app.knowledge import load_knowledge
from app.queries.broker_rows import RecordLine
from app.queries.provider_words import skill_name, template_name
from app.queries.suggestion_records import Came
from app.words import say, say_count, say_known
from app.words.formats import Formats

NAMED_AT_MOST = 3
HALF = Decimal("0.5")


def fee_words(fee_model: str, own: str) -> str:
    """How a broker is paid: their own words, else the model's name; empty where nobody has said."""
    return own or fee_model_name(fee_model)


def fee_model_name(fee_model: str) -> str:
    """The name of a fee model with a capital; empty where none was chosen."""
    known = load_knowledge().matching.broker_independence.fee_models.get(fee_model)
    if known is None:
        return ""
    told = say_known(known.name)
    return told[:1].upper() + told[1:]


def fee_models() -> tuple[tuple[str, str], ...]:
    """The ways of being paid, the usual one first."""
    known = load_knowledge().matching.broker_independence.fee_models.values()
    ordered = sorted(known, key=lambda one: not one.default)
    return tuple((one.id, fee_model_name(one.id)) for one in ordered)


def bases() -> tuple[tuple[str, str], ...]:
    """What an endorsement can rest on, the best first."""
    words = {
        Basis.WORKED: say("Worked together on a project"),
        Basis.CLIENTS: say("Heard it from their clients"),
        Basis.SEEN: say("Looked at their work"),
        Basis.KNOWN: say("Knows the people"),
    }
    return tuple((basis.value, words[basis]) for basis in Basis)


def strengths() -> tuple[tuple[str, str], ...]:
    """How strongly a broker can speak for a provider."""
    return (
        ("1", say("1 · Worth a look")),
        ("2", say("2 · Good at this")),
        ("3", say("3 · I would choose them again")),
    )


def strength_words(strength: int) -> str:
    """How strongly it was said, as it is read."""
    words = {
        1: say("Worth a look (1 of 3)"),
        2: say("Good at this (2 of 3)"),
        3: say("I would choose them again (3 of 3)"),
    }
    return words[strength]


def own_ties() -> tuple[tuple[str, str], ...]:
    """The ties a broker can have to a provider, from their own side; none first."""
    return (
        (Relation.NONE.value, say("No tie")),
        (Relation.PAST_CLIENT.value, say("They were a client of mine")),
        (Relation.RESELLER.value, say("I resell for them")),
        (Relation.REFERRAL_FEE.value, say("They pay me a referral fee")),
        (Relation.SHARED_OWNERSHIP.value, say("We have owners in common")),
        (Relation.FAMILY.value, say("I have family there")),
    )


def weight_words(weight: Decimal, *, tied: bool, withdrawn: bool, formats: Formats) -> str:
    """What one endorsement weighs today."""
    if withdrawn:
        return say("Withdrawn: it does not count.")
    if tied:
        return say("Shown and not counted, because of the tie.")
    if not weight:
        return say("More than three years old: it no longer counts.")
    return say("Closes {weight} of the gap to a full score today.", weight=formats.percent(weight))


def endorsed_words(found: Mapping[str, Any] | None, before: int, formats: Formats) -> str:
    """Match and place with what brokers say, beside those without; empty where nobody says anything.

    `found` as a ranking keeps it; `before` is the match shown, which is the one without.
    """
    if not found:
        return ""
    part, place, without = Decimal(found["part"]), found["place"], found["without"]
    if part:
        return say(
            "With what brokers say of it: match {shown}, place {place}. Without: match {before}, place {without}. "
            "Their words close {part} of the gap to a full score.",
            shown=int(Decimal(found["total"]).quantize(Decimal(1), ROUND_HALF_UP)),
            place=place,
            before=before,
            without=without,
            part=formats.percent(part),
        )
    if place == without:
        return ""
    return say(
        "With what brokers say of others it would come {place}; without, {without}.",
        place=place,
        without=without,
    )


def record_lines(came: Came, formats: Formats) -> tuple[RecordLine, ...]:
    """What suggestions came to, each line a count with its interval."""
    return (
        _line(say("Asked for a quote, of those suggested"), counted_share(came.invited, came.suggested), formats),
        _line(say("Chosen, of those asked"), counted_share(min(came.awarded, came.invited), came.invited), formats),
        _line(
            say("Stages handed over in time, of those accepted"),
            counted_share(came.on_time, came.accepted),
            formats,
        ),
    )  # fmt: skip


def record_basis(came: Came) -> str:
    """What a record was counted from, in one sentence."""
    if not came.suggested:
        return say("Nothing to count yet: no suggestion of theirs is in a project of this workspace.")
    providers = say_count("{count} suggestion", "{count} suggestions", came.suggested)
    projects = say_count("{count} project", "{count} projects", came.projects)
    return say(
        "Counted from the projects of this workspace: {suggestions} in {projects}.",
        suggestions=providers,
        projects=projects,
    )


def short_record(came: Came) -> str:
    """The record on one line of a list: counts only, so that few never look like a rate."""
    if not came.suggested:
        return say("No record here yet")
    if not came.accepted:
        return say(
            "{awarded} chosen of {suggested} suggested · no stage accepted yet",
            awarded=came.awarded,
            suggested=came.suggested,
        )
    return say(
        "{awarded} chosen of {suggested} suggested · {on_time} of {accepted} stages in time",
        awarded=came.awarded,
        suggested=came.suggested,
        on_time=came.on_time,
        accepted=came.accepted,
    )


def _line(name: str, share: CountedShare, formats: Formats) -> RecordLine:
    if not share.of:
        return RecordLine(name, say("None yet"), say("Nothing to count yet"), 0, 0, None, None)
    return RecordLine(
        name,
        say("{hits} of {of}", hits=share.hits, of=share.of),
        say(
            "likely between {low} and {high}",
            low=formats.percent(share.low),
            high=formats.percent(share.high),
        ),
        share.hits,
        share.of,
        share.low,
        share.high,
    )


def gate_title(gate: str) -> str:
    """What a gate of the search for a broker looks at."""
    titles = {
        "BRK-LANGUAGE": say("Speaks the owner’s language"),
        "BRK-REGION": say("Takes work where the owner is"),
        "BRK-INTERESTS": say("No conflict of interest"),
    }
    return titles[gate]


def factor_title(factor: str) -> str:
    """What a factor of the search for a broker is called."""
    titles = {
        "BRK-FIT": say("Knows this kind of work"),
        "BRK-RECORD": say("What their suggestions came to"),
        "BRK-NEAR": say("Near the owner"),
        "BRK-TRADE": say("Knows the trade"),
    }
    return titles[factor]


Telling = Callable[[Mapping[str, Any], Formats], str]


def told(code: str, facts: Mapping[str, Any], formats: Formats) -> str:
    """What a gate or a factor found, in one sentence."""
    return _SENTENCES[code](facts, formats)


def _spoken(facts: Mapping[str, Any], _: Formats) -> str:
    return say("Speaks {languages}.", languages=", ".join(each.title() for each in facts["languages"]))


def _not_spoken(facts: Mapping[str, Any], _: Formats) -> str:
    return say(
        "Speaks none of: {languages}.", languages=", ".join(each.title() for each in facts["languages"])
    )


def _where(facts: Mapping[str, Any], formats: Formats) -> str:
    country = str(facts["country"])
    name = str(Locale.parse(formats.locale).territories.get(country, country))
    return str(facts["town"]) or name or say("the owner’s town")


def _skills(facts: Mapping[str, Any], _: Formats) -> str:
    names = ", ".join(skill_name(each) for each in facts["skills"][:NAMED_AT_MOST])
    if not names:
        return say("None of their specialities is what this work needs.")
    if facts["score"] < HALF:
        return say("Few of their specialities are what this work needs: {names}.", names=names)
    return say("Specialities that this work needs: {names}.", names=names)


def _kinds(facts: Mapping[str, Any], _: Formats) -> str:
    names = ", ".join(template_name(each) for each in facts["kinds"])
    if not names:
        return say("Does not usually advise on this kind of project.")
    return say("Advises on {names}.", names=names)


def _record(facts: Mapping[str, Any], formats: Formats) -> str:
    share = counted_share(int(facts["on_time"]), int(facts["accepted"]))
    return say(
        "{on_time} of {accepted} stages of their projects were handed over in time (likely between {low} and {high}).",
        on_time=share.hits,
        accepted=share.of,
        low=formats.percent(share.low),
        high=formats.percent(share.high),
    )


def _tied(facts: Mapping[str, Any], _: Formats) -> str:
    names = ", ".join(filter(None, facts["providers"]))
    if not names:
        return say("Has owners or family in common with a provider of this project.")
    return say("Has owners or family in common with {names}, which is in this project.", names=names)


_SENTENCES: Mapping[str, Telling] = {
    "any_language": lambda f, to: say("No language is asked for."),
    "language_not_stated": lambda f, to: say("We do not know which languages they speak."),
    "no_shared_language": _not_spoken,
    "shared_language": _spoken,
    "region_not_stated": lambda f, to: say("They have not said where they take work."),
    "region_taken": lambda f, to: say("Takes work in {place}.", place=_where(f, to)),
    "region_not_clear": lambda f, to: say(
        "Whether {place} is among the regions they take is not known.", place=_where(f, to)
    ),
    "region_not_taken": lambda f, to: say("Takes no work in {place}.", place=_where(f, to)),
    "tied_to_provider": _tied,
    "ties_not_told": lambda f, to: say("Tells of any ties to providers once you have chosen them."),
    "ties_told": lambda f, to: say("Has told of any ties for this project."),
    "kinds": _kinds,
    "kinds_not_stated": lambda f, to: say("They have not said which kinds of project they advise on."),
    "skills": _skills,
    "skills_not_stated": lambda f, to: say("They have not said what they know best."),
    "stages_on_time": _record,
    "unrated": lambda f, to: say("Too few accepted stages in this workspace to read a record from."),
    "place_not_stated": lambda f, to: say("We do not know where they are."),
    "same_town": lambda f, to: say("In the same town, {town}.", town=f["town"]),
    "same_area": lambda f, to: say("In {town}, in reach of the owner.", town=f["town"] or _where(f, to)),
    "same_country": lambda f, to: say("In the same country, but not near: {place}.", place=_where(f, to)),
    "elsewhere": lambda f, to: say("In another country: {place}.", place=_where(f, to)),
    "trade_not_stated": lambda f, to: say("Whether they know the owner’s trade is not known."),
    "trade_known": lambda f, to: say("Knows this trade: {trade}.", trade=skill_name(str(f["trade"]))),
    "trade_not_known": lambda f, to: say(
        "Does not name this trade: {trade}.", trade=skill_name(str(f["trade"]))
    ),
}
"""Every code that `app/analysis/broker_fit.py` can give, and how it is told."""


def written_words(written_on: date, formats: Formats) -> str:
    """When an endorsement was written."""
    return say("Written on {day}", day=formats.day(written_on))
