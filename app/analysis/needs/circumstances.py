"""How and where the work is done, and what is sensitive about it: phrases, each with what it means."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.analysis.needs.findings import Finding, Pattern, Polarity, T
from app.analysis.needs.levels import NUMBERS
from app.analysis.needs.words import Text

_COUNT = rf"(?:{'|'.join(NUMBERS)}|\d(?:\.5)?)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "on_site",
        re.compile(
            rf"\b(?:(?P<days>{_COUNT})(?:\s?(?:-|to|or)\s?(?P<most>{_COUNT}))?\sdays?\s(?:a|per|each|every)\sweek\s(?:in (?:the|our) office|on[\s-]?site|with us)"
            rf"|on[\s-]?site(?:\s(?P<days2>{_COUNT})\sdays?(?:\s(?:a|per|each)\sweek)?)?"
            r"|(?:in|at|from) our (?:offices?|premises|shops?|warehouse|workshop|building)|office[\s-]based|in[\s-]person|face[\s-]to[\s-]face"
            r"|come (?:to us|round|by|in)|visit us|at our (?:place|site))\b"
        ),
    ),
    (
        "remote",
        re.compile(
            r"\b(?:(?:fully |completely |100 ?% )?remote(?:ly)?(?! (?:access|desktop|support tool|control|monitoring|server|site|office|work(?:ing|er)? (?:access|policy)))"
            r"|work(?:ing)? from home|home[\s-]based|from anywhere|telecommut\w+|off[\s-]?site)\b"
        ),
    ),
    (
        "hybrid",
        re.compile(
            r"\bhybrid (?:work\w*|model|team|role|arrangement|pattern|basis)|\b(?:partly|part) remote\b|\bmix(?:ture)? of remote and\b"
        ),
    ),
    (
        "full_time",
        re.compile(
            r"\bfull[\s-]time\b|\b(?:5|five) days (?:a|per) week\b(?! (?:in|on))|\b(?:37\.?5?|40) hours (?:a|per) week\b"
        ),
    ),
    (
        "part_time",
        re.compile(
            rf"\bpart[\s-]time\b|\b(?P<days>[1-4]|one|two|three|four)(?:\s?(?:-|to|or)\s?(?P<most>{_COUNT}))?\sdays?\s(?:a|per|each)\sweek\b(?!\s(?:in (?:the|our) office|on[\s-]?site|with us))"
        ),
    ),
)
_HINTS: tuple[tuple[str, re.Pattern[str], float], ...] = (
    (
        "clearance",
        re.compile(
            r"\b(?:security[\s-](?:clearance|cleared|vetting|vetted)|(?:sc|dv|ctc|edv|nato|secret|bpss)[\s-](?:clear(?:ance|ed)|check(?:ed)?|vetted)"
            r"|developed vetting|baseline personnel security|bpss|dbs[\s-](?:check(?:ed|s)?|clear(?:ance|ed))|(?:criminal record|background|police) checks?"
            r"|clearance (?:level|required|needed|is (?:required|needed)))\b"
        ),
        0.9,
    ),
    (
        "health_data",
        re.compile(
            r"\b(?:(?:patients?|medical|health|clinical|care|hospital)'?s?\s(?:data|records?|notes|histor(?:y|ies)|files?|information|details|letters|experience)"
            r"|test results of patients|diagnos[ei]s|prescriptions?|phi|hipaa)\b"
        ),
        0.85,
    ),
    (
        "personal_data",
        re.compile(
            r"\b(?:personal (?:data|information|details)|gdpr|data protection|pii|personally identifiable|(?:customers?|clients?|members?|staff|employees?|pupils?|residents?|patients?|users?|donors?|tenants?|contact)'?s?'?"
            r"\s(?:data|records?|details|names|addresses|information|files|database|lists?)|dates? of birth|e-?mail addresses|home addresses|mailing list"
            r"|payroll data|national insurance numbers?|passports?)\b"
        ),
        0.8,
    ),
    (
        "children_data",
        re.compile(
            r"\b(?:(?:children|pupils?|students?|minors?)'?s?'?\s(?:data|records?|details|names|files|information))\b"
        ),
        0.8,
    ),
    (
        "card_payments",
        re.compile(
            r"\b(?:(?:credit|debit|payment)[\s-]?cards?|card (?:payments?|numbers?|details|data|terminals?|machines?|readers?)|pci(?:[\s-]dss)?"
            r"|(?:take|taking|accept(?:ing)?|online) (?:card )?payments?|pay(?:ing)? (?:online|by card)|stripe|paypal|worldpay|adyen|mollie)\b"
        ),
        0.8,
    ),
    (
        "financial_data",
        re.compile(r"\b(?:bank (?:details|accounts?|statements?)|ibans?|sort codes?|direct debits?)\b"),
        0.8,
    ),
    (
        "confidential",
        re.compile(
            r"\b(?:nda|non-?disclosure(?: agreement)?|strictly confidential|trade secrets?|commercially sensitive|official[\s-]sensitive)\b"
        ),
        0.8,
    ),
)
_NOT = re.compile(
    r"\b(?:no|not|without|never|don't|doesn't|isn't|aren't|won't|cannot|can't|nor|avoid)(?:\s(?!but\b)[\w'-]+){0,4}\s$"
)
_NICE = re.compile(
    r"\b(?:ideally|preferably|if possible|optional(?:ly)?|nice to have|could be|may be|can be)(?:\s[\w'-]+){0,3}\s?[,:]?\s?$"
)


def patterns(text: Text) -> Iterator[Finding[Pattern]]:
    """The working patterns of a text, in its order."""
    found = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text.low):
            groups = match.groupdict()
            said = groups.get("most") or groups.get("days") or groups.get("days2")
            days = None if not said else Decimal(said) if said[0].isdigit() else Decimal(NUMBERS[said])
            found.append(_finding(text, "pattern", Pattern(kind, days), match, 0.85))
    return iter(sorted(found, key=lambda one: one.span))


def hints(text: Text) -> Iterator[Finding[str]]:
    """What a text says about clearance and about data that the law or a rule protects, in its order."""
    found = []
    for kind, pattern, sure in _HINTS:
        for match in pattern.finditer(text.low):
            found.append(_finding(text, "hint", kind, match, sure))
    return iter(sorted(found, key=lambda one: one.span))


def _finding(text: Text, what: str, value: T, match: re.Match[str], sure: float) -> Finding[T]:
    before = text.low[max(match.start() - 50, 0) : match.start()]
    before = before[max((before.rfind(sign) for sign in ".;,!?\n"), default=-1) + 1 :]
    polarity: Polarity = "excluded" if _NOT.search(before) else "nice" if _NICE.search(before) else "required"
    span = text.span(*match.span())
    return Finding(what, value, span, text.plain[match.start() : match.end()], sure, polarity)
