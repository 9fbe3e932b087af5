"""The clinic case in parts: firms, people, stages and the plan the sample papers are put together from.

Sums, dates, names of firms, quotes, scores, stages, risks and references are the case's. People the case
does not name, telephone numbers (of the reserved range), file names and hashes are invented.
"""

import hashlib
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from app.analysis.money import Money
from app.queries import papers as p
from tests.analysis.shipped import as_written

TRADE = {
    "MC-SKILL": "Skill fit", "MC-SECTOR": "Knows your trade", "MC-REF": "Proven results",
    "MC-CRED": "Credentials", "MC-APPR": "Understanding and approach", "MC-PRICE": "Cost over three years",
    "MC-TIME": "Date and capacity", "MC-TEAM": "Named team", "MC-COMM": "Communication",
    "MC-LOC": "Local presence", "MC-SEC": "Security and data care", "MC-AFTER": "After-care and way out",
}  # fmt: skip
SHORT = {
    1: "Gaps, plan, network design", 2: "Network live and tested", 3: "System configured",
    4: "Ready to go live", 5: "Live, first month closed",
}  # fmt: skip


@cache
def case() -> dict[str, Any]:
    """The clinic case file."""
    found: dict[str, Any] = as_written("sample", "case_vet_clinic.yaml")
    return found


def gbp(amount: object) -> Money:
    """Pounds as money."""
    return Money.of(Decimal(str(amount)), "GBP")


def price(amount: object) -> p.Price:
    """A price of the case, which states no tax."""
    return p.Price(gbp(amount))


LARCHFIELD = p.Firm("Larchfield Practice Systems Ltd", "Larchfield", "Harrowmere")
CINDERMOOR = p.Firm("Cindermoor Health IT Ltd", "Cindermoor", "Castlebeck")
OAKSPINDLE = p.Firm("Oakspindle Office Solutions Ltd", "Oakspindle", "Fenwick Cross")
OWNER = p.Person("E. Thornaby", "clinic manager", "Bramblecott Vets Ltd", "Harrowmere", "01632 960 150")
BROKER = p.Person("M. Quennell", "broker", "Amberline Sourcing Advice", phone="01632 960 187")
TOLLAND = p.Person(
    "R. Tolland", "Project manager", "Larchfield", "Harrowmere", "01632 960 114",
    note="In the clinic for at least 51% of all days",
)  # fmt: skip
HOURS = p.SharedHours("Clinic open", time(8), time(18), "Team reachable", time(9), time(17), Decimal(8))
SITUATION = (
    "The practice program dates from 2011, its server is failing, its support ends on 30 September, and the "
    "Wi-Fi drops in the back consulting room."
)
TEAM = (p.Person("S. Ivers", "practice software"), p.Person("D. Okelly", "network"))
TEAM_NOTE = "Nobody works abroad. Your data stays in the UK."


def head(prepared_on: date) -> p.Head:
    """The broker's paper for the clinic."""
    letterhead = p.Letterhead("Amberline Sourcing Advice", "Independent IT sourcing advice")
    return p.Head(case()["project"]["title"], letterhead, OWNER, BROKER, prepared_on)


MEASURES = (
    p.Measure("Find an animal record", "s", Decimal(45), Decimal(10), "day 90"),
    p.Measure("Close the month", "days", Decimal(9), Decimal(3), "day 90"),
)

