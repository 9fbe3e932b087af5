"""Whether a sentence tells how things are today: who uses a product does not ask for it."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from app.analysis.needs.words import Words

US = frozenset(
    (
        *("we", "i", "our", "my", "us", "we're", "we've", "i'm", "i've", "they", "she", "he", "they're"),
        *("everyone", "everybody", "everything", "all", "each", "most", "half", "some", "staff", "nobody"),
    )
)
"""Who or what a sentence about today is about."""

THINGS = frozenset(("the", "orders", "bookings", "invoices", "stock", "payments", "customers", "quotes"))
"""What it may be about, too, where it is said what is done with it: "the focus is on" tells of no product."""

KEPT = frozenset(
    (
        *(
            "site",
            "website",
            "shop",
            "store",
            "database",
            "phones",
            "server",
            "books",
            "accounts",
            "emails",
            "files",
        ),
        *(
            "records",
            "photos",
            "till",
            "tills",
            "rota",
            "diary",
            "letters",
            "prices",
            "contacts",
            "members",
            "stock",
        ),
    )
)
"""Things of a business that are on or in something."""

PEOPLE = frozenset(("we", "i", "they", "she", "he", "we've", "i've", "everyone", "everybody"))
ASKING = frozenset(
    (
        *(
            "want",
            "wants",
            "need",
            "needs",
            "must",
            "should",
            "shall",
            "would",
            "will",
            "could",
            "may",
            "might",
        ),
        *(
            "looking",
            "require",
            "requires",
            "please",
            "who",
            "that",
            "which",
            "somebody",
            "someone",
            "anybody",
        ),
        *(
            "anyone",
            "new",
            "if",
            "when",
            "until",
            "ideal",
            "experience",
            "we'd",
            "i'd",
            "we'll",
            "let",
            "like",
        ),
        *("building", "creating", "developing", "launching", "starting", "opening", "selling"),
        *(
            "ideally",
            "preferably",
            "you",
            "you'll",
            "comfortable",
            "familiar",
            "proficient",
            "able",
            "skills",
            "knowledge",
        ),
        *(
            "not",
            "never",
            "longer",
            "don't",
            "doesn't",
            "heard",
            "looked",
            "decided",
            "chosen",
            "thought",
            "hope",
        ),
    )
)
"""Words after which a clause tells no longer how things are, but what is wished or who is sought."""

AIMS = frozenset(
    (
        *(
            "goal",
            "goals",
            "aim",
            "aims",
            "wish",
            "plan",
            "idea",
            "preference",
            "dream",
            "priority",
            "budget",
        ),
        *("project", "task", "job", "role", "focus", "candidate", "choice", "favourite", "favorite", "next"),
        *(
            "requirement",
            "requirements",
            "vision",
            "target",
            "hope",
            "intention",
            "need",
            "solution",
            "option",
        ),
    )
)
"""What is no thing of today, although it is ours."""

BEING = frozenset(("is", "are", "was", "were", "been", "gets", "get", "it's", "being"))
IRREGULAR = frozenset(
    ("built", "made", "written", "done", "set", "kept", "held", "taken", "sold", "sent", "paid")
)
"""Participles: what is done with a thing, and what is to be done."""

MEANS = frozenset(
    ("in", "into", "on", "onto", "with", "through", "via", "by", "using", "from", "over", "inside")
)
BETWEEN = frozenset(
    (
        "for",
        "to",
        "who",
        "that",
        "which",
        "want",
        "wants",
        "need",
        "needs",
        "must",
        "new",
        "worked",
        "experience",
    )
)
"""Words after which a name is no longer what somebody has or uses."""

STATES = frozenset(
    (
        *("is", "are", "was", "were", "has", "had", "keeps", "keep", "gets", "runs", "crashes", "crashed"),
        *(
            "takes",
            "does",
            "do",
            "doesn't",
            "isn't",
            "costs",
            "works",
            "loses",
            "stops",
            "stopped",
            "goes",
            "falls",
        ),
    )
)
"""What is said of a thing that is there."""

OURS = frozenset(("our", "my"))
ARTICLES = ("a", "an", "the", "still", "just", "only")

TAKING = frozenset(
    (
        *(
            "get",
            "getting",
            "got",
            "take",
            "taking",
            "pull",
            "pulling",
            "bring",
            "bringing",
            "move",
            "moving",
        ),
        *("export", "exporting", "extract", "extracting", "rescue", "copy", "copying"),
    )
)
BELONGINGS = frozenset(
    (
        *(
            "data",
            "everything",
            "records",
            "contacts",
            "customers",
            "clients",
            "members",
            "patients",
            "donors",
        ),
        *("history", "files", "documents", "addresses", "photos", "products"),
    )
)
"""What somebody takes along when they leave a product: a report that is got out of it is none."""

_NEAR, _QUALIFIERS, _BEFORE_IT, _LONGEST, _TAKEN = 3, 3, 2, 6, 7


def tells_today(words: Words, begin: int, first: int, last: int, match: int) -> bool:
    """Whether the verb at words `first` up to `last` tells what is done today with what is named at `match`.

    `begin` is where its clause begins: there must be somebody or something of ours in it, and nothing that is wished.
    """
    before, said = words.keys[begin:last], words.keys[first]
    if wished(words.keys[begin:first]) or not AIMS.isdisjoint(before):
        return False
    if "to" in words.keys[max(first - _BEFORE_IT, begin) : first]:
        return False
    between = words.keys[last:match]
    if not BETWEEN.isdisjoint(between) or not ASKING.isdisjoint(between):
        return False
    about_us = not US.isdisjoint(before)
    if said in BEING:
        return about_us or not KEPT.isdisjoint(before)
    if said in IRREGULAR or said.endswith("ed"):
        being = not BEING.isdisjoint(words.keys[max(first - _NEAR, begin) : first])
        return not PEOPLE.isdisjoint(before) or (being and (about_us or _of_a_thing(words, begin, first)))
    return about_us or _of_a_thing(words, begin, first)


def wished(before: Sequence[str]) -> bool:
    """Whether somebody wishes or is sought before the verb: "who types", yet not "which we type"."""
    return any(
        key in ASKING and not (key in ("which", "that") and following in PEOPLE)
        for key, following in zip_longest(before, before[1:])
    )


def _of_a_thing(words: Words, begin: int, first: int) -> bool:
    return not THINGS.isdisjoint(words.keys[begin:first])


def by_means(words: Words, last: int, match: int) -> bool:
    """Whether a word like "in" or "with" stands right before the name, but for an article and an adjective or two."""
    return not MEANS.isdisjoint(words.keys[max(match - _QUALIFIERS, last) : match])


def ours_and_so(words: Words, begin: int, first: int, last: int) -> bool:
    """Whether a clause begins with the name as a thing of ours and says how it is: "our till is six years old"."""
    opening, after = words.keys[begin:first], words.keys[last : last + _NEAR + 1]
    if not OURS.intersection(opening[-_NEAR:]) or not ASKING.isdisjoint(opening):
        return False
    for at, key in enumerate(after):
        if key in STATES:
            return after[at + 1 : at + 2] not in (["to"], ["needed"], ["required"])
        if key in ASKING or key in ("and", "or"):
            return False
    return False


def is_one(words: Words, begin: int, subject: int | None, match: int) -> bool:
    """Whether the name is what a thing of ours is: "our till is a Lightspeed".

    `subject` is where a thing named before it ends; only with such a one "the" is enough.
    """
    before = words.keys[begin:match]
    while before and before[-1] in ARTICLES:
        before.pop()
    if (
        before[-1:] not in (["is"], ["are"], ["was"])
        or not ASKING.isdisjoint(before)
        or len(before) > _LONGEST
    ):
        return False
    if not AIMS.isdisjoint(before):
        return False
    there = subject is not None or not KEPT.isdisjoint(before)
    return bool(OURS.intersection(before)) or (there and before[0] == "the")


def capitals(words: Words, some: Iterable[int]) -> bool:
    """Whether one of the words is written with a capital."""
    return any(words.written(at)[:1].isupper() for at in some)


def takes_out(words: Words, first: int, last: int, match: int) -> bool:
    """Whether "out of" at words `first` up to `last` tells that all of ours leaves what is named at `match`."""
    before = words.keys[max(first - _TAKEN, 0) : first]
    return (
        match - last < _QUALIFIERS
        and not TAKING.isdisjoint(before)
        and not BELONGINGS.isdisjoint(before[-2:])
    )
