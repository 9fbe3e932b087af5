"""The papers of the clinic's decision: what quote comparison, decision record and letters are tested on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.letters import LetterKind
from app.queries import decision_papers as d
from app.queries import papers as p
from tests.documents.clinic import (
    BROKER,
    CINDERMOOR,
    LARCHFIELD,
    OAKSPINDLE,
    OWNER,
    TRADE,
    case,
    coverage,
    gbp,
    head,
    scores,
)

FIRMS = (LARCHFIELD, CINDERMOOR, OAKSPINDLE)
GAP = (
    "Oakspindle Office Solutions Ltd, M6: £1,450.00 to fill the gap. One day each of tester £390, analyst £510 "
    "and project manager £550, at should-cost rates; written down 24 Feb 2026."
)


def row(title: str, *answers: str, best: int | None = None, word: str = "") -> d.ComparedRow:
    """A row of answers; `word` stands with the one that is best."""
    cells = (d.ComparedCell(text, word if at == best else "") for at, text in enumerate(answers))
    return d.ComparedRow(title, tuple(cells))


def prices() -> p.PriceComparison:
    """The three prices of the case over its should-cost."""
    return p.PriceComparison(
        (
            p.QuotedPrice(LARCHFIELD, gbp(24450), None, "6 of 6 must-haves"),
            p.QuotedPrice(CINDERMOOR, gbp(26200), None, "5.5 of 6 must-haves", place=1),
            p.QuotedPrice(OAKSPINDLE, gbp(17600), gbp(1450), "3.5 of 6 must-haves", place=2),
        ),
        gbp(28310),
        gbp(26790),
        gbp(31060),
        "Should cost, fixed 6 Feb",
    )


def comparison(**changes: Any) -> d.ComparisonPaper:
    """The comparison of 26 February."""
    return replace(
        d.ComparisonPaper(
            head=head(date(2026, 2, 26)),
            firms=FIRMS,
            verdict="Larchfield covers most, 6 of 6 must-haves, for £24,450 like for like. Oakspindle costs least, "
            "£19,050, and covers 3.5.",
            key=(
                row("Must-haves covered", "6 of 6", "5.5 of 6", "3.5 of 6", best=0, word="most"),
                row("Like-for-like, excl. tax", "£24,450", "£26,200", "£19,050", best=2, word="lowest"),
                row("Three years in all, excl. tax", "£54,370", "£59,180", "£46,450", best=2, word="lowest"),
                row("Ready by", "16 weeks", "15 weeks", "13 weeks"),
                row("Person on site", "R. Tolland, two days a week", "H. Brandreth, one day", "Not said"),
                row("Watch out for", "Nothing found", "Nothing found", "2 points"),
            ),
            coverage=coverage(),
            groups=(
                d.ComparedGroup(
                    "What it costs",
                    (
                        row("Quoted, excl. tax", "£24,450.00", "£26,200.00", "£17,600.00"),
                        row("To cover the gaps", "None", "None", "£1,450.00 for 1 gap"),
                    ),
                ),
                d.ComparedGroup(
                    "On these terms",
                    (row("Price holds until", "30 Apr 2026", "15 May 2026", "31 Mar 2026"),),
                ),
            ),
            watch_out=(
                (),
                (),
                (
                    "£17,600.00 is 62% of our own estimate of £28,310.00. Ask what is left out.",
                    "Nobody is named who comes to you. Ask who it is.",
                ),
            ),
            prices=prices(),
            footnotes=(GAP,),
            opened="quotes received by 20 Feb 2026",
            tax="no quote states its tax",
            act="Choose by Monday 2 March 2026.",
            act_detail="Read page 2 first: scope before price. Reasons, and what would change them, are in PRO-001.",
        ),
        **changes,
    )  # fmt: skip


def many(count: int, musts: int, name: str = "") -> d.ComparisonPaper:
    """The comparison with `count` quotes and `musts` must-haves; every firm with a number in its name."""
    paper = comparison()
    firms = tuple(p.Firm(f"{name}Firm {at + 1} Ltd", f"Firm{at + 1}") for at in range(count))

    def wide(one: d.ComparedRow) -> d.ComparedRow:
        return replace(one, cells=tuple(one.cells[at % 3] for at in range(count)))

    needs = tuple(
        p.CoverageRow(
            p.Requirement(f"M{at + 1}", f"Must-have number {at + 1}"),
            tuple(paper.coverage.rows[at % 6].cells[firm % 3] for firm in range(count)),
        )
        for at in range(musts)
    )
    assert paper.prices is not None
    bars = tuple(
        replace(paper.prices.rows[at % 3], firm=firm, place=at, unknown=at == 3)
        for at, firm in enumerate(firms)
    )
    return replace(
        paper,
        firms=firms,
        key=tuple(map(wide, paper.key)),
        coverage=p.Coverage(firms, needs),
        groups=tuple(replace(group, rows=tuple(map(wide, group.rows))) for group in paper.groups),
        watch_out=tuple(paper.watch_out[at % 3] for at in range(count)),
        prices=replace(paper.prices, rows=bars),
    )


def decision(**changes: Any) -> d.DecisionPaper:
    """The record of 2 March."""
    return replace(
        d.DecisionPaper(
            head=head(date(2026, 3, 2)),
            firm=LARCHFIELD,
            price=p.Price(gbp(24450)),
            decided_by=OWNER,
            decided_on=date(2026, 3, 2),
            words=str(case()["award"]["reason_in_owner_words"]),
            reasons=("Must-haves covered", "Person on site"),
            compared=(
                d.DecidedQuote(LARCHFIELD, "6 of 6", gbp(24450), gbp(54370), "87.5", chosen=True),
                d.DecidedQuote(CINDERMOOR, "5.5 of 6", gbp(26200), gbp(59180), "81.0"),
                d.DecidedQuote(OAKSPINDLE, "3.5 of 6", gbp(19050), gbp(46450), "59.2"),
            ),
            should_once=gbp(28310),
            should_three_years=gbp(58950),
            should_fixed="6 Feb 2026",
            weights=tuple(
                p.CriterionScore(TRADE[key], Decimal(case()["evaluation"]["weights"][key]), points)
                for key, points in scores("VET-Q1").items()
            ),
            weights_note="Weights were settled before any quote was opened.",
            not_chosen=(
                d.NotChosen("Cindermoor Health IT Ltd", "Strong, dearer, further away."),
                d.NotChosen("Oakspindle Office Solutions Ltd", "Lab link test and month-end left out."),
                d.NotChosen("Tarnwick Networks LLP", "Declined: network only."),
            ),
            would_change=("Cindermoor comes first only if after-care and dates weigh 43% or more.",),
            open_points=(
                "Export proven on 100 animals only; 6 field errors",
                "Longest delivery of the three, 16 weeks; 2 months before support ends",
            ),
            disclosure=p.Disclosure(
                "Amberline", gbp(1250), "It does not depend on this choice.", acknowledged=date(2026, 1, 26)
            ),
            next_act="The plan comes next, drafted from this quote.",
            next_act_detail="Nothing is signed yet and nothing is paid. Those not chosen get a letter with their own "
            "result, without names or prices of others.",
            evidence=("QCM-001 of 26 Feb 2026", "PRO-001 of 26 Feb 2026"),
        ),
        **changes,
    )  # fmt: skip


def letter(kind: LetterKind, **changes: Any) -> d.LetterPaper:
    """A letter of 2 March to the firm that stands in `changes`, else to the chosen one or to the cheapest."""
    award = kind is LetterKind.AWARD
    debrief = kind is LetterKind.DEBRIEF
    return replace(
        d.LetterPaper(
            head=head(date(2026, 3, 2)),
            kind=kind,
            firm=LARCHFIELD if award else OAKSPINDLE,
            quote_day=date(2026, 2, 19),
            decided_on=date(2026, 3, 2),
            price=p.Price(gbp(24450)) if award else None,
            valid_until=date(2026, 4, 30) if award else None,
            strengths=("Your quote covers 3 of 6 must-haves in full.",) if award or debrief else (),
            weaknesses=("Knows your trade: No clinic among its clients.",) if debrief else (),
            words="The next job of this kind is asked for in autumn." if not award else "",
            reviewed="Read by M. Quennell, 2 Mar 2026",
            replaced=("DCL-001 of 2 Mar 2026",) if kind is LetterKind.CORRECTION else (),
            stands_again=kind is LetterKind.CORRECTION,
            ask=BROKER,
        ),
        **changes,
    )