_STAGE_TEXT = {
    1: (
        "S. Ivers walks 20 real cases through the product. D. Okelly surveys the building. You see what "
        "fits, "
        "what needs a setting and what changes, before anything is bought.",
        "Name the 20 cases. Floor plan and access hours. Order the internet line in your name.",
        "20 of your real cases walked through; signal map",
    ),
    2: (
        "Cabling, Wi-Fi and two internet lines, outside consulting hours.",
        "Tell the alarm, till and phone companies the date. Be there for the failover test.",
        "Outlets, Wi-Fi at 20 spots, spare line in 60 s",
    ),
    3: (
        "Modules, forms and letters set up, then shown working.",
        "Two key users, half a day a week each.",
        "Each module, its main case",
    ),
    4: (
        "Two data rehearsals, the real load, lab and card links, tests with your cases, training in pairs.",
        "Clean client and item lists. Accountant signs the reconciliation.",
        "Totals to the penny, links, users, way back",
    ),
    5: (
        "Switch, then help through the first month-end. The old server stays readable to 30 September.",
        "Close the month with the new program.",
        "Month closed in 5 working days",
    ),
}


def stages() -> tuple[p.Stage, ...]:
    """The five milestones: price minus held, no late credit."""
    found = []
    for number, milestone in enumerate(case()["milestones"], 1):
        full, held = gbp(milestone["amount"]), gbp(milestone["retention_held"])
        happens, you_do, you_check = _STAGE_TEXT[number]
        found.append(
            p.Stage(
                number,
                milestone["name"],
                full,
                held,
                full - held,
                SHORT[number],
                Decimal(milestone["payment_pct"]) / 100,
                date.fromisoformat(milestone["started"]),
                date.fromisoformat(milestone["planned_date"]),
                happens,
                you_do,
                you_check,
            )
        )
    return tuple(found)


def plan() -> p.PaymentPlan:
    """The payment plan of the award."""
    held = gbp("1222.52")
    invoices = [
        p.Invoice(f"Stage {stage.number}", stage.name, p.Price(stage.to_pay), stage.share)
        for stage in stages()
    ]
    invoices.append(p.Invoice("Held", "5% of each stage, 60 days after stage 5 is signed", p.Price(held)))
    return p.PaymentPlan(
        price(case()["award"]["price"]), stages(), Decimal("0.05"), held, "60 days after stage 5", 14,
        tuple(invoices),
        "Held amounts are rounded per stage, so they add up to £1,222.52 and not £1,222.50.",
    )  # fmt: skip


def schedule() -> p.Schedule:
    """Lambing season, and the end of the old support."""
    return p.Schedule(
        (p.TimeBand(date(2026, 3, 9), date(2026, 5, 10), "No switch of the practice program to 10 May"),),
        (p.TimeMark(date(2026, 9, 30), "Old support ends 30 Sep"),),
    )


def must() -> tuple[p.Requirement, ...]:
    """The case's six must-haves."""
    return tuple(
        p.Requirement(f"M{number}", text[0].upper() + text[1:])
        for number, text in enumerate(case()["project"]["brief"]["must"], 1)
    )


def scores(quote: str) -> dict[str, Decimal]:
    """Points per criterion of one quote, from the case's marks out of five."""
    weights = case()["evaluation"]["weights"]
    marks = next(row for row in case()["evaluation"]["results"] if row["quote"] == quote)["scores"]
    return {key: Decimal(weight) * Decimal(str(marks[key])) / 5 for key, weight in weights.items()}


def coverage() -> p.Coverage:
    """The six must-haves against three quotes; what the case does not say is "not said"."""
    included = p.CoverageCell("included")
    notes = {
        ("M1", 1): p.CoverageCell("partly", "3 years of history; older stays in an archive"),
        ("M1", 2): p.CoverageCell("included", "if you clean the data"),
        ("M3", 2): p.CoverageCell("partly", "link built, not tested"),
        ("M5", 2): p.CoverageCell("not_said", "ask before you choose"),
        ("M6", 2): p.CoverageCell("not_included", "allowance added"),
    }
    return p.Coverage(
        (LARCHFIELD, CINDERMOOR, OAKSPINDLE),
        tuple(
            p.CoverageRow(need, tuple(notes.get((need.number, firm), included) for firm in range(3)))
            for need in must()
        ),
    )


