"""What can be written down of a quote, by the knowledge: questions by role, what to ask a client, warning signs."""

from typing import NamedTuple

from app.knowledge import load_knowledge
from app.queries.evaluation_words import QUESTIONS, severity_words
from app.queries.provider_words import role_name
from app.words import say, say_known


class AskedInTalk(NamedTuple):
    """A question to whoever would fill a role, and what a good answer holds."""

    question: str
    good: str


def interview_questions(role: str) -> tuple[AskedInTalk, ...]:
    """What to ask in an interview for this role; empty where the knowledge has nothing for it."""
    asked = load_knowledge().matching.interview_questions.get(role, ())
    return tuple(AskedInTalk(say_known(each.q), say_known(each.good)) for each in asked)


def interview_roles(first: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Every role with its name; those of the quote come `first`, then those with questions of their own."""
    knowledge = load_knowledge()
    asked = tuple(knowledge.matching.interview_questions)
    return tuple((role, role_name(role)) for role in dict.fromkeys((*first, *asked, *knowledge.roles.roles)))


def reference_questions() -> tuple[str, ...]:
    """What to ask a client on the telephone, in this order."""
    return tuple(say_known(question) for question in load_knowledge().matching.reference_questions)


def reference_marks() -> tuple[tuple[str, str], ...]:
    """What a client gives marks from 1 to 5 on: key and words."""
    return tuple((key, words()) for key, words in QUESTIONS.items())


def again_choices() -> tuple[tuple[str, str], ...]:
    """Whether a client would place the same order again."""
    return (("yes", say("Yes")), ("yes_but", say("Yes, but")), ("no", say("No")))


def signs() -> tuple[tuple[str, str], ...]:
    """Every warning sign with how grave it is, the gravest first, then the checks of a quote."""
    matching = load_knowledge().matching
    flags = sorted(matching.red_flags.values(), key=lambda flag: -flag.severity)
    told = [
        (
            flag.id,
            say("{sign} ({severity})", sign=say_known(flag.sign), severity=severity_words(flag.severity)),
        )
        for flag in flags
    ]
    checks = [
        (check.id, say("{sign} ({severity})", sign=say_known(check.check), severity=severity_words(0)))
        for check in matching.quote_evaluation_checklist.values()
    ]
    return (*told, *checks)
