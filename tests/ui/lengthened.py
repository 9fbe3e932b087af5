"""The program's sentences at the length of German, so that what has room only in English is found."""

import gettext
import re
from functools import cache

PART = re.compile(r"\{[^{}]*\}|[^\W\d_]{3,}")
"""A named value, which stays as it is, or a word."""
GROWTH = 0.47
"""Letters added for each letter of a word: short words and gaps do not grow, so whole sentences grow by 35 %."""
ENDING = "ungsgemäßheitenschaftlichkeitsverordnung"


@cache
def lengthened(sentence: str) -> str:
    """`sentence` with the long words of German: a third longer, its values and its meaning in place."""
    return PART.sub(_grown, sentence)


def _grown(part: re.Match[str]) -> str:
    word = part[0]
    if word.startswith("{") or word.isupper():  # "CSV" is as short in any language
        return word
    return word + ENDING[: round(len(word) * GROWTH)]


class LongWords(gettext.NullTranslations):
    """A catalogue of a language that does not exist, with words as long as those of one that does."""

    def gettext(self, message: str) -> str:
        return lengthened(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return lengthened(super().ngettext(msgid1, msgid2, n))
