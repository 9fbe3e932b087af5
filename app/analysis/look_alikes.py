"""Names that look alike: fold what a reader would not notice, so that one firm is not listed twice."""

import re
import unicodedata
from functools import lru_cache

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
        *("gmbh", "ag", "kg", "ohg", "ug", "bv", "nv", "sarl", "sas", "sa", "spa", "srl", "sl"),
        *("ab", "as", "aps", "oy", "pvt", "pte", "pty", "kft", "sro"),
    }
)
"""Legal forms, which lists leave out or write differently."""


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
    words = re.findall(r"[^\W_]+", name.casefold().replace(".", ""))
    telling = [word for word in words if word not in _LEGAL_FORMS]
    return "".join(look(word) for word in telling or words)


def same_text(text: str) -> str:
    """`text` as equality sees it: composed, without case and with single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()
