"""The sentences of coaching: each rule with its reason, each fix with what its button says and does."""

from collections.abc import Callable, Mapping
from datetime import date

from app.analysis.coaching import Advice, Fix
from app.words import say, say_count
from app.words.formats import Formats

Words = tuple[str, str]

MOST_QUOTED = 12
"""Words of somebody’s that are repeated."""


def said(found: Advice, formats: Formats) -> Words:
    """What a piece of advice is called and what it says."""
    return _SAYS[found.rule](found, formats)


def act(fix: Fix, formats: Formats) -> Words:
    """What the button of a fix says, and what is said once it was pressed."""
    about = formats.day(fix.about) if isinstance(fix.about, date) else fix.about
    return _ACTS[fix.act](about)


def _swapped_ends(found: Advice, formats: Formats) -> Words:
    low, high = (formats.money_short(found.facts[end]) for end in ("low", "high"))
    return say("Did they swap places?"), say("Low is {low} and high is {high}.", low=low, high=high)


def _vague_word(found: Advice, formats: Formats) -> Words:
    return say("A bit clearer?"), say(
        "“{word}” is hard to check. {question} For example:",
        word=found.facts["word"],
        question=found.facts["ask"],
    )


def _card_details(found: Advice, formats: Formats) -> Words:
    return say("Card details"), say(
        "Card details usually stay with a payment company, so the team never sees them. Add as a must-have?"
    )


def _in_keep_clear(found: Advice, formats: Formats) -> Words:
    day, time = formats.day(found.facts["day"]), found.facts["time"]
    told = (
        say("{day} falls in “{time}”. Go live before or after?", day=day, time=time)
        if time
        else say("{day} falls in a time you want to keep clear. Go live before or after?", day=day)
    )
    return say("A busy time"), told


def _too_soon(found: Advice, formats: Formats) -> Words:
    return say("A tight date"), say_count(
        "Most projects like this take {least}–{most} weeks; you have {count}. What could be left for later?",
        "Most projects like this take {least}–{most} weeks; you have {count}. What could be left for later?",
        found.facts["left"],
        least=found.facts["least"],
        most=found.facts["most"],
    )


def _decides_late(found: Advice, formats: Formats) -> Words:
    needed, start, decide = (formats.day(found.facts[each]) for each in ("needed", "start", "decide"))
    return say("Deciding and starting"), say(
        "To be in use by {needed}, work has to start by {start}. You want to decide on {decide}.",
        needed=needed,
        start=start,
        decide=decide,
    )


def _budget_low(found: Advice, formats: Formats) -> Words:
    low, high, most = (formats.money_short(found.facts[each]) for each in ("low", "high", "most"))
    return say("Less than usual"), say(
        "By your answers so far, work like this usually costs {low} to {high}. You have up to {most}. "
        "What could be left for later?",
        low=low,
        high=high,
        most=most,
    )


def _budget_high(found: Advice, formats: Formats) -> Words:
    low, high, least = (formats.money_short(found.facts[each]) for each in ("low", "high", "least"))
    return say("More than usual"), say(
        "By your answers so far, work like this usually costs {low} to {high}. You start at {least}. "
        "Is there more to it than the brief says?",
        low=low,
        high=high,
        least=least,
    )


def _on_site_cost(found: Advice, formats: Formats) -> Words:
    whole, budget = (formats.money_short(found.facts[each]) for each in ("sum", "budget"))
    return say("At your place most days"), say(
        "Somebody at your place most days for {weeks} weeks comes to about {sum} alone. You have up to {budget}. "
        "Key moments are often enough.",
        weeks=found.facts["weeks"],
        sum=whole,
        budget=budget,
    )


def _no_rule(found: Advice, formats: Formats) -> Words:
    told = {
        "cards": say("Card payments come with rules. Name them, so that providers allow for them."),
        "health": say("Health details come with rules. Name them, so that providers allow for them."),
        "cards+health": say(
            "Card payments and health details come with rules. Name them, so that providers allow for them."
        ),
    }
    return say("No rule is named yet"), told[found.facts["kinds"]]


def _many_musts(found: Advice, formats: Formats) -> Words:
    return say("A long list"), say(
        "That’s {count}. Which could wait until after opening day?", count=found.facts["count"]
    )


def _two_in_one(found: Advice, formats: Formats) -> Words:
    return say("Two in one?"), say(
        "This looks like two must-haves: “{first}” and “{second}”. Apart, each can be checked.",
        first=_beginning(found.facts["first"]),
        second=_beginning(found.facts["second"]),
    )


def _beginning(text: str) -> str:
    """Enough of `text` to know it by: it may be a page that was pasted."""
    words = text.split()
    return text if len(words) <= MOST_QUOTED else " ".join(words[:MOST_QUOTED]) + " …"


def _nothing_out(found: Advice, formats: Formats) -> Words:
    told = (
        say("Nothing is ruled out yet. Common for projects like this:")
        if found.fixes
        else say("Nothing is ruled out yet. Name two things that are not part of this.")
    )
    return say("Not part of this"), told


def _wide_range(found: Advice, formats: Formats) -> Words:
    return say("A wide range"), say("That’s a wide range. What would make it the higher figure?")


def _problem_short(found: Advice, formats: Formats) -> Words:
    return say("Tell a little more"), say(
        "A bit more helps. Who notices first, and how often does it happen?"
    )


def _tool_named(found: Advice, formats: Formats) -> Words:
    return say("What should it fix?"), say(
        "You’ve named {tool}. What should it fix? Providers may know a simpler way.", tool=found.facts["tool"]
    )


_SAYS: Mapping[str, Callable[[Advice, Formats], Words]] = {
    "swapped_ends": _swapped_ends,
    "vague_word": _vague_word,
    "card_details": _card_details,
    "in_keep_clear": _in_keep_clear,
    "too_soon": _too_soon,
    "decides_late": _decides_late,
    "budget_low": _budget_low,
    "budget_high": _budget_high,
    "on_site_cost": _on_site_cost,
    "no_rule": _no_rule,
    "many_musts": _many_musts,
    "two_in_one": _two_in_one,
    "nothing_out": _nothing_out,
    "wide_range": _wide_range,
    "problem_short": _problem_short,
    "tool_named": _tool_named,
}

_ACTS: Mapping[str, Callable[[str], Words]] = {
    "swap": lambda _: (say("Swap them"), say("Low and high have swapped places.")),
    "use_wording": lambda _: (say("Use this wording"), say("The must-have has the new wording.")),
    "add_must": lambda about: (say("Add it"), say("Added “{text}” to the must-haves.", text=about)),
    "add_rule": lambda about: (about, say("Added “{text}” to the rules to follow.", text=about)),
    "go_live": lambda day: (say("Make it {day}", day=day), say("In use by {day} now.", day=day)),
    "decide_by": lambda day: (say("Decide by {day}", day=day), say("Decision by {day} now.", day=day)),
    "hide_range": lambda _: (say("Don’t show the range"), say("The range is left out of quote requests.")),
    "key_moments": lambda _: (
        say("Choose “At key moments”"),
        say("Somebody is at your place at key moments now."),
    ),
    "move_to_nice": lambda about: (about, say("Moved “{text}” to nice-to-have.", text=about)),
    "split": lambda _: (say("Split it"), say("The must-have is two now.")),
    "rule_out": lambda about: (about, say("Added “{text}” to what is not part of this.", text=about)),
}
"""Fix → what its button says, and what is said afterwards; `about` is the text or the day it is about."""
