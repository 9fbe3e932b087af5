"""The clinic case as papers: what the documents are tested on.

`changes` replace fields, so that a test names only what it is about.
"""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from app.queries import papers as p
from app.queries import short_papers as sp
from tests.documents.clinic import (
    BROKER,
    CHECKS,
    CINDERMOOR,
    HOURS,
    KINDS,
    LARCHFIELD,
    MEASURES,
    OAKSPINDLE,
    OWNER,
    SITUATION,
    TEAM,
    TEAM_NOTE,
    TOLLAND,
    TRADE,
    case,
    coverage,
    estimate,
    gbp,
    head,
    must,
    plan,
    price,
    proofs,
    results,
    schedule,
    scores,
)


def _told() -> dict[str, Any]:
    """Problem, outcome, needs."""
    told = case()["project"]["brief"]
    return {
        "head": head(date(2026, 2, 6)),
        "kinds": tuple(KINDS.values()),
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
        "nice": (
            p.Requirement("N1", "Owners book a visit online"),
            p.Requirement("N2", "One card terminal more"),
        ),
        "out": tuple(told["out"]),
    }  # fmt: skip


def _today() -> dict[str, Any]:
    """Set-up, working, limits, dates."""
    told = case()["project"]["brief"]
    return {
        "systems": (
            p.SystemInUse("Practice records", "Server program of 2011", "replace", "nobody"),
            p.SystemInUse("Lab results", "by e-mail", "connect", "the laboratory"),
            p.SystemInUse("Accounts", "accountant’s package", "keep", "accountant"),
        ),
        "data": (
            p.Answer("Is there information to move across?", "Clients, animals and history, about 9,000 "
            "records"),
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
            p.Answer("How often should someone be at your place?", "Most days for the network, key "
            "moments after"),
            p.Answer("When do you need people to be reachable?", "Monday to Friday, 8:00 to 18:00"),
            p.Answer("Is it fine if part of the team works in another country?", "Yes, but not for "
            "customer data"),
        ),
        "limits": tuple(text[0].upper() + text[1:] for text in told["constraints"]),
        "needed_by": date(2026, 9, 30),
        "needed_words": "Support of the old program ends that day.",
        "if_late": "we pay for two systems, and the old one has no repairs.",
        "quiet_times": (p.TimeBand(date(2026, 3, 1), date(2026, 5, 10), "lambing season"),),
    }  # fmt: skip


def _choosing() -> dict[str, Any]:
    """Money, safety, choice, estimate."""
    told = case()["project"]["brief"]
    return {
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
        "estimate": estimate(),
        "quality": 78,
        "quality_band": "Ready for quotes",
        "status": "agreed with the owner",
        "next_act": "Agree this brief by Monday 9 February.",
        "next_act_detail": "M. Quennell then asks three firms for quotes. Nothing has been sent to "
        "anyone yet.",
    }  # fmt: skip


def brief(**changes: Any) -> p.BriefPaper:
    """The brief of 6 February, as the owner and the broker read it."""
    return p.BriefPaper(**{**_told(), **_today(), **_choosing(), **changes})


def _answer() -> dict[str, Any]:
    """Page 1."""
    return {
        "head": head(date(2026, 2, 26)),
        "firm": LARCHFIELD,
        "price": price(24450),
        "reason": "proven in clinics, in your town, and 8% below what this should cost over three years",
        "valid_until": date(2026, 4, 30),
        "quote": case()["project"]["brief"]["goal"],
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
        "ready_words": "The system is ready to go live on 5 June. Nothing is switched before lambing "
        "ends on 10 May.",
        "choose_by": date(2026, 3, 2),
        "ask": BROKER,
    }  # fmt: skip


