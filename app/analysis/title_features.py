"""What a job title says, as counted features: what a fitted table reads, and what it was fitted on.

A change here makes every fitted table wrong: `VERSION` stands in both and must agree. No training library, no
storage: a title in, counts out. Features of a block are hashed into one row of buckets (CRC-32), so that a table
needs no vocabulary beside it.
"""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from math import log
from typing import NamedTuple

VERSION = 1
BUCKETS = 8192
LONGEST_GRAM = 5
LONGEST_TITLE = 400
"""Letters of a title that are read; no title is longer, and what is longer is no title."""

WORD = re.compile(r"\.net|[a-z]+[#+]*|[0-9]+")
NO_HEAD = frozenset(("copy", "x", *"abcdefgh", "role", "roles", "post", "posts", "sc", "dv", "cleared"))
JOINING = frozenset(("and", "of", "the", "for", "in", "or"))
SUFFIXES = (
    *("ications", "ication", "ations", "ation", "ments", "ment", "ists", "ist", "ers", "er", "ors", "or"),
    *("ings", "ing", "ies", "ics", "ical", "al", "es", "s", "y", "e"),
)
"""Endings that make words of one trade: the first that fits is cut off, where four letters stay."""
STEM_LETTERS = 4

CUES: Mapping[str, str] = {
    name: rf"\b(?:{words})\b"
    for name, words in {
        "developer": r"develop(?:er|ers|ment)|software engineer|programmer|coder|java|javascript|python|ruby|\.?net"
        r"|php|drupal|wordpress|full ?stack|front ?end|back ?end|sharepoint|data engineer|data scientist|etl"
        r"|integration",
        "technicalArchitect": r"architects?|architecture|architectural|technical authority",
        "businessAnalyst": r"business analys(?:t|ts|is)|analys(?:t|ts|is)|requirements?|process (?:mapping|improvement)"
        r"|ba",
        "deliveryManager": r"delivery (?:manager|lead|management)|scrum ?master|transition|implementation lead",
        "programmeManager": r"program(?:me)? (?:manager|director|lead|management)"
        r"|project (?:managers?|lead|management|director)|relationship manager|planner|planning",
        "webOperations": r"dev ?ops|web ?ops|sys ?ops|(?:systems?|infrastructure|platform|network|cloud|build|release"
        r"|site reliability) (?:engineers?|administrators?|specialist)|linux|aws|hosting|operations engineer"
        r"|support engineer",
        "securityConsultant": r"security|secops|cyber|assurance coordinator|penetration|accreditor"
        r"|pen ?test(?:er|ing)?|information risk|soc|threats?|siem|iam",
        "userResearcher": r"user research(?:er|ers)?|research(?:er|ers)?|usability",
        "designer": r"ux|ui|user experience|interaction designer|service designer|graphic|designers?|user interface",
        "productManager": r"product (?:manager|owner|management|lead|director)",
        "serviceManager": r"service (?:manager|management|delivery|transition|owner|architect|lead|designer)",
        "contentDesigner": r"content|copywriter|editor|writer",
        "agileCoach": r"agile|coach|lean",
        "qualityAssurance": r"test(?:er|ers|ing)?|qa|quality assurance|automation test(?:er)?|test analyst",
        "portfolioManager": r"portfolio|pmo|project support|programme office",
        "communicationsManager": r"comms|communications?|marketing|engagement|liaison|change manager",
        "performanceAnalyst": r"performance analyst|data analyst|web analytics|analytics",
    }.items()
}
"""Words that name a trade, by the marketplace role they speak for: patterns, compiled by the first title."""


class Block(NamedTuple):
    """Features that are weighed together: brought to length one by `even`, then times `weight`."""

    counts: Mapping[str, int]
    weight: float
    even: bool = True


Reading = Callable[[str], tuple[Block, ...]]
"""How a title is read for one table."""


