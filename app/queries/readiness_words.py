"""The one sentence that "Are you ready?" leads an owner with: where they stand, and what comes next."""

from collections.abc import Mapping

from app.queries.estimate_rows import EstimateView, ReadinessView
from app.words import say, say_count
from app.words.formats import Formats

QUOTES_FROM = 55
"""The score from which the bands of readiness say "Go to quotes"."""


def where_you_stand(ready: ReadinessView, size: EstimateView, open_questions: int, formats: Formats) -> str:
    """What is in the way comes first, then what is open, then how the job is bought and what it takes."""
    blockers = sum(each.blocker for each in ready.to_improve)
    if blockers:
        return say_count(
            "One answer stands in the way. Put it right before you ask anybody for a price.",
            "{count} answers stand in the way. Put them right before you ask anybody for a price.",
            blockers,
        )
    if open_questions:
        return say_count(
            "{count} short question is open. Answer it, and you know how to buy this.",
            "{count} short questions are open. Answer them, and you know how to buy this.",
            open_questions,
        )
    own = _by_class()
    word = "micro_task" if ready.small else ready.engagement_class
    if word in own:
        return own[word]
    if ready.provisional:
        return say("Some of it is not known yet, so this may still change. What it hangs on stands below.")
    if ready.score is not None and ready.score < QUOTES_FROM:
        return own["not_ready"]
    return _quotes(ready, size, formats)


def _by_class() -> Mapping[str, str]:
    """What is next where it is not to ask several providers for quotes."""
    return {
        "urgent_help": say(
            "Get help today, by the hour with a ceiling. The lasting repair is a project of its own."
        ),
        "do_it_yourself": say(
            "You can do this yourselves. Check your answers if you would rather have it done."
        ),
        "not_ready": say("Prepare first: the list beside says how. Nothing is lost by waiting."),
        "discovery": say("Begin with a small paid look at it, and ask for quotes on what that finds."),
        "micro_task": say(
            "This is a small job: one page describes it, and one page orders it. Check your answers."
        ),
    }


def _quotes(ready: ReadinessView, size: EstimateView, formats: Formats) -> str:
    if size.cost_p80 is None:
        return say_count(
            "You can ask for {count} quote. Check your answers first.",
            "You can ask for {count} quotes. Check your answers first.",
            ready.least_quotes,
        )
    return say_count(
        "You can ask for {count} quote, and {sum} excl. tax is enough four times in five. Check your answers first.",
        "You can ask for {count} quotes, and {sum} excl. tax is enough four times in five. Check your answers first.",
        ready.least_quotes,
        sum=formats.money_short(size.cost_p80),
    )
