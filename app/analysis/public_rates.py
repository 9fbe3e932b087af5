"""What public contracts pay for an hour of work, by title, education and experience, as a small fitted table.

The table is a sum of named coefficients: the logarithm of the hourly rate. Its spread comes from vendors it had not
seen. Lines of the same vendor that are already known move it: by their mean distance in logarithms, held back by
k / (k + own_lines) for k lines, because a vendor's first lines say only so much about the rest.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import exp, log
from typing import Literal, NamedTuple, TypeAlias

Education: TypeAlias = Literal["high_school", "associate", "bachelor", "master", "doctorate"]

MOST_YEARS = 20
"""More years than these change nothing."""
CENT = Decimal("0.01")

# Patterns are kept as text and compiled by the first line that is read: a start does without them.
EDUCATION: tuple[tuple[Education, str], ...] = (
    ("doctorate", r"ph\.?\s?d|doctor"),
    ("master", r"master|\bms\b|\bma\b|\bmba\b|\bmsc\b"),
    ("bachelor", r"bachelor|\bbs\b|\bba\b|\bbsc\b|degree in"),
    ("associate", r"associate|2 yr|\baa\b"),
    ("high_school", r"high.?school|\bhs\b|diploma"),
)
DEGREES: Mapping[Education | None, str] = {
    "high_school": "high_school",
    "associate": "associate",
    "master": "graduate",
    "doctorate": "graduate",
}
"""By feature: too few lines ask for a doctorate to tell it from a master's degree."""
LEVELS: tuple[tuple[int, str], ...] = tuple(
    (number, rf"\b(?:{words})\b")
    for number, words in (
        (6, "vi|level 6"),
        (5, "v|level 5"),
        (4, "iv|4"),
        (3, "iii|3"),
        (2, "ii|2"),
        (1, "i|1"),
    )
)
CUES: Mapping[str, str] = {
    "senior": r"\b(?:senior|sr|snr)\b",
    "junior": r"\b(?:junior|jr|entry|associate|assistant|trainee|apprentice)\b",
    "principal": r"\b(?:principal|chief|master|distinguished|fellow)\b",
    "lead": r"\b(?:lead|leader|director|head|executive|vp|partner)\b",
    "mid": r"\b(?:mid|intermediate|journeyman|int)\b",
    "expert": r"\b(?:expert|sme|matter)\b",
    "architect": r"architect",
    "programme": r"program(?:me)? (?:manager|director)",
    "project": r"project (?:manager|director|lead)|task manager|scrum",
    "manager": r"(?<!program )(?<!programme )(?<!project )\b(?:manager|management)\b",
    "engineer": r"engineer",
    "developer": r"develop|software|programmer|coder",
    "analyst": r"analyst",
    "administrator": r"administrator|admin\b",
    "data": r"data ?base|dba|\bdata\b|sql|oracle",
    "security": r"security|cyber|assurance special|\bia\b|malware|penetration|pen test|hack|red team",
    "network": r"network|telecom|infrastructure|voice|cable",
    "support": r"help ?desk|service desk|desktop|technician|support|field",
    "clerical": r"writer|editor|document|graphic|clerk|administrative|coordinator|data entry",
    "test": r"(?<!penetration )(?<!pen )test|\bqa\b|quality|\bqc\b",
    "consultant": r"consult|advis",
    "business": r"business|functional|process|strateg",
    "web": r"web|\bui\b|\bux\b|design|content",
    "training": r"train|instruct",
    "enterprise": r"\berp\b|\bsap\b|enterprise|integration|peoplesoft",
    "science": r"scien|model|simulat|statistic|research",
    "hardware": r"install|hardware|logistic|configuration",
}


class Spread(NamedTuple):
    """Distances in logarithms from the middle that one in ten, two, eight and nine in ten do not pass."""

    p10: float
    p20: float
    p80: float
    p90: float


class PublicRates(NamedTuple):
    """The table: coefficients by feature, and the spread by how many lines of the vendor are known."""

    intercept: float
    coefficients: Mapping[str, float]
    spread: Mapping[int, Spread]
    own_lines: float
    label: str
    """What the rates are, for wherever one is shown."""


class Asked(NamedTuple):
    """A line of a price list without its price: None where nobody has said."""

    title: str
    education: Education | None = None
    years: Decimal | None = None


class HourlyRate(NamedTuple):
    """US dollars an hour, to the cent, half-up: one in ten is below p10, two below p20, and so on."""

    p10: Decimal
    p20: Decimal
    p50: Decimal
    p80: Decimal
    p90: Decimal


def education_of(words: str) -> Education | None:
    """The highest degree that `words` ask for."""
    low = words.lower()
    return next((education for education, pattern in EDUCATION if re.search(pattern, low)), None)


def rate_features(asked: Asked) -> dict[str, float]:
    """What the table reads of a line; a bachelor's degree is what the others are measured from."""
    low = " ".join(re.findall("[a-z0-9]+", asked.title.lower()))
    level = next((number for number, pattern in LEVELS if re.search(pattern, low)), None)
    features = {name: 1.0 for name, cue in CUES.items() if re.search(cue, low)}
    if asked.education != "bachelor":
        features[f"education_{DEGREES.get(asked.education, 'unknown')}"] = 1.0
    if asked.years is None:
        features["years_unknown"] = 1.0
    else:
        features["years"] = min(max(float(asked.years), 0.0), MOST_YEARS) / 10
    if level is None:
        features["level_unknown"] = 1.0
    else:
        features["level"] = level / 3
    return features


FEATURES: tuple[str, ...] = (
    *(f"education_{name}" for name in ("unknown", "high_school", "associate", "graduate")),
    "years_unknown",
    "years",
    "level_unknown",
    "level",
    *CUES,
)
"""Every feature there is, in the order of the table."""


def log_rate(asked: Asked, table: PublicRates) -> float:
    """The logarithm of the middle rate."""
    features = rate_features(asked)
    return table.intercept + sum(table.coefficients[name] * value for name, value in features.items())


def own_shift(distances: Sequence[float], own_lines: float) -> float:
    """How far a vendor's known lines move its others: their mean distance, held back while they are few."""
    count = len(distances)
    return sum(distances) / (count + own_lines) if count else 0.0


def hourly_rate(asked: Asked, table: PublicRates, known: Sequence[tuple[Asked, Decimal]] = ()) -> HourlyRate:
    """The rate of a line, given the `known` lines of the same vendor with their hourly prices above nothing."""
    distances = [log(price) - log_rate(line, table) for line, price in known]
    middle = log_rate(asked, table) + own_shift(distances, table.own_lines)
    spread = table.spread[max(count for count in table.spread if count <= len(distances))]
    p10, p20, p80, p90 = (_dollars(middle + distance) for distance in spread)
    return HourlyRate(p10, p20, _dollars(middle), p80, p90)


def _dollars(logarithm: float) -> Decimal:
    return Decimal(exp(logarithm)).quantize(CENT, ROUND_HALF_UP)
