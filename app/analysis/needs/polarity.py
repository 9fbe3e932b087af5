"""Whether what is named is wanted, wished for, refused or on its way out: cues near it, clause by clause."""

from collections.abc import Sequence
from typing import NamedTuple

from app.analysis.needs.cues import Cue, Cues
from app.analysis.needs.findings import Polarity
from app.analysis.needs.in_use import by_means, capitals, is_one, ours_and_so, takes_out, tells_today, wished
from app.analysis.needs.scan import Match
from app.analysis.needs.words import Words

REACH = 6
"""How many words a cue reaches."""

LIST = frozenset(("and", "or", "nor"))
FILLERS = LIST | frozenset(
    ("any", "other", "another", "a", "an", "the", "even", "similar", "such", "as", "like")
)
FINITE = frozenset(
    ("must", "should", "will", "is", "are", "has", "have", "need", "needs", "would", "can", "stays", "stay")
)
SUBJECTS = frozenset(("we", "i", "it", "they", "you", "he", "she", "please"))
AWAY = SUBJECTS | frozenset(
    ("to", "with", "into", "onto", "want", "wants", "need", "needs", "use", "using", "in")
)
"""Words after which a name is no longer what a cue before the last name was about."""

BEING = frozenset(("is", "are", "was", "were", "please"))
NEEDED = frozenset(("needed", "required", "necessary", "wanted", "interested", "option", "acceptable"))

AUXILIARIES = frozenset(
    (
        "don't",
        "doesn't",
        "isn't",
        "aren't",
        "won't",
        "cannot",
        "can't",
        "do",
        "does",
        "is",
        "are",
        "will",
        "can",
    )
)
WISHES = frozenset(
    (
        "want",
        "need",
        "require",
        "like",
        "wish",
        "accept",
        "consider",
        "include",
        "be",
        "looking",
        "interested",
    )
)
OURS = frozenset(("we", "i", "you", "must", "should", "please", "will", "to", "shall"))
"""Before "not use": whose will it is; that others do not use a thing is just so."""
GONE = (["any", "more"], ["any", "longer"])
"""After "do not use" a product: it was used, whoever they are."""

PREDICATES = frozenset(
    (
        "meets",
        "meet",
        "fits",
        "exists",
        "works",
        "does",
        "do",
        "can",
        "could",
        "will",
        "has",
        "is",
        "are",
        "offers",
    )
)
ARTICLES = frozenset(
    ("a", "an", "the", "any", "to", "with", "in", "on", "for", "another", "more", "it", "their")
)

LONGEST_LIST = 30
FAR = 2 * REACH
"""How far a cue, and how far the end of a sentence that says where somebody moves, is looked for."""

LONGEST_CLAUSE = 2 * FAR
"""How far back a wish is looked for that its whole clause is about: "you will … on a site that runs on X"."""

QUALIFIERS = 4
"""How many words, with it, may part a name from "from", "to" or the like."""

EXPERTS = frozenset(
    (
        "expert",
        "experts",
        "analyst",
        "person",
        "specialist",
        "specialists",
        "developer",
        "developers",
        "freelancer",
        "freelancers",
        "consultant",
    )
)
"""Words after a name that make it somebody who is sought, unless it is one of ours."""

INSTEAD = frozenset(("it", "them", "which", "this", "that", "they"))
"""Words that stand for a name in a later clause."""

USES = ("today", "habit", "beside")
SAYING: dict[str, Polarity] = {
    "target": "required",
    "connect": "required",
    "keep": "in_place",
    "nice": "nice",
}
"""What a cue before a name says however far it is, within its reach."""

BEHIND: dict[str, Polarity] = {
    "legacy_after": "legacy",
    "keep_after": "in_place",
    "not_after": "excluded",
    "nice": "nice",
}
"""What a cue after a name says."""


class Told(NamedTuple):
    """What is said of a name, and by which kind of cue; of a bare mention by none."""

    polarity: Polarity
    cue: str = ""


def polarities(words: Words, cues: Cues, matches: Sequence[Match]) -> list[Told]:
    """What is said of each of `matches`, which stand in the order of the text."""
    told: list[Told] = []
    for number, match in enumerate(matches):
        before = matches[number - 1] if number else None
        after = matches[number + 1] if number + 1 < len(matches) else None
        own = _own(words, cues, match, before, after)
        if own is None and before is not None and _goes_on(words, matches, number):
            own = told[-1]
        heading = cues.heading(match.first)
        told.append(own or (Told(heading, "heading") if heading else Told("required")))
    return told


