"""The clinic case as papers: what the documents are tested on.

Sums, dates, names of firms, quotes, scores, stages, risks and references are the case's. People the case
does not name, telephone numbers (of the reserved range), file names and hashes are invented.
"""

import hashlib
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from app.analysis.money import Money
from app.knowledge.resources import resource
from app.queries import papers as p

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
    found: dict[str, Any] = yaml.safe_load(
        resource("sample", "case_vet_clinic.yaml").read_text("utf-8")
    )
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
        "S. Ivers walks 20 real cases through the product. D. Okelly surveys the building. You see what fits, "
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
            )  # fmt: skip
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


def brief(**changes: Any) -> p.BriefPaper:
    """The brief of 6 February, as the owner and the broker read it."""
    found = case()
    told = found["project"]["brief"]
    estimate = found["estimate"]
    names = {"TPL-ERP": "Replace a business system", "TPL-NET": "Office network and Wi-Fi"}

    def effort(name: str, days: list[float]) -> p.EffortRange:
        return p.EffortRange(name, *(Decimal(str(day)) for day in days))

    settled: dict[str, Any] = {
        "head": head(date(2026, 2, 6)),
        "kinds": tuple(names.values()),
        "problem": told["today"],
        "problem_cost": "About nine working days a month go into closing the month.",
        "outcome": told["goal"],
        "measures": MEASURES,
        "users": (
            p.UserGroup("Reception", 4, "at two desks, all day"),
            p.UserGroup("Vets and nurses", 7, "in four rooms and the yard"),
            p.UserGroup("Clinic manager", 1, "reports and month-end"),
        ),
        "must": must(),
        "nice": (p.Requirement("N1", "Owners book a visit online"), p.Requirement("N2", "One card terminal more")),
        "out": tuple(told["out"]),
        "systems": (
            p.SystemInUse("Practice records", "Server program of 2011", "replace", "nobody"),
            p.SystemInUse("Lab results", "by e-mail", "connect", "the laboratory"),
            p.SystemInUse("Accounts", "accountant’s package", "keep", "accountant"),
        ),
        "data": (
            p.Answer("Is there information to move across?", "Clients, animals and history, about 9,000 records"),
            p.Answer("Can the old program export it?", "", ask_broker=True),
        ),
        "kind_answers": (
            p.AnswerGroup(
                "Your system",
                (
                    p.Answer("Which jobs move over?", "Records, reminders, stock, till"),
                    p.Answer("Run old and new side by side?"),
                ),
            ),
            p.AnswerGroup(
                "Your network",
                (
                    p.Answer("What are the walls like?", "brick"),
                    p.Answer("How many floors, how large?", "2 floors, 240 m²"),
                ),
            ),
        ),
        "working": (
            p.Answer("How often should someone be at your place?", "Most days for the network, key moments after"),
            p.Answer("When do you need people to be reachable?", "Monday to Friday, 8:00 to 18:00"),
            p.Answer("Is it fine if part of the team works in another country?", "Yes, but not for customer data"),
        ),
        "limits": tuple(text[0].upper() + text[1:] for text in told["constraints"]),
        "needed_by": date(2026, 9, 30),
        "needed_words": "Support of the old program ends that day.",
        "if_late": "we pay for two systems, and the old one has no repairs.",
        "quiet_times": (p.TimeBand(date(2026, 3, 1), date(2026, 5, 10), "lambing season"),),
        "money": p.Budget(
            None, gbp(told["ceiling"]), gbp(750), "Paid stage by stage.",
            "The sum is left out of quote requests.", "Changes are included in it.",
        ),
        "safety": (
            p.Answer("What kind of information will it handle?", told["data"]),
            p.Answer("If it stopped working, how long could you manage?", "Half a day"),
        ),
        "choosing": p.Choosing(
            "E. Thornaby", ("P. Averill",), date(2026, 3, 2),
            (
                p.Importance("Price", "Important", Decimal("0.18")),
                p.Importance("Fits what we need", "Vital", Decimal("0.26")),
                p.Importance("Someone near us", "Nice", Decimal("0.06")),
                p.Importance("Proven on similar work", "Vital", Decimal("0.32")),
                p.Importance("Ready in time", "Nice", Decimal("0.05")),
                p.Importance("Safe with our data", "Important", Decimal("0.13")),
            ),
        ),
        "talking_points": ("Can the old program export its history?", "Landlord consent for cabling"),
        "attachments": (
            p.FileLine("floor-plan.pdf", 481_200, hashlib.sha256(b"plan").hexdigest()),
            p.FileLine("trial-export-100.csv", 1_310_000, hashlib.sha256(b"csv").hexdigest()),
        ),
        "estimate": p.Estimate(
            tuple(effort(names[part["template"]], part["total_pd"]) for part in estimate["parts"]),
            effort("Both together", estimate["total_pd"]), Decimal(str(estimate["mean_pd"])),
            Decimal(str(estimate["p80_pd"])), gbp(26790), gbp(31060), "Mid on-shore rates of 2026.",
            "A normal project.", "Clear result, staged payments, three quotes.", False,
            "Staged fixed price.", found["pricing_choice"]["reason"],
        ),
        "quality": 78,
        "quality_band": "Ready for quotes",
        "status": "agreed with the owner",
        "next_act": "Agree this brief by Monday 9 February.",
        "next_act_detail": "M. Quennell then asks three firms for quotes. Nothing has been sent to anyone yet.",
    }  # fmt: skip
    return p.BriefPaper(**{**settled, **changes})


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


