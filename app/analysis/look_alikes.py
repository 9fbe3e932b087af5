"""Names that look alike: fold what a reader would not notice, so that one firm is not listed twice."""

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from typing import Generic, TypeVar

_CYRILLIC = ("абвеёзикмнопрстухчьэѕіјӏԁԛԝһ", "a6beë3ukmhonpctyx4b3sijldqwh")
_GREEK = ("αβγεζηικμνορστυχω", "aßyeznikmvopotuxw")
_LETTERS = ("ıȷℓøłđðþħŧ", "ijloldðþht")
_STROKES = ("|!¡ǀ∣", "lllll")
_TABLE = str.maketrans(
    {
        ord(shape): looks
        for pair in (_CYRILLIC, _GREEK, _LETTERS, _STROKES)
        for shape, looks in zip(*pair, strict=True)
    }
    | {ord("0"): "o", ord("1"): "l", ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe"}
)
"""Shapes readers take for one another, after case and accents are gone.

A selection of Unicode's confusables (UTS 39): the Cyrillic and Greek letters that pass for Latin ones,
letters with a stroke, and the digits 0 and 1 for o and l.
"""

_LEGAL_FORMS = frozenset(
    {
        *("ltd", "limited", "llp", "llc", "plc", "inc", "co", "corp", "corporation", "company"),
        *("incorporated", "lp", "pllc", "pc", "gbr", "ev", "mbh", "se", "scs", "snc", "sas", "sasu", "eurl"),
        *("gmbh", "ag", "kg", "ohg", "ug", "bv", "nv", "sarl", "sas", "sa", "spa", "srl", "sl"),
        *("ab", "as", "aps", "oy", "pvt", "pte", "pty", "kft", "sro"),
    }
)
"""Legal forms, which lists leave out or write differently."""

_JOINING = frozenset({"and", "und", "et", "the"})
"""Words that lists leave out, or write as "&"."""

SHORTEST = 8
"""Letters of a name from which a slip is looked for: shorter ones are often one letter apart and not the same."""

LONG_WORD = 5
"""Letters of a word in which a slip is believed; shorter ones are initials as often as not."""

MOST_NEAR = 400
"""Names that share a half of their letters, up to which each is looked at."""

K = TypeVar("K")


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold())
    if not bare.isascii():
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return bare.translate(_TABLE)


def look(text: str) -> str:
    """What `text` looks like at a glance: no case, accents, punctuation, spaces or look-alike letters.

    Two texts with the same look may be the same name; an empty look says nothing.
    """
    return "".join(re.findall(r"\w+", _folded(text))).replace("_", "")


def firm_look(name: str) -> str:
    """The look of a firm's name without its legal form: "Acme, Ltd." looks like "ACME"."""
    return "".join(_firm_words(name))


def _firm_words(name: str) -> list[str]:
    words = re.findall(r"[^\W_]+", name.casefold().replace(".", ""))
    telling = [word for word in words if word not in _LEGAL_FORMS and word not in _JOINING]
    return [look(word) for word in telling or words]


class Likeness(Enum):
    """How a name looks like another: as written, with its words in another order, or but for a slip of one letter."""

    LOOK = "look"
    ORDER = "order"
    SLIP = "slip"


class AlikeNames(Generic[K]):
    """Names by what they look like, so that those like another are found without comparing all with all.

    A slip is one letter more, less, other, or two that changed places, in a name of at least `SHORTEST` letters.
    Figures and short words must be the same: "Studio 54" is not "Studio 55", nor "STG Systems" "PTG Systems".
    """

    def __init__(self) -> None:
        self._keys: list[K] = []
        self._names: list[tuple[str, str, str]] = []
        self._looks: dict[str, list[int]] = {}
        self._halves: dict[tuple[str, bool, str], list[int]] = {}

    def add(self, key: K, name: str) -> None:
        """Take in a name under a key of the caller's."""
        words = _firm_words(name)
        inward, turned = "".join(words), "".join(sorted(words))
        at, figures = len(self._keys), _figures(name)
        self._keys.append(key)
        self._names.append((inward, turned, name))
        for each in {inward, turned}:
            self._looks.setdefault(each, []).append(at)
        for each in {inward, turned} if len(inward) >= SHORTEST else ():
            half = (len(each) - 1) // 2
            self._halves.setdefault((figures, True, each[:half]), []).append(at)
            self._halves.setdefault((figures, False, each[-half:]), []).append(at)

    def like(self, name: str) -> list[tuple[K, Likeness]]:
        """The keys of the names that look like `name`, the closest first; none for a name that says nothing."""
        words = _firm_words(name)
        inward, turned = "".join(words), "".join(sorted(words))
        if not inward:
            return []
        found = {
            at: Likeness.LOOK if self._names[at][0] == inward else Likeness.ORDER
            for each in (inward, turned)
            for at in self._looks.get(each, ())
        }
        if len(inward) >= SHORTEST:
            figures = _figures(name)
            for each in {inward, turned}:
                for at in self._near(each, figures) - found.keys():
                    mine, other, known = self._names[at]
                    if (one_slip(each, mine) or one_slip(each, other)) and _may_slip(name, known):
                        found[at] = Likeness.SLIP
        ranked = sorted(found.items(), key=lambda each: (list(Likeness).index(each[1]), each[0]))
        return [(self._keys[at], likeness) for at, likeness in ranked]

    def _near(self, look_of_it: str, figures: str) -> set[int]:
        """Those with the same figures that share the first or the last half; a slip leaves one of them whole.

        Halves of many tell nothing.
        """
        near: set[int] = set()
        for half in {(len(look_of_it) + more - 1) // 2 for more in (-1, 0, 1)}:
            for key in ((figures, True, look_of_it[:half]), (figures, False, look_of_it[-half:])):
                some = self._halves.get(key, ())
                if len(some) <= MOST_NEAR:
                    near.update(some)
        return near


def one_slip(one: str, other: str) -> bool:
    """Whether two different texts are the same but for one letter, or for two neighbours that changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    shared = min(len(one), len(other))
    start = end = 0
    while start < shared and one[start] == other[start]:
        start += 1
    while end < shared - start and one[-1 - end] == other[-1 - end]:
        end += 1
    mine, theirs = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(mine), len(theirs)) <= 1 or (len(mine) == len(theirs) == 2 and mine == theirs[::-1])


def _figures(name: str) -> str:
    return "".join(re.findall(r"\d", name))


def _may_slip(one: str, other: str) -> bool:
    """Whether no initials differ, as in "STG Systems" and "PTG Systems"."""
    mine, theirs = set(_firm_words(one)), set(_firm_words(other))
    return all(len(word) >= LONG_WORD for word in mine ^ theirs)


def same_text(text: str) -> str:
    """`text` as equality sees it: composed, without case and with single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()