def _own(words: Words, cues: Cues, match: Match, before: Match | None, after: Match | None) -> Told | None:
    """What the cues nearest to the match say; None where there is none."""
    begin = _clause_start(words, match.first)
    end = _clause_end(words, match.last)
    ahead = [cue for cue in cues.between(max(begin, match.first - REACH - 4), match.first)]
    ahead = [cue for cue in ahead if cue.last <= match.first and match.first - cue.last < REACH]
    behind = [cue for cue in cues.between(match.last, min(end, match.last + REACH))]
    if after is not None:
        behind = [cue for cue in behind if cue.first < after.first or cue.kind == "nice"]
    softened = any(cue.kind == "nice" for cue in behind)
    for cue in reversed(ahead):
        if cue.kind == "not" and _reaches(words, cue, match, before):
            return None if _only_states(words, cue, match) else Told("excluded", "not")
        between = before is not None and cue.last <= before.first
        if cue.kind in USES and _uses(words, begin, cue, match, between):
            return _of_today(words, cues, match, after, by=cue.kind)
        if cue.kind == "considered" and _looked_at(words, cue, match, before):
            return _later(words, cues, match, after) or Told("nice", cue.kind)
        said = _ahead(words, ahead, cue, match, before)
        if said is not None:
            return Told("nice", said.cue) if softened and said.cue in ("must", "ask") else said
    if words.keys[match.last : match.last + 1] and words.keys[match.last] in EXPERTS:
        return None if _ours(words, match) else Told("nice" if softened else "required", "ask")
    for cue in behind:
        if cue.kind in BEHIND:
            return Told(BEHIND[cue.kind], cue.kind)
        if cue.kind == "today_after":
            return _of_today(words, cues, match, after)
        if cue.kind == "not" and (
            words.keys[cue.first - 1] in BEING or set(words.keys[cue.last : cue.last + 2]) & NEEDED
        ):
            return Told("excluded", "not")
    subject = before.last if before is not None and begin < before.first else None
    if ours_and_so(words, begin, match.first, match.last) or is_one(words, begin, subject, match.first):
        return _of_today(words, cues, match, after)
    return _later(words, cues, match, after)


def _ahead(words: Words, ahead: Sequence[Cue], cue: Cue, match: Match, before: Match | None) -> Told | None:
    """What one cue of those before the match says, where it is neither a negation nor tells of today."""
    between = before is not None and cue.last <= before.first
    if cue.kind == "legacy" and (not between or _listed(words, before, match)):
        joined = any(one.kind == "connect" and cue.first - one.last <= 1 for one in ahead)
        return Told("required", "connect") if joined else Told("legacy", "legacy")
    if cue.kind in SAYING:
        return Told(SAYING[cue.kind], cue.kind)
    if cue.kind == "beside" and words.keys[cue.first].startswith("work"):
        return Told("required", "connect")
    if cue.kind == "out" and takes_out(words, cue.first, cue.last, match.first):
        return Told("legacy", "legacy")
    if cue.kind == "mover":
        return _moved(words, cue, match)
    if cue.kind == "lack" and not between:
        return Told("required", "lack")
    if cue.kind in ("must", "ask") and not between and not _refuses(ahead, cue):
        return Told("required", cue.kind)
    return None


def _reaches(words: Words, cue: Cue, match: Match, before: Match | None) -> bool:
    """Whether a negation is still about the match, where another name stands between the two."""
    if before is None or cue.last > before.first:
        return True
    return AWAY.isdisjoint(words.keys[before.last : match.first])


def _looked_at(words: Words, cue: Cue, match: Match, before: Match | None) -> bool:
    """Whether what was looked at is the match, or a name that it is listed with: not "tried to connect X"."""
    if before is not None and cue.last <= before.first:
        return _listed(words, before, match)
    return FILLERS.issuperset(words.keys[cue.last : match.first])


def _ours(words: Words, match: Match) -> bool:
    return not {"our", "my"}.isdisjoint(words.keys[max(match.first - 2, 0) : match.first])


def _uses(words: Words, begin: int, cue: Cue, match: Match, between: bool) -> bool:
    """Whether a verb of use ahead of the match tells that it is used; what stands "between" must be listed with it."""
    last = cue.last
    if between and words.keys[match.first - 1] in LIST:
        last = match.first
    elif between if cue.kind != "habit" else not by_means(words, last, match.first):
        return False
    if cue.kind == "beside" and words.keys[cue.first] not in ("we", "works"):
        return False
    whole = _clause_start(words, match.first, LONGEST_CLAUSE)
    return not wished(words.keys[whole:begin]) and tells_today(words, begin, cue.first, last, match.first)


def _of_today(words: Words, cues: Cues, match: Match, after: Match | None, *, by: str = "today") -> Told:
    """What they have today is in place, unless the sentence goes on to say that it goes."""
    if _leaves(words, cues, match, after):
        return Told("legacy", by)
    return _later(words, cues, match, after) or Told("in_place", by)


def _later(words: Words, cues: Cues, match: Match, after: Match | None) -> Told | None:
    """What a later clause says of the match by a word that stands for it: "but it is slow and must go"."""
    until = min(match.last + 2 * FAR, after.first if after is not None else len(words.keys))
    for cue in cues.between(match.last, until):
        if words.sentence[cue.first] > words.sentence[match.first] + 1:
            break
        if cue.kind == "legacy" and not INSTEAD.isdisjoint(words.keys[cue.last : cue.last + 1]):
            return Told("required", "must") if _takes_over(words, match, cue) else Told("legacy", "legacy")
        if cue.kind in BEHIND and cue.kind != "nice":
            at = _clause_start(words, cue.first)
            if not INSTEAD.isdisjoint(words.keys[max(at, match.last) : cue.last]):
                return Told(BEHIND[cue.kind], cue.kind)
    return None