def proposal(**changes: Any) -> p.ProposalPaper:
    """The broker's proposal of 26 February."""
    found = case()
    own, other = scores("VET-Q1"), scores("VET-Q2")
    weights = found["evaluation"]["weights"]
    settled: dict[str, Any] = {
        "head": head(date(2026, 2, 26)),
        "firm": LARCHFIELD,
        "price": price(24450),
        "reason": "proven in clinics, in your town, and 8% below what this should cost over three years",
        "valid_until": date(2026, 4, 30),
        "quote": found["project"]["brief"]["goal"],
        "situation": SITUATION,
        "you_get": (
            "A cloud practice program with your clients, animals and full history in it",
            "A network that holds in every room and survives the loss of the main line",
            "Every person trained, and help through the first month-end",
            "One named project manager in Harrowmere, R. Tolland, in the clinic at least 51% of the days",
        ),
        "costs": (
            p.CostLine("The project, five stages", price(24450)),
            p.CostLine("Equipment you buy yourself", price(3640)),
            p.CostLine("Running, per month (support £310, licences £420)", price(730)),
        ),
        "costs_total": p.CostLine("Three years, all of the above", price(54370)),
        "ready_by": date(2026, 8, 7),
        "ready_words": "The system is ready to go live on 5 June. Nothing is switched before lambing ends on 10 May.",
        "choose_by": date(2026, 3, 2),
        "ask": BROKER,
        "scores": tuple(
            p.CriterionScore(TRADE[key], Decimal(weights[key]), own[key], other[key])
            for key in sorted(weights, key=lambda key: -weights[key])
        ),
        "runner_up": CINDERMOOR,
        "strengths": (
            "Went through your three awkward cases before quoting",
            "Round the corner, with a project manager you interviewed",
            "Clinic reference telephoned: would choose them again",
        ),
        "weak_points": (
            "Longest delivery of the three: 16 weeks",
            "Fewer outside certificates than Cindermoor",
            "Amberline placed two projects with them in the last 12 months",
        ),
        "unknowns": (
            "How the export behaves beyond the 100 animals tried (6 field errors in 100)",
            "Third reference on file, not telephoned",
        ),
        "would_change": (
            "Cindermoor comes first only if credentials, dates, data care and after-care together weigh 43% or "
            "more. They weigh 20%.",
            "The cheapest, Oakspindle, comes first only if price alone weighs 79% or more. It weighs 18%.",
        ),
        "others": (
            p.OtherOption(
                CINDERMOOR,
                "Strong and certified, 15 weeks. Dearer, further away; history older than 3 years stays in an "
                "archive.",
                Decimal("81.0"), gbp(59180),
            ),
            p.OtherOption(
                OAKSPINDLE,
                "Cheapest. Little clinic experience; lab link test and month-end left out; below our floor of 60.",
                Decimal("59.2"), gbp(46450),
            ),
        ),
        "others_note": "Also asked: one firm that declined (network only). One firm was not asked (checks missing).",
        "plan": plan(),
        "schedule": schedule(),
        "approach": "Network work happens only outside consulting hours, and consulting stays open throughout.",
        "safe_step": "You pay only for stages you have signed. If stage 1 shows that the product does not fit, you "
        "can end with 30 days’ notice. By then you have signed for £3,667.50 of £24,450.00, excl. tax. The plan, "
        "the gap list and the network drawing are yours.",
        "on_site": TOLLAND,
        "team": TEAM,
        "team_note": TEAM_NOTE,
        "hours": HOURS,
        "included": ("6 of 6 must-haves", "Full history, not only 3 years", "Two data rehearsals",
                     "First month-end support"),
        "not_included": ("X-ray image archive", "website", "new computers (bought separately)"),
        "assumptions": ("The export behaves as in the sample", "Old server readable to 30 Sep",
                        "Two key users, half a day a week each"),
        "risks": (
            p.Risk("Testing squeezed at the end", "Test dates fixed in the contract", "R. Tolland, Larchfield"),
            p.Risk("One internet line stops the clinic", "Second line on a different technology",
                   "D. Okelly, Larchfield"),
            p.Risk("Admin passwords shared or left behind", "Named accounts; list handed over",
                   "D. Okelly, Larchfield"),
            p.Risk("The old vendor refuses the export", "Export tried before signing", "E. Thornaby"),
            p.Risk("People stay with the old way", "Training in pairs the week before", "E. Thornaby"),
        ),
        "disclosure": p.Disclosure(
            "Amberline", gbp(1250), "You pay it, the same whichever firm you choose, and nothing comes from any "
            "provider.", ("Larchfield received two projects through Amberline in the last 12 months.",
                          "No tie to the other firms."), date(2026, 1, 26),
        ),
        "coverage": coverage(),
        "prices": p.PriceComparison(
            (
                p.QuotedPrice(LARCHFIELD, gbp(24450), None, "6 of 6 must-haves", chosen=True),
                p.QuotedPrice(CINDERMOOR, gbp(26200), None, "5 of 6, 1 partly"),
                p.QuotedPrice(OAKSPINDLE, gbp(17600), gbp(1450), "3 of 6, 1 partly"),
            ),
            gbp(28310), gbp(26790), gbp(31060), "Should cost, fixed 6 Feb",
            "Gap allowance £1,450: one day each of tester £390, analyst £510 and project manager £550, at "
            "should-cost rates of 6 Feb 2026.",
        ),
        "checks": tuple(
            p.ProviderCheck(name, level, words, checked, "M. Quennell", until)
            for name, level, words, checked, until in CHECKS
        ),
        "references": (
            p.Reference("Small-animal clinic, 9 staff", "Practice software", "2024", date(2026, 2, 24),
                        "Would choose them again"),
            p.Reference("Retail client", "Network", "2025", date(2026, 2, 24), "Kept to the dates"),
            p.Reference("Health client", "Practice software", "2025"),
        ),
    }  # fmt: skip
    return p.ProposalPaper(**{**settled, **changes})


