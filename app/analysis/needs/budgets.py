"""Which money of a text is the budget: only what the text calls so; savings, turnover and fees by the month are not."""

import re

from app.analysis.needs.findings import Finding, Rate, Sum
from app.analysis.needs.phrases import Where, any_of
from app.analysis.needs.sums import Amount, amounts
from app.analysis.needs.words import Words

_BUDGET = re.compile(
    any_of(
        r"(?<!no )\bbudgets?\b(?!\s(?:is|are)?\s?(?:yet|not|unknown|open|holder))",
        r"\bto spend\b",
        r"\bspend (?:up to|about|around|at most|no more than|between|roughly|some|max)",
        r"\bwilling to pay\b",
        r"\bcan (?:pay|afford|spend)\b",
        r"\bafford\b",
        r"\b(?:set|put) aside\b",
        r"\bprice (?:limit|cap|ceiling)\b",
        r"\bceiling\b",
        r"\bnot (?:to )?(?:exceed|cost more than)\b",
        r"\b(?:contract|project) value\b",
        r"\b(?:must|should) cost (?:less|no more|under|at most)",
        r"\b(?:costs?|price|total)\b[^.;,]{0,30}\b(?:below|under|less than|at most|no more than|within|up to)\s*$",
        r"\b(?:we|and|i) (?:have|allocated|reserved)\b",
    )
)
_OTHER = re.compile(
    any_of(
        r"\bsav(?:e[sd]?|ings?)\b",
        r"\b(?:turnover|turn over|revenues?|sales|income|profit|losses|lost|transactions?|sells?|sold)\b",
        r"\b(?:fine[sd]?|penalt(?:y|ies)|debts?|refunds?|donations?|benefits?|deals?)\b",
        r"\b(?:funding|funds|grant|raised|insurance|indemnity|cover|liability)\b",
        r"\b(?:invoices?|orders?|worth|salar(?:y|ies)|wages|tickets?|basket|products?|prices? (?:from|of))\b",
        r"\b(?:costs? us|paid|last year|currently (?:pay|spend)|manag(?:e|es|ing)|clients? with)\b",
        r"\bbudgets? of (?:over )?our (?:clients|customers)\b",
    )
)
_AFTER = re.compile(r"[^.;\n]{0,25}?\bbudget\b")
_MEANT = re.compile(r"\s*(?:to spend|for (?:this|the|it)|set aside|available)")
_FOR_IT = re.compile(r"\s*(?:fixed\b|flat\b|for (?:this|the) (?:project|work|job|site|website|app|shop)\b)")
_ENDS = re.compile(r"[.;!?\n](?:\s|$)")
_LOOK_BACK, _LOOK_ON, _CLOSE = 70, 40, 25
SURE, LIKELY, MAYBE = 0.9, 0.8, 0.6


def budget_and_rates(
    words: Words, where: Where
) -> tuple[Finding[Sum] | None, list[Finding[Rate]], list[Finding[Sum]]]:
    """The budget, the rates, and the other sums, of which nothing is claimed."""
    text = words.text
    budgets: list[Finding[Sum]] = []
    rates: list[Finding[Rate]] = []
    others: list[Finding[Sum]] = []
    for amount in amounts(words, where):
        span, written = text.quoted(amount.start, amount.end)
        if amount.per:
            rate = Rate(amount.low, amount.high, amount.currency, amount.per)
            rates.append(Finding("rate", rate, span, written, SURE))
            continue
        told = Sum(amount.low, amount.high, amount.currency)
        sure = _budget_sure(text.low, amount)
        if sure:
            budgets.append(Finding("budget", told, span, written, sure))
        else:
            others.append(Finding("sum", told, span, written, SURE))
    best = max(budgets, key=lambda one: (one.confidence, -one.span[0]), default=None)
    others += [one._replace(what="sum") for one in budgets if one is not best]
    return best, rates, sorted(others, key=lambda one: one.span)


def _budget_sure(low: str, amount: Amount) -> float:
    """How sure it is that the money is the budget; 0 where the text calls it something else or nothing."""
    begin = max((low.rfind(sign, 0, amount.start) for sign in (". ", ";", "\n", "! ", "? ")), default=-1) + 1
    before = low[max(begin, amount.start - _LOOK_BACK) : amount.start]
    stop = _ENDS.search(low, amount.end, amount.end + _LOOK_ON)
    after = low[amount.end : stop.start() if stop else amount.end + _LOOK_ON]
    cues, others = list(_BUDGET.finditer(before)), list(_OTHER.finditer(before))
    cue = cues[-1] if cues else None
    if others and (cue is None or others[-1].start() > cue.start()):
        return 0.0
    if cue is None:
        if _OTHER.search(after[:_CLOSE]):
            return 0.0
        return SURE if _AFTER.match(after) else MAYBE if _FOR_IT.match(after) else 0.0
    said = cue.group()
    if "budget" in said:
        return SURE
    if _OTHER.search(after[:_CLOSE]):
        return 0.0
    if said.startswith(("we ", "and ", "i ")):  # "we have £5,000" is a budget only for something
        return MAYBE if _MEANT.match(after) else 0.0
    return SURE if "spend" in said else LIKELY