def _takes_over(words: Words, match: Match, cue: Cue) -> bool:
    """Whether the match is what comes in the place of another: "a database is required to replace this"."""
    return (
        cue.first - match.last == 2
        and words.keys[match.last] in BEING
        and words.keys[match.last + 1] in NEEDED
    )


def _moved(words: Words, cue: Cue, match: Match) -> Told | None:
    """What "go from X to Y" says: where it is left from is to go, and where it goes to is wanted."""
    for key in reversed(words.keys[max(cue.last, match.first - QUALIFIERS) : match.first]):
        if key in ("from", "off"):
            return Told("legacy", "mover")
        if key in ("to", "onto"):
            return Told("required", "target")
    return None


def _refuses(ahead: Sequence[Cue], wish: Cue) -> bool:
    """Whether a negation stands right before a wish: "we do not really need"."""
    return any(cue.kind == "not" and 0 <= wish.first - cue.last < 2 for cue in ahead)


def _only_states(words: Words, cue: Cue, match: Match) -> bool:
    """Whether the negation tells how things are and refuses nothing: "it does not meet X", "no X meets our needs"."""
    said = words.keys[cue.first : cue.last]
    if said == ["no"]:
        return not PREDICATES.isdisjoint(words.keys[match.last : _clause_end(words, match.last)][:2])
    first = words.keys[cue.last] if cue.last < match.first else ""
    before = words.keys[cue.first - 1] if cue.first else ""
    if first in ("use", "work"):
        if said == ["no", "longer"] or words.keys[match.last : match.last + 2] in GONE:
            return False
        subject = words.keys[max(cue.first - 2, 0)] if before in AUXILIARIES else before
        return subject not in OURS or _ours(words, match)
    spoken = said[0] in AUXILIARIES or (said == ["not"] and before in AUXILIARIES)
    return spoken and bool(first) and first not in WISHES and first not in ARTICLES


def _leaves(words: Words, cues: Cues, match: Match, after: Match | None) -> bool:
    """Whether the sentence goes on to say that or where they move: what a shop "runs on" alone is no reason to go."""
    sentence, last = words.sentence[match.first], match.last
    for cue in cues.between(last, last + FAR):
        if words.sentence[cue.first] != sentence:
            break
        if cue.kind == "leave":
            return True
        if cue.kind == "target" and words.keys[cue.first] != "new":
            near = range(cue.last, min(cue.last + QUALIFIERS, len(words.keys)))
            if (after is not None and 0 <= after.first - cue.last < QUALIFIERS) or capitals(words, near):
                return True
    rest = range(last, min(last + FAR, len(words.keys)))
    return any(
        words.keys[at] == "instead"
        and words.sentence[at] == sentence
        and words.keys[at + 1 : at + 2] != ["of"]
        for at in rest
    )


def _clause_start(words: Words, at: int, far: int = FAR) -> int:
    """Where the clause of word `at` begins, a joined main clause being one of its own."""
    clause, start = words.clause[at], at
    while start > max(at - far, 0) and words.clause[start - 1] == clause:
        if words.keys[start - 1] in ("and", "so") and (
            words.keys[start] in SUBJECTS or not set(words.keys[at + 1 : at + 3]).isdisjoint(FINITE)
        ):
            break
        start -= 1
    return start


def _clause_end(words: Words, at: int) -> int:
    end = at
    clause = words.clause[at - 1]
    while end < min(at + FAR, len(words.keys)) and words.clause[end] == clause:
        if words.keys[end] in ("and", "so") and end + 1 < len(words.keys) and words.keys[end + 1] in SUBJECTS:
            break
        end += 1
    return end


def _listed(words: Words, one: Match | None, other: Match) -> bool:
    """Whether two names are neighbours in a list: nothing stands between them but commas and a joining word."""
    if one is None:
        return False
    return words.sentence[one.first] == words.sentence[other.first] and all(
        key in FILLERS for key in words.keys[one.last : other.first]
    )


def _goes_on(words: Words, matches: Sequence[Match], number: int) -> bool:
    """Whether the match goes on with the list before it: "no A, B or C", not "no A, C would do"."""
    for here in range(number, min(number + LONGEST_LIST, len(matches))):
        match = matches[here]
        if not _listed(words, matches[here - 1], match):
            return here > number and _ends(words, matches[here - 1])
        if any(key in LIST for key in words.keys[matches[here - 1].last : match.first]):
            return match.last == len(words.keys) or words.keys[match.last] not in FINITE
    return _ends(words, matches[min(number + LONGEST_LIST, len(matches)) - 1])


def _ends(words: Words, match: Match) -> bool:
    """Whether the clause ends with the match, and no new one goes on about somebody."""
    if match.last == len(words.keys) or words.sentence[match.last] != words.sentence[match.first]:
        return True
    return words.clause[match.last] != words.clause[match.first] and words.keys[match.last] not in SUBJECTS