def role_features(title: str) -> tuple[Block, ...]:
    """For the marketplace roles: words and pairs, letters, and what the head word and the cues say."""
    low = title[:LONGEST_TITLE].lower()
    everything = WORD.findall(low)
    words = [word for word in everything if not word.isdigit()]
    said: Counter[str] = Counter(_ends([word for word in words if word not in NO_HEAD] or words))
    hits = {name: found.start() for name, cue in CUES.items() if (found := re.search(cue, low))}
    said.update(f"q:{name}" for name in hits)
    said.update([f"q1:{min(hits, key=lambda name: hits[name])}" if hits else "q0"])
    return (Block(_words(words), 1), Block(_grams(everything), 1), Block(said, 0.3, even=False))


def group_features(title: str) -> tuple[Block, ...]:
    """For the groups of the crosswalk: stems and pairs of them, letters, and the head noun with what narrows it."""
    low = title[:LONGEST_TITLE].lower()
    plain = re.sub(r"\([^)]*\)", " ", low)
    everything = re.findall("[a-z]+", low)
    outside = re.findall("[a-z]+", plain) or everything
    stems = [_stem(word) for word in everything if word not in JOINING]
    kept = [_stem(word) for word in outside if word not in JOINING]
    said: Counter[str] = Counter()
    if kept:
        of_what = re.search(r"([a-z]+) (?:of|for) ", plain)
        head = _stem(of_what.group(1) if of_what else outside[-1])
        said.update({f"h:{head}", f"hs:{outside[-1][-4:]}", f"f:{kept[0]}"})
        said.update({f"m:{stem}" for stem in kept if stem != head})
        if len(kept) > 1:
            said[f"h2:{kept[-2]} {kept[-1]}"] = 1
    counted = Counter(f"w:{stem}" for stem in stems)
    counted.update(f"b:{one} {other}" for one, other in pairwise(kept))
    return (Block(counted, 1), Block(_grams(everything), 1.3), Block(said, 0.4, even=False))


def bucket(feature: str) -> int:
    """The row of a table that `feature` shares with whatever else falls on it."""
    return zlib.crc32(feature.encode()) % BUCKETS


def words_of(title: str) -> frozenset[int]:
    """The words of a title as numbers, for asking whether a table has ever seen one of them."""
    words = (word for word in WORD.findall(title[:LONGEST_TITLE].lower()) if not word.isdigit())
    return frozenset(zlib.crc32(word.encode()) for word in words)


def vector(blocks: Iterable[Block], rarity: Callable[[int], float]) -> dict[int, float]:
    """Weight by bucket: 1 + log(count), times `rarity` in an even block, each even block at length one."""
    whole: dict[int, float] = {}
    for block in blocks:
        part: dict[int, float] = {}
        for feature, count in block.counts.items():
            at = bucket(feature)
            part[at] = part.get(at, 0.0) + 1 + log(count)
        if block.even:
            part = {at: value * rarity(at) for at, value in part.items()}
        length = sum(value * value for value in part.values()) ** 0.5 if block.even else 1.0
        for at, value in part.items():
            whole[at] = whole.get(at, 0.0) + block.weight * value / length
    return whole


def _words(words: list[str]) -> Counter[str]:
    counted = Counter(f"w:{word}" for word in words)
    counted.update(f"b:{one} {other}" for one, other in pairwise(words))
    return counted


def _grams(words: list[str]) -> Counter[str]:
    """Two to five letters in a row within a word and its two ends; a shorter word counts whole, once a length."""
    counted: Counter[str] = Counter()
    for word in words:
        ended = f" {word} "
        for length in range(2, LONGEST_GRAM + 1):
            starts = range(max(1, len(ended) - length + 1))
            counted.update(f"c:{ended[start : start + length]}" for start in starts)
    return counted


def _ends(words: list[str]) -> list[str]:
    if not words:
        return []
    return [
        f"h1:{words[-1]}",
        f"f1:{words[0]}",
        f"h2:{' '.join(words[-2:])}",
        f"len:{min(len(words), 8) // 2}",
    ]


def _stem(word: str) -> str:
    fits = (
        suffix for suffix in SUFFIXES if word.endswith(suffix) and len(word) - len(suffix) >= STEM_LETTERS
    )
    return word[: -len(suffix)] if (suffix := next(fits, "")) else word