def _reasons() -> dict[str, Any]:
    """Page 2."""
    own, other = scores("VET-Q1"), scores("VET-Q2")
    weights = case()["evaluation"]["weights"]
    return {
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
            "Cindermoor comes first only if credentials, dates, data care and after-care together weigh "
            "43% or "
            "more. They weigh 20%.",
            "The cheapest, Oakspindle, comes first only if price alone weighs 79% or more. It weighs 18%.",
        ),
        "others": (
            p.OtherOption(
                CINDERMOOR,
                "Strong and certified, 15 weeks. Dearer, further away; history older than 3 years stays "
                "in an "
                "archive.",
                Decimal("81.0"), gbp(59180),
            ),
            p.OtherOption(
                OAKSPINDLE,
                "Cheapest. Little clinic experience; lab link test and month-end left out; below our "
                "floor of 60.",
                Decimal("59.2"), gbp(46450),
            ),
        ),
        "others_note": "Also asked: one firm that declined (network only). One firm was not asked "
        "(checks missing).",
    }  # fmt: skip


def _course() -> dict[str, Any]:
    """Page 3."""
    return {
        "plan": plan(),
        "schedule": schedule(),
        "approach": "Network work happens only outside consulting hours, and consulting stays open "
        "throughout.",
        "safe_step": "You pay only for stages you have signed. If stage 1 shows that the product does "
        "not fit, you "
        "can end with 30 days’ notice. By then you have signed for £3,667.50 of £24,450.00, excl. tax. "
        "The plan, "
        "the gap list and the network drawing are yours.",
        "on_site": TOLLAND,
        "team": TEAM,
        "team_note": TEAM_NOTE,
        "hours": HOURS,
    }  # fmt: skip