def summary(**changes: Any) -> p.EngagementSummaryPaper:
    """The engagement summary of 13 March."""
    settled: dict[str, Any] = {
        "head": head(date(2026, 3, 10)),
        "firm": LARCHFIELD,
        "plan": plan(),
        "agreement": "agreement of 13 Mar signed",
        "quote": case()["project"]["brief"]["goal"],
        "situation": f"Your words in the brief, 6 February. {SITUATION}",
        "measures": MEASURES,
        "on_site": TOLLAND,
        "team": TEAM,
        "team_note": TEAM_NOTE,
        "hours": HOURS,
        "schedule": schedule(),
        "next_act": "Nothing to sign today.",
        "next_act_detail": "On Mon 16 March R. Tolland starts in the clinic. Have your 20 real cases ready by then.",
        "promises": (
            p.Promise("A stage is late", "From the 6th working day: 0.5% of that stage per day, at most 10%, if "
                      "Larchfield caused it"),
            p.Promise("Nothing works", "A person starts within 30 minutes and restores within 4 service hours, "
                      "Mon–Fri 8:00–18:00", "priority 1"),
            p.Promise("The software is down", "99.5% promised; a miss takes up to 15% off that month’s £310 fee"),
            p.Promise("A fault in what was delivered", "Fixed free for 60 days after stage 5 is signed"),
        ),
        "not_included": ("X-ray image archive", "website", "new computers (bought separately)"),
        "risks": (
            p.Risk("Records lost or mixed when moved", "Two rehearsals with control totals", "S. Ivers"),
            p.Risk("One internet line stops the clinic", "Second line, different technology", "D. Okelly"),
            p.Risk("People stay with the old screens", "Training in pairs; old screens read-only on day 1",
                   "E. Thornaby"),
        ),
        "changes": "Tell R. Tolland. Larchfield prices it within 5 working days, Amberline checks it, you decide. "
        "Nothing starts and nothing costs until you sign the change order. No answer means no.",
        "contacts": (
            p.Person("R. Tolland", firm="Larchfield", phone="01632 960 114",
                     note="anything, first; reads mail within 1 working day"),
            p.Person("M. Quennell", firm="Amberline", phone="01632 960 187",
                     note="advice, a dispute, a second opinion"),
            p.Person("P. Averill", "senior partner", phone="01632 960 150", note="stands in for E. Thornaby"),
        ),
    }  # fmt: skip
    return p.EngagementSummaryPaper(**{**settled, **changes})


