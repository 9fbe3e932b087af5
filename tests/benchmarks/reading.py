"""Reading needs from 500 words, beside a regular expression of all names, beside fuzzy windows, and with more names.

The peers only look for names of skills; ours also tells polarity, levels, people, money, days, places and hints.
"""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import product

from app.analysis.needs import Vocabulary, read
from app.analysis.needs.typos import load_rapidfuzz
from app.analysis.needs.vocabulary import Name, names, spellings
from app.knowledge import load_knowledge
from app.knowledge.vocabulary import SHORTEST_SPELLING, vocabulary
from tests.benchmarks.measure import Measured, alternate, timed

TODAY = date(2026, 11, 23)
WORDS = 500
MANY = 30_000
BEFORE_TYPING = 0.005
"""Seconds that reading 500 words may take, so that nobody who types waits for it."""

ALIKE = 0.88
LONGEST_WINDOW = 4
SLOWER = 1.5
PARAGRAPH = """We are a wholesaler of garden tools in Leeds with 24 people. Our web shop runs on Magento 1, which is
out of support, so we want to move to Shopify before Easter. Orders must arrive in Sage 50 within ten minutes, without
retyping. About 6,000 products are kept in an Excel sheet and their pictures on a NAS. Our budget is £25,000 to £35,000
plus VAT; hosting should cost less than £150 a month. No WordPress please, we had that. It would be nice to have a
trade portal with customer prices, and perhaps an app later. Somebody should come to our office two days a week for
the first month. We take card payments with Stripe and keep the names and addresses of 12,000 customers. The person
who leads this has delivered such a move before, talks plainly, and answers within a day. Our Zorblatt scales print
labels through a small program that nobody dares to touch; it stays, and reads its orders from a folder. """


def measured(rounds: int) -> Iterator[Measured]:
    """Ours beside each peer, then with thirty thousand names beside what ships."""
    known = vocabulary(load_knowledge())
    text = text_of(WORDS)
    ours = timed(partial(read, text, known, today=TODAY))
    phrases = sorted(known.skills.phrases, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
    mine, theirs = alternate(ours, timed(partial(by_pattern, text, pattern)), rounds)
    least = min(processor_seconds(partial(read, text, known, today=TODAY)) for _ in range(rounds))
    allowed = f"of {BEFORE_TYPING * 1e3:g} ms allowed"
    note = {f"processor time of the quickest, {allowed}": f"{least * 1e3:.1f} ms"}
    yield Measured(
        "reading",
        f"everything that {WORDS} words say",
        "a regular expression of the names",
        1.0,
        mine,
        theirs,
        note,
    )
    mine, theirs = alternate(ours, timed(partial(by_windows, text, phrases)), min(rounds, 5))
    yield Measured("reading", f"everything that {WORDS} words say", "fuzzy windows", 1.0, mine, theirs)
    large = enlarged(known, MANY)
    mine, theirs = alternate(timed(partial(read, text, large, today=TODAY)), ours, rounds)
    what = f"the same with {len(large.skills.phrases):,} names"
    peer = f"the {len(known.skills.phrases):,} that ship"
    yield Measured("names", what, peer, SLOWER, mine, theirs)


def processor_seconds(work: Callable[[], object]) -> float:
    """What the processor spent on `work`, whatever else it had to do."""
    start = time.process_time()
    work()
    return time.process_time() - start


def text_of(count: int) -> str:
    """An owner's description of `count` words."""
    return " ".join((PARAGRAPH * (count // 100)).split()[:count])


def by_pattern(text: str, pattern: re.Pattern[str]) -> int:
    """One alternation of all names; answers how many were found."""
    return sum(1 for _ in pattern.finditer(text.lower()))


def by_windows(text: str, phrases: list[str]) -> int:
    """Every window of one to four words against every name."""
    process, likeness = load_rapidfuzz()
    words = re.findall(r"\w+", text.lower())
    windows = {
        " ".join(words[at : at + size]) for size in range(1, LONGEST_WINDOW + 1) for at in range(len(words))
    }
    return sum(
        process.extractOne(window, phrases, scorer=likeness, score_cutoff=ALIKE) is not None
        for window in windows
    )


def enlarged(known: Vocabulary, count: int) -> Vocabulary:
    """`known` with made-up names of one and two words, until there are `count`."""
    parts = (
        "ka",
        "lo",
        "mi",
        "ne",
        "pu",
        "ra",
        "si",
        "to",
        "ve",
        "wu",
        "xa",
        "yo",
        "zi",
        "bre",
        "cla",
        "dro",
    )
    singles = ["".join(syllables).title() for syllables in product(parts, repeat=3)]
    pairs = (f"{one} {other}" for one, other in zip(singles * 8, singles[7:] * 8, strict=False))
    made = [*singles, *dict.fromkeys(pairs)]
    entries = [*known.skills.phrases.items()]
    entries += [(name, Name("sk.made-up")) for name in made][: count - len(entries)]
    skills = names(entries)
    return known._replace(skills=skills, spellings=spellings(skills, SHORTEST_SPELLING))