def _terms() -> dict[str, Any]:
    """Page 4 and the appendices."""
    return {
        "included": ("6 of 6 must-haves", "Full history, not only 3 years", "Two data rehearsals",
                     "First month-end support"),
        "not_included": ("X-ray image archive", "website", "new computers (bought separately)"),
        "assumptions": ("The export behaves as in the sample", "Old server readable to 30 Sep",
                        "Two key users, half a day a week each"),
        "risks": (
            p.Risk("Testing squeezed at the end", "Test dates fixed in the contract", "R. Tolland, "
            "Larchfield"),
            p.Risk("One internet line stops the clinic", "Second line on a different technology",
                   "D. Okelly, Larchfield"),
            p.Risk("Admin passwords shared or left behind", "Named accounts; list handed over",
                   "D. Okelly, Larchfield"),
            p.Risk("The old vendor refuses the export", "Export tried before signing", "E. Thornaby"),
            p.Risk("People stay with the old way", "Training in pairs the week before", "E. Thornaby"),
        ),
        "disclosure": p.Disclosure(
            "Amberline", gbp(1250), "You pay it, the same whichever firm you choose, and nothing comes "
            "from any "
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


def proposal(**changes: Any) -> p.ProposalPaper:
    """The broker's proposal of 26 February."""
    return p.ProposalPaper(**{**_answer(), **_reasons(), **_course(), **_terms(), **changes})


def _engaged() -> dict[str, Any]:
    """Page 1."""
    return {
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
        "next_act_detail": "On Mon 16 March R. Tolland starts in the clinic. Have your 20 real cases "
        "ready by then.",
    }  # fmt: skip


def _protected() -> dict[str, Any]:
    """Page 2."""
    return {
        "promises": (
            p.Promise("A stage is late", "From the 6th working day: 0.5% of that stage per day, at most "
            "10%, if "
                      "Larchfield caused it"),
            p.Promise("Nothing works", "A person starts within 30 minutes and restores within 4 service "
            "hours, "
                      "Mon–Fri 8:00–18:00", "priority 1"),
            p.Promise("The software is down", "99.5% promised; a miss takes up to 15% off that month’s "
            "£310 fee"),
            p.Promise("A fault in what was delivered", "Fixed free for 60 days after stage 5 is signed"),
        ),
        "not_included": ("X-ray image archive", "website", "new computers (bought separately)"),
        "risks": (
            p.Risk("Records lost or mixed when moved", "Two rehearsals with control totals", "S. Ivers"),
            p.Risk("One internet line stops the clinic", "Second line, different technology", "D. Okelly"),
            p.Risk("People stay with the old screens", "Training in pairs; old screens read-only on day 1",
                   "E. Thornaby"),
        ),
        "changes": "Tell R. Tolland. Larchfield prices it within 5 working days, Amberline checks it, "
        "you decide. "
        "Nothing starts and nothing costs until you sign the change order. No answer means no.",
        "contacts": (
            p.Person("R. Tolland", firm="Larchfield", phone="01632 960 114",
                     note="anything, first; reads mail within 1 working day"),
            p.Person("M. Quennell", firm="Amberline", phone="01632 960 187",
                     note="advice, a dispute, a second opinion"),
            p.Person("P. Averill", "senior partner", phone="01632 960 150", note="stands in for E. Thornaby"),
        ),
    }  # fmt: skip


def summary(**changes: Any) -> p.EngagementSummaryPaper:
    """The engagement summary of 13 March."""
    return p.EngagementSummaryPaper(**{**_engaged(), **_protected(), **changes})


def _accepted() -> dict[str, Any]:
    """What was accepted and what it releases."""
    milestone = case()["milestones"][3]
    return {
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
        "tests": results(5),
        "deliverables": (
            p.Deliverable("reconciled data"), p.Deliverable("lab and card links"),
            p.Deliverable("signed test script"), p.Deliverable("training for every role"),
        ),
        "warranty": "Free fixing (60 days) starts when stage 5 is signed.",
        "acknowledged_by": TOLLAND,
        "proofs": proofs(5),
    }  # fmt: skip


def acceptance(**changes: Any) -> p.AcceptancePaper:
    """The certificate of stage 4, accepted at the second try, with its late credit."""
    return p.AcceptancePaper(**{**_accepted(), **changes})


def visit(**changes: Any) -> sp.VisitPaper:
    """The note for the visit before the brief is agreed."""
    told: dict[str, Any] = {
        "head": head(date(2026, 2, 5)),
        "present": (OWNER, BROKER),
        "agenda": (
            sp.AgendaLine("What you didn’t know yet", 5, "1 question"),
            sp.AgendaLine("Open points", 5, "2 points"),
            sp.AgendaLine("What comes next", 10, "Agree the brief"),
            sp.AgendaLine("Read out what was decided", 5),
        ),
        "unknown": ("Can the old program export its history?",),
        "points": ("Landlord consent for cabling", "Who signs for the laboratory"),
        "bring": ("Contracts with their end dates and notice periods",),
        "settled": ("Card terminals stay as they are",),
        "next_act": "Next: agree the brief.",
        "next_act_detail": "Nothing here binds anyone. What is decided is written down below.",
    }
    return sp.VisitPaper(**{**told, **changes})


def order(**changes: Any) -> sp.OrderPaper:
    """A small repair, ordered on one page."""
    told: dict[str, Any] = {
        "head": head(date(2026, 2, 9)),
        "provider": "Larchfield Practice Systems Ltd",
        "price": gbp(640),
        "ready_by": date(2026, 2, 20),
        "problem": "Since the update the booking form says thank you, but no mail arrives.",
        "result": "Every message of the form reaches reception within a minute.",
        "tests": (
            sp.OrderTest("A message from the form arrives within 1 minute", "Shown on your own example"),
            sp.OrderTest("Temporary access removed, passwords changed", "List; passes with: done"),
        ),
        "left_out": ("New design", "Content changes over 5"),
        "access": "R. Tolland: host and site, until 27 Feb",
        "backup": "R. Tolland, kept in the clinic’s own store",
        "credentials": "Company registration and good standing; Client references",
        "limit": gbp(2500),
    }
    return sp.OrderPaper(**{**told, **changes})
