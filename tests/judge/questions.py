"""Of the questions that suppliers really asked about a brief, how many were among the ten we foresee.

Each real question counts under one theme: the first of `ASKED_ABOUT` whose words it has. It is foreseen where
that theme is among the ten. What a brief of the set says is read as answers of ours by `ANSWERS`: a field
counts only where it says all that our question asks.
"""

import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from app.analysis.foreseen import MOST, Likely, Said, answered, foreseen, named
from app.knowledge import load_knowledge
from tests.judge.score import Score, file_of

TASK = "supplier questions"
NUMBERED = re.compile(r"^\d+\.\s+")
UNTOLD = 0.05
"""Least weight: also a theme that no other brief was asked about may come up."""

PRIOR = 4

ASKED_ABOUT: Mapping[str, str] = {
    "contract_type": r"\bIR35|payroll|contracts? (for|of) services?",
    "clearance": r"\bclearance|\bSC cleared|\bDV\b|\bBPSS\b|dual national|nationality",
    "together": r"consorti|subcontract|partnering for|two companies",
    "incumbent": r"\bincumbent|(existing|previous|current) (suppliers?|agenc\w+)\b.{0,60}(who|part of|bid|apply|are)"
    r"|who (are )?the (existing|current) suppliers|current suppliers are|have had a supplier"
    r"|agencies you have previously|will that partner be bidding|supplier who undertook|suppliers? delivered"
    r"|supplier\(s\) who worked|external partner",
    "who_reads": r"\bpanel\b|involved in the selection|who (will|is|are) .{0,20}(evaluat|assess|decid)|impartial",
    "how_chosen": r"next steps|process moving forwards|shortlist|\bsubmission\b|word count|\bdeadline\b"
    r"|how (we|should we) (should )?respond|webinar|\bQ&A\b|\bCV\b|close date|answers by",
    "documents": r"\blinks? |\bURLs?\b|screen ?shot|site requiring audit|can we see|share any of the documentation"
    r"|be shared (with|at)|will (it|they) be (made available|shared)|outputs from|roadmap for this",
    "remote": r"\bremote(ly)?\b|on-?site\b|off-?site|office locations?|locations? of the|co-located|offshore"
    r"|based outside|meetings is expected",
    "budget": r"\bbudget\b|max(imum)? (day )?rate|day rate|\bcost estimates|this rate is",
    "length": r"\bcontract (length|duration|term)|length of (the )?contract|time ?frame|renewable"
    r"|part-time or full-time|\b\d+ months",
    "start": r"\bstart date|lead times|when .{0,30}\bstart\b|onboarding phase",
    "training": r"\btraining\b|train the|handover|transferring knowledge",
    "support": r"post launch|ongoing services|after implementation|beyond this period|self manage|24-hour"
    r"|build-operate",
    "hosting": r"\bhosting\b|infrastructure for|licen[cs]e\b|environments\?",
    "data_rules": r"\bGDPR|security posture|\bOFFICIAL\b|cyber risk|data protection|safety requirements",
    "integrations": r"\bintegrat|\binterface with|\bSSO\b|work with the new|need to interface",
    "data": r"data sources?|\bfeeds?\b|legacy data|migrating|content audit|social and public data",
    "earlier_work": r"\b(discovery|alpha|pilot|design) (and|phases?|or)\b|\bphase 1\b|as part of the pilot"
    r"|work (has|that has|which has) (already )?been|already been (done|conducted|carried)"
    r"|has .{0,30}been (done|conducted|carried out|completed|performed)|another organisation performed"
    r"|to replace the previously|findings of|partial discovery|conducted in this space|in your documents",
    "own_team": r"\binternal (project team|development|resources?|users)|in-?house|existing (team|internal)"
    r"|already in the organisation|resources will be assigned",
    "other_firms": r"third.party (supplier|partner)|other suppliers|which vendors|implementation partner"
    r"|CRM partner|who is building|two vendors|supply and delivery chains",
    "team_wanted": r"composition of the team|roles other than|developers from the supplier|resource augmentation"
    r"|core resource|project manager, and|back-end|all development work|expertise, though",
    "technology": r"(which|what|specific|overall) (CRM|CMS|platform|technolog\w+|tools?)|underpinning technology"
    r"|built on|already being used|choice to stay|selecting sitecore|platform is being|technologies/tools"
    r"|technology of the|data management framework|methodologies|graph databases|tools are currently"
    r"|legacy platforms|tools and services they",
    "users": r"how many .{0,30}(users|staff|analysts|customers|people)\b|user base|number of users"
    r"|scale of end users|external user|target audience|require access",
    "amount": r"how many (cases|councils|microsites)|backlog|sort of components|magnitude|languages|number of",
    "experience": r"experience|experienced|evidence|certified|experts by|comparable example|expert level"
    r"|examples of work",
    "must": r"minimum viable|list of features|requirements document|example transactions|main online transactions"
    r"|full list of|frequency of|support multiple|outlets must|content updates",
    "scope": r"\bscope\b|what services|which services|services are covered|purely|full breadth"
    r"|part of the requirement|in conjunction|software enclave|meant by|ways we can interpret|what you mean"
    r"|does this include|requirement to provide|requirement is to",
    "why": r"reason|rationale|savings|how do you want|strategy|cultural values|primary|strategic",
    "way": r"\bagile\b|waterfall|at a time or multiple|dependent on",
}
"""Theme → words of the questions about it, the most telling first."""