CHECKS = (
    ("Company register", 2, "Confirmed at the source", date(2026, 1, 10), date(2027, 1, 10)),
    ("Tax registration", 2, "Confirmed at the source", date(2026, 1, 10), date(2027, 1, 10)),
    ("Professional indemnity insurance", 2, "Confirmed at the source", date(2025, 12, 1), date(2026, 12, 1)),
    ("Public liability insurance", 2, "Confirmed at the source", date(2025, 12, 1), date(2026, 12, 1)),
    ("Financial health", 2, "Confirmed at the source", date(2026, 2, 2), date(2026, 8, 2)),
    ("Two references", 3, "Tested by us", date(2026, 2, 5), date(2028, 2, 5)),
    ("Data processing agreement", 2, "Confirmed at the source", date(2026, 1, 15), date(2027, 1, 15)),
    ("Conflict of interest declaration", 2, "Confirmed at the source", date(2026, 2, 6), date(2027, 2, 6)),
    ("Security questionnaire", 3, "Tested by us", date(2026, 1, 20), date(2027, 1, 20)),
    ("Cyber Essentials Plus", 2, "Confirmed at the source", date(2025, 10, 14), date(2026, 10, 14)),
    ("Software vendor partner", 2, "Confirmed at the source", date(2025, 9, 1), date(2026, 9, 1)),
    ("Network partner", 1, "Document seen", date(2025, 11, 3), date(2026, 11, 3)),
)


TESTS = (
    ("Control totals equal the old system", "Money difference 0.00; counts equal or listed", "Difference "
        "£0.00",
     "9 Jun: stock value out by £1,284.60"),
    ("Each link: 20 messages, 2 of them wrong", "Right ones booked once, wrong ones reported", "40 of 40",
     "9 Jun: 2 of 20 lab results misfiled"),
    ("Test script run by your people, 25 cases", "No serious fault open; at most 5 small", "Passed", ""),
    ("Every user does a 10-task check", "90% of users without help", "Passed", ""),
    ("Way back rehearsed", "People work in the old system again in the agreed hours", "3 hours", ""),
)  # fmt: skip
PROOFS = (
    "reconciliation.pdf",
    "link-test-log.csv",
    "script-25-cases.pdf",
    "user-checks.pdf",
    "way-back-note.pdf",
)


def results(count: int) -> tuple[p.TestResult, ...]:
    """As many results as asked for: the case's five, again and again."""
    return tuple(
        p.TestResult(f"4.{number + 1}", agreed, pass_if, "pass", seen, f"P-{number + 11}", earlier)
        for number, (agreed, pass_if, seen, earlier) in enumerate(
            TESTS[number % len(TESTS)] for number in range(count)
        )
    )


def proofs(count: int) -> tuple[p.FileLine, ...]:
    """Files to go with `results`."""
    names = [PROOFS[number % len(PROOFS)] for number in range(count)]
    return tuple(
        p.FileLine(name, 48_000, hashlib.sha256(f"{number}{name}".encode()).hexdigest(), f"P-{number + 11}")
        for number, name in enumerate(names)
    )


KINDS = {"TPL-ERP": "Replace a business system", "TPL-NET": "Office network and Wi-Fi"}


def _effort(name: str, days: list[float]) -> p.EffortRange:
    return p.EffortRange(name, *(Decimal(str(day)) for day in days))


def estimate() -> p.Estimate:
    """The estimate behind the brief."""
    found = case()["estimate"]
    return p.Estimate(
        tuple(_effort(KINDS[part["template"]], part["total_pd"]) for part in found["parts"]),
        _effort("Both together", found["total_pd"]),
        Decimal(str(found["mean_pd"])),
        Decimal(str(found["p80_pd"])),
        gbp(26790),
        gbp(31060),
        "Mid on-shore rates of 2026.",
        "A normal project.",
        "Clear result, staged payments, three quotes.",
        pricing_model="Staged fixed price.",
        pricing_reason=case()["pricing_choice"]["reason"],
    )