TESTS = (
    ("Control totals equal the old system", "Money difference 0.00; counts equal or listed", "Difference £0.00",
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


def tests(count: int) -> tuple[p.TestResult, ...]:
    """As many results as asked for: the case's five, again and again."""
    return tuple(
        p.TestResult(f"4.{number + 1}", agreed, pass_if, "pass", seen, f"P-{number + 11}", earlier)
        for number, (agreed, pass_if, seen, earlier) in enumerate(
            TESTS[number % len(TESTS)] for number in range(count)
        )
    )


def proofs(count: int) -> tuple[p.FileLine, ...]:
    """Files to go with `tests`."""
    names = [PROOFS[number % len(PROOFS)] for number in range(count)]
    return tuple(
        p.FileLine(name, 48_000, hashlib.sha256(f"{number}{name}".encode()).hexdigest(), f"P-{number + 11}")
        for number, name in enumerate(names)
    )


def acceptance(**changes: Any) -> p.AcceptancePaper:
    """The certificate of stage 4, accepted at the second try, with its late credit."""
    milestone = case()["milestones"][3]
    settled: dict[str, Any] = {
        "head": head(date(2026, 6, 19)),
        "firm": LARCHFIELD,
        "stage_number": 4,
        "stage_name": milestone["name"],
        "stage_short": "ready to go live",
        "accepted_by": OWNER,
        "decided_on": date(2026, 6, 19),
        "release": p.Release(
            gbp(milestone["amount"]), price(milestone["payment"]["net_amount"]), Decimal("0.20"), gbp(24450),
            gbp(milestone["retention_held"]), Decimal("0.05"), None, gbp(milestone["delay_credit"]),
            "Late by 8 working days: 3 beyond the 5 of grace, 0.5% each", None,
            "Due 14 days after Larchfield’s invoice.",
        ),
        "agreement": "Agreement of 13 Mar",
        "changed_by": ("CHG-001",),
        "attempt": 2,
        "first_tried": date(2026, 6, 9),
        "tests": tests(5),
        "deliverables": (
            p.Deliverable("reconciled data"), p.Deliverable("lab and card links"),
            p.Deliverable("signed test script"), p.Deliverable("training for every role"),
        ),
        "warranty": "Free fixing (60 days) starts when stage 5 is signed.",
        "acknowledged_by": TOLLAND,
        "proofs": proofs(5),
    }  # fmt: skip
    return p.AcceptancePaper(**{**settled, **changes})