ANSWERS: Sequence[tuple[str, str, str]] = (
    ("Budget range", r"\d.*(VAT|tax)|(VAT|tax).*\d", "b10.budget"),
    ("Maximum day rate", r"\d.*(VAT|tax)|(VAT|tax).*\d", "b10.budget"),
    ("Working arrangements", r"remote|on.?site|office|days", "b8.onsite"),
    ("Working arrangements", r"off.?shore|abroad|outside the UK", "b8.abroad"),
    ("Expected contract length", r"\w", "b9.by"),
    ("Latest start date", r"\w", "asked.start"),
    (
        "Who the users are and what they need to do",
        r"\d[\d,]*\s+(\w+\s+)?(users|staff|people|members|customers|analysts)\b",
        "b4.users",
    ),
    ("Security clearance", r"^\s*(no|none|n/?a)\b|\bsponsor", "asked.clearance"),
    ("Payment approach", r"\w", "asked.payment"),
    ("Evaluation weighting", r"\w", "b12.matter"),
)
"""A field of the set, what it must hold, and the question of ours that it then answers."""


class Asked(NamedTuple):
    """One brief: the themes it was asked about, one a question ("" where none fits), and what it says."""

    id: int
    title: str
    themes: tuple[str, ...]
    said: Said


class Foretold(NamedTuple):
    """How many of the questions about one brief were among the ten."""

    id: int
    title: str
    asked: int
    by_us: int
    by_frequency: float
    missed: tuple[str, ...]


def theme_of(question: str) -> str:
    """What a real question is about; empty where no rule fits."""
    return next((theme for theme, words in ASKED_ABOUT.items() if re.search(words, question, re.I)), "")


def read_briefs(data: Path) -> tuple[Asked, ...]:
    """The briefs of the set that were asked anything."""
    lines = file_of(data, "dos_briefs_full", "briefs.jsonl").read_text("utf-8").splitlines()
    return tuple(brief for line in lines if (brief := _brief(json.loads(line))).themes)


def _brief(row: Mapping[str, Any]) -> Asked:
    fields = {label: _text(held) for label, held in row["attributes"].items()}
    questions = [NUMBERED.sub("", label) for label in fields if NUMBERED.match(label)]
    told = {label: text for label, text in fields.items() if not NUMBERED.match(label)}
    given = frozenset(
        question for label, words, question in ANSWERS if re.search(words, told.get(label, ""), re.I)
    )
    inputs = {"b10_show": "yes"} if "b10.budget" in given else {}
    said = Said("\n".join((row["title"], *told.values())), given, inputs)
    return Asked(row["id"], row["title"], tuple(theme_of(each) for each in questions), said)


def _text(held: Any) -> str:
    return "\n".join(held) if isinstance(held, list) else str(held)


def weighed(likely: Sequence[Likely], briefs: Sequence[Asked]) -> tuple[Likely, ...]:
    """The questions with the share of `briefs` that were asked them, with and without the words that raise them.

    Counted are the briefs that leave the question open, as a weight is only read of an open one. A share of few
    is drawn towards that of all, as if `PRIOR` more briefs had been like all. Words raise a question or do
    nothing: where fewer of the briefs that have them were asked it, that is chance.
    """
    return tuple(_weighed(each, briefs) for each in likely)


