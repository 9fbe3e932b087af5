"""How and where the work is done, and what is sensitive about it: phrases, each with what it means."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from app.analysis.needs.findings import Finding, Pattern, Polarity
from app.analysis.needs.levels import NUMBERS
from app.analysis.needs.phrases import Rule, Where, any_of, near, rule
from app.analysis.needs.words import Words

T = TypeVar("T")

SOME: Mapping[str, Decimal] = {"half a": Decimal("0.5"), "a half": Decimal("0.5"), "a": Decimal(1)}
"""Days a week that are said without a number."""

_COUNT = any_of(*NUMBERS, r"\d(?:\.5)?")
_A_WEEK = r"(?:\s|-)days?\s(?:a|per|each|every|in the)\sweek"
_DAYS = rf"(?P<days>{_COUNT})(?:\s?(?:-|to|or)\s?(?P<most>{_COUNT}))?{_A_WEEK}"
_SOME_DAYS = rf"(?P<some>half a|a half|a){_A_WEEK}"
_THERE = any_of(
    "(?:in|at) (?:the|our) (?:office|shop|premises|workshop)",
    r"on[\s-]?site",
    "with us",
    "at our",
    "in person",
)
_REMOTE = any_of(
    *(
        r"work\w*",
        r"teams?",
        "developers?",
        "basis",
        "role",
        "position",
        "only",
        "first",
        "based",
        "collaboration",
    ),
    *("delivery", "freelancers?", "contractors?", "staff", "option", "possible", "ok"),
)

_PATTERNS = (
    rule(
        "on_site",
        "site onsite office offices premises shop warehouse workshop person face based come visit us week",
        rf"{_DAYS}\s{_THERE}",
        rf"{_SOME_DAYS}\s{_THERE}",
        r"on[\s-]?site(?:\s(?P<days2>" + _COUNT + r")\sdays?(?:\s(?:a|per|each)\sweek)?)?",
        r"(?:in|at|from) our (?:offices?|premises|shops?|warehouse|workshop|building)",
        r"office[\s-]based",
        r"in[\s-]person",
        r"face[\s-]to[\s-]face (?:meetings?|sessions?|workshops?|visits?|work)",
        "come (?:to us|round|by)",
        "visit us",
        "at our (?:place|site)",
    ),
    rule(
        "remote",
        "remote remotely home anywhere telecommute telecommuting off offsite",
        "(?:fully|completely|100 ?%) remote",
        "remotely",
        rf"remote[\s-]{_REMOTE}",
        "(?:be|is|are|work|working|done) remote",
        r"remote(?=\s*(?:[,.;()/]|$))",
        "remote (?:is|would be) (?:fine|ok|possible|good|welcome)",
        r"(?:on[\s-]?site|hybrid|office) (?:or|and) remote|remote (?:or|and) (?:on[\s-]?site|hybrid)",
        "work(?:ing)? from home",
        r"home[\s-]based",
        "from anywhere",
        r"telecommut\w+",
        r"off[\s-]?site",
    ),
    rule(
        "hybrid",
        "hybrid partly part mix mixture",
        r"hybrid (?:work\w*|model|team|role|arrangement|pattern|basis)",
        "part(?:ly)? remote",
        "mix(?:ture)? of remote and",
    ),
    rule(
        "full_time",
        "time fulltime week",
        r"full[\s-]?time",
        r"(?:5|five) days (?:a|per) week(?! (?:in|on))",
        r"(?:37|37\.5|40) hours (?:a|per) week",
    ),
    rule(
        "part_time",
        "time parttime week",
        r"part[\s-]?time",
        rf"(?!(?:5|five)\s){_DAYS}(?!\s{_THERE})",
        r"[12]\d ?(?:hours|hrs|h) ?(?:/|a|per) ?week",
    ),
)

_PEOPLE = any_of(
    *(
        "customers?",
        "clients?",
        "members?",
        "staff",
        "employees?",
        "residents?",
        "users?",
        "donors?",
    ),
    *("tenants?", "contact", "subscribers?", "visitors?", "guests?"),
)
_HINTS = (
    rule(
        "clearance",
        "clearance cleared vetting vetted bpss dbs check checks checked baseline",
        r"security[\s-](?:clearance|cleared|vetting|vetted)",
        r"(?:sc|dv|ctc|edv|nato|secret|bpss)[\s-](?:clear(?:ance|ed)|check(?:ed)?|vetted)",
        "developed vetting",
        "baseline personnel security",
        "bpss",
        r"dbs[\s-](?:check(?:ed|s)?|clear(?:ance|ed))",
        "(?:criminal record|background|police) checks?",
        r"clearance (?:level|required|needed|is (?:required|needed))",
        sure=0.9,
    ),
    rule(
        "health_data",
        "data records record notes history histories files file information details letters experience results"
        " diagnosis diagnoses prescription prescriptions phi hipaa",
        r"(?:patients?|medical|health|clinical|care|hospital)'?s?\s"
        r"(?:data|records?|notes|histor(?:y|ies)|files?|information|details|letters|experience)",
        r"(?:records?|notes|histor(?:y|ies)|files?|details|letters|results) of (?:our |the |all )?patients",
        "diagnos[ei]s",
        "prescriptions?",
        "phi",
        "hipaa",
    ),
    rule(
        "personal_data",
        "data records record details names addresses information files database list lists gdpr protection pii"
        " identifiable birth mailing insurance passport passports",
        "personal (?:data|information|details)",
        "gdpr",
        "data protection",
        "pii",
        "personally identifiable",
        rf"{_PEOPLE}'?s?'?\s(?:data|records?|details|names|addresses|information|files|database|lists?)",
        rf"(?:names|addresses|names and addresses|details|records) of (?:[\w.,]+\s){{0,3}}{_PEOPLE}",
        "dates? of birth",
        "e-?mail addresses",
        "home addresses",
        "mailing list",
        "payroll data",
        "national insurance numbers?",
        "passports?",
        sure=0.8,
    ),
    rule(
        "children_data",
        "data records record details names files information",
        r"(?:child(?:ren)?|pupils?|students?|minors?)'?s?'?\s(?:data|records?|details|names|files|information)",
        r"(?:data|records?|details|names|files|information|photos) of (?:our |the |all |small )?"
        r"(?:child(?:ren)?|pupils?|students?|minors?)",
        sure=0.8,
    ),
    rule(
        "card_payments",
        "card cards payment payments pci stripe paypal worldpay adyen mollie pay paying online",
        r"(?:credit|debit|payment)[\s-]?cards?",
        "card (?:payments?|numbers?|details|data|terminals?|machines?|readers?)",
        r"pci(?:[\s-]dss)?",
        "(?:take|taking|accept(?:ing)?|online) (?:card |online )?payments?",
        "pay(?:ing)? (?:online|by card)",
        "stripe",
        "paypal",
        "worldpay",
        "adyen",
        "mollie",
        sure=0.8,
    ),
    rule(
        "financial_data",
        "bank iban ibans sort direct",
        "bank (?:details|accounts?|statements?)",
        "ibans?",
        "sort codes?",
        "direct debits?",
        sure=0.8,
    ),
    rule(
        "confidential",
        "nda disclosure nondisclosure confidential secret secrets sensitive",
        "nda",
        r"non-?disclosure(?: agreement)?",
        "strictly confidential",
        "trade secrets?",
        "commercially sensitive",
        r"official[\s-]sensitive",
        sure=0.8,
    ),
)
_BEFORE = 50
_NOT = re.compile(
    r"\b(?:no|not|without|never|don't|doesn't|isn't|aren't|won't|cannot|can't|nor|avoid)(?:\s(?!but\b)[\w'-]+){0,4}\s$"
)
_NICE = re.compile(
    r"\b(?:ideally|preferably|if possible|optional(?:ly)?|nice to have)"
    r"(?:\s[\w'-]+){0,3}\s?[,:]?\s?$"
)


def patterns(words: Words, where: Where) -> list[Finding[Pattern]]:
    """The working patterns of a text, in its order."""
    found = [
        _finding(words, "pattern", Pattern(rule.what, _days(match)), match, rule.sure)
        for rule, match in _matches(words, where, _PATTERNS)
    ]
    return sorted(found, key=lambda one: one.span)


def hints(words: Words, where: Where) -> list[Finding[str]]:
    """What a text says about clearance and about data that the law or a rule protects, in its order."""
    found = [
        _finding(words, "hint", rule.what, match, rule.sure) for rule, match in _matches(words, where, _HINTS)
    ]
    return sorted(found, key=lambda one: one.span)


def _matches(words: Words, where: Where, rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, re.Match[str]]]:
    for one in rules:
        for match in near(words, where, one.words, one.phrase):
            yield one, match


def _days(match: re.Match[str]) -> Decimal | None:
    groups = match.groupdict()
    said = groups.get("some") or groups.get("most") or groups.get("days") or groups.get("days2")
    if not said:
        return None
    if said in SOME:
        return SOME[said]
    return Decimal(said) if said[0].isdigit() else Decimal(NUMBERS[said])


def _finding(words: Words, what: str, value: T, match: re.Match[str], sure: float) -> Finding[T]:
    start, end = match.span()
    before = words.text.low[max(start - _BEFORE, 0) : start]
    before = before[max((before.rfind(sign) for sign in ".;,!?\n"), default=-1) + 1 :]
    polarity: Polarity = "excluded" if _NOT.search(before) else "nice" if _NICE.search(before) else "required"
    return Finding(what, value, *words.text.quoted(start, end), sure, polarity)