def _weighed(likely: Likely, briefs: Sequence[Asked]) -> Likely:
    asked = [likely.id in brief.themes for brief in briefs]
    whole = max(sum(asked) / max(len(asked), 1), UNTOLD)
    left_open = [brief for brief in briefs if not answered(likely, brief.said)]
    weight = _share(_drawn(likely, left_open, whole))
    if not likely.raised_by:
        return replace(likely, weight=weight)
    parts: tuple[list[Asked], list[Asked]] = ([], [])
    for brief in left_open:
        parts[named(likely.raised_by, brief.said.text)].append(brief)
    without, with_words = (_share(_drawn(likely, part, whole)) for part in parts)
    if with_words <= without:
        return replace(likely, raised=weight, weight=weight)
    return replace(likely, raised=with_words, weight=without)


def _drawn(likely: Likely, briefs: Sequence[Asked], whole: float) -> float:
    return (sum(likely.id in brief.themes for brief in briefs) + PRIOR * whole) / (len(briefs) + PRIOR)


def _share(value: float) -> Decimal:
    return Decimal(f"{max(value, UNTOLD):.2f}")


def foretell(data: Path, *, fresh: bool) -> tuple[Foretold, ...]:
    """Each brief with the ten chosen for it; with `fresh` the weights come from the other briefs alone."""
    briefs = read_briefs(data)
    shipped = load_knowledge().supplier_questions.likely
    told = []
    for brief in briefs:
        others = [each for each in briefs if each is not brief]
        likely = weighed(shipped, others) if fresh else shipped
        ours = foreseen(likely, brief.said)
        often = most_frequent(briefs if not fresh else others)
        told.append(
            Foretold(
                brief.id,
                brief.title,
                len(brief.themes),
                sum(theme in ours for theme in brief.themes),
                sum(often.get(theme, 0) for theme in brief.themes),
                tuple(theme for theme in brief.themes if theme not in ours),
            )
        )
    return tuple(told)


def most_frequent(briefs: Sequence[Asked]) -> Mapping[str, float]:
    """The ten themes that most of `briefs` were asked about; themes that tie for the last places share them."""
    counts = Counter(theme for brief in briefs for theme in set(brief.themes))
    last = sorted((counts[theme] for theme in ASKED_ABOUT), reverse=True)[MOST - 1]
    above = [theme for theme in ASKED_ABOUT if counts[theme] > last]
    level = [theme for theme in ASKED_ABOUT if counts[theme] == last]
    share = (MOST - len(above)) / len(level)
    return {**dict.fromkeys(above, 1.0), **dict.fromkeys(level, share)}


def judge(data: Path, *, fresh: bool) -> Iterator[Score]:
    """The share of all real questions that was foreseen, and its mean over the briefs."""
    told = foretell(data, fresh=fresh)
    asked = sum(each.asked for each in told)
    note = f"{asked} questions on {len(told)} briefs; baseline: the ten most frequent themes for all"
    yield Score(
        TASK,
        "foreseen by ten, of all questions",
        sum(each.by_us for each in told) / asked,
        _spread([each.by_us for each in told], [each.asked for each in told]),
        sum(each.by_frequency for each in told) / asked,
        note=note,
    )
    shares = [each.by_us / each.asked for each in told]
    yield Score(
        TASK,
        "foreseen by ten, mean over briefs",
        statistics.fmean(shares),
        statistics.stdev(shares) / len(shares) ** 0.5 if len(shares) > 1 else None,
        statistics.fmean(each.by_frequency / each.asked for each in told),
    )


def _spread(hits: Sequence[int], asked: Sequence[int]) -> float | None:
    """One standard error of a ratio of sums, leaving out one brief at a time."""
    count = len(hits)
    if count < 2:
        return None
    whole, of = sum(hits), sum(asked)
    left_out = [(whole - hit) / (of - all) for hit, all in zip(hits, asked, strict=True)]
    mean = statistics.fmean(left_out)
    return ((count - 1) / count * sum((each - mean) ** 2 for each in left_out)) ** 0.5
