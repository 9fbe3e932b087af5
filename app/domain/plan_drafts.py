"""A first plan from what is known already: the templates' stages and tests, and the chosen quote's terms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from app.analysis.apportion import apportion
from app.analysis.calendars import WorkingCalendar
from app.analysis.money import Money
from app.analysis.payments import STANDARD_LIMITS, largest_stage_share
from app.analysis.quote_facts import LineFacts
from app.analysis.stage_splits import StagePackage, StagePart, cut_after_first, cut_stage
from app.domain.quoted_stages import QuotedPart
from app.knowledge import load_knowledge
from app.knowledge.templates import AcceptanceCriterion, Template
from app.knowledge.templates import Stage as TemplateStage
from app.words import say, say_known

HUNDRED = Decimal(100)
WHOLE_PERCENT = Decimal(1)
ZERO = Decimal(0)
LONGEST_TITLE = 120
"""Letters of a stage's name, as the plan's own form takes them."""

LONGEST_PLAN = timedelta(days=3653)
USUAL_WARRANTY_DAYS = 60
USUAL_RETENTION = Decimal("0.05")


@dataclass(frozen=True)
class TestDraft:
    """A sign-off test to be; `code` names the criterion of the template it comes from."""

    __test__ = False

    text: str
    how: str = ""
    passes_if: str = ""
    code: str = ""
    touches: tuple[str, ...] = ()
    must: int | None = None
    """The place of the must-have that it proves, where there is no template."""


@dataclass(frozen=True)
class StageDraft:
    """A stage to be; `share` is a percentage of the price, `effort` person-days."""

    title: str
    share: Decimal
    packages: tuple[str, ...] = ()
    delivers: str = ""
    tests: tuple[TestDraft, ...] = ()
    effort: Decimal = ZERO
    starts_on: date | None = None
    planned_on: date | None = None
    in_advance: bool = False


def draft_stages(
    templates: Sequence[str],
    lines: Sequence[LineFacts],
    price: Money,
    first_step: str = "",
    quoted: Sequence[QuotedPart] = (),
) -> tuple[StageDraft, ...]:
    """The stages of the templates, put together in the order their work is done, adding up to 100 %.

    A template weighs what the quote's lines charge for it, else its own likely effort. A stage above what
    one stage may carry (PAY-02) is cut between its packages. `first_step` is the package ("TPL-ERP.WP1") the
    owner begins with: it becomes a stage of its own, after which there is a way out.
    Stages that the quote names itself (`quoted`) stand as it has them, and hold the templates' work in step.
    """
    cap = largest_stage_share(price) * HUNDRED
    drafts = _of_templates(templates, lines, cap, first_step)
    if not quoted:
        return drafts
    if len(drafts) < len(quoted):
        drafts = _of_templates(templates, lines, ZERO, first_step)  # package by package
    return _in_step(quoted, drafts, first_step)


def _of_templates(
    templates: Sequence[str], lines: Sequence[LineFacts], cap: Decimal, first_step: str
) -> tuple[StageDraft, ...]:
    known = [load_knowledge().template(name) for name in templates]
    efforts = efforts_of(known, lines)
    weights = _weights(known, lines)
    placed = []
    for order, template in enumerate(known):
        done = ZERO
        for stage in template.milestones.values():
            done += stage.payment_pct
            placed.append((done, order, template, stage))
    placed.sort(key=lambda item: item[:2])
    shares = apportion(
        HUNDRED,
        [stage.payment_pct * weights[template.id] for _, _, template, stage in placed],
        WHOLE_PERCENT,
    )
    return tuple(
        part
        for (_, _, template, stage), share in zip(placed, shares, strict=True)
        for part in _parts(template, stage, share, efforts, cap, first_step)
    )


def _in_step(
    quoted: Sequence[QuotedPart], drafts: Sequence[StageDraft], first_step: str
) -> tuple[StageDraft, ...]:
    """The quote's own stages, each with its turn of the templates' stages; a first step keeps a stage to itself."""
    alone = len(quoted) > 1 and drafts[0].packages == (first_step,)
    rest, slots = drafts[alone:], len(quoted) - alone
    turns: list[list[StageDraft]] = [[] for _ in quoted]
    turns[0] += drafts[:alone]
    for at, draft in enumerate(rest):
        turns[alone + (at * slots // len(rest) if len(rest) > slots else at)].append(draft)
    return tuple(
        _quoted_stage(number, part, work)
        for number, (part, work) in enumerate(zip(quoted, turns, strict=True), start=1)
    )


def _quoted_stage(number: int, part: QuotedPart, work: Sequence[StageDraft]) -> StageDraft:
    tests = [test for draft in work for test in draft.tests]
    proved = tuple(test for test in tests if test != _demonstration())
    return StageDraft(
        title=_name(part.title) or say("Stage {number}", number=number),
        share=part.share,
        packages=tuple(name for draft in work for name in draft.packages),
        delivers="; ".join(draft.delivers for draft in work if draft.delivers),
        tests=proved or (_demonstration(),),
        effort=sum((draft.effort for draft in work), ZERO),
        planned_on=part.ready_on,
        in_advance=part.in_advance,
    )


def _name(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def blank_stages(musts: Sequence[str], quoted: Sequence[QuotedPart] = ()) -> tuple[StageDraft, ...]:
    """The stages of a project without a template: one, or the quote's own, the last showing each must-have working."""
    tests = tuple(
        TestDraft(text, how=say("Shown working on your own example"), must=place)
        for place, text in enumerate(musts)
    )
    whole = StageDraft(say("The work, done and shown"), HUNDRED, tests=tests)
    turns = [*([()] * (len(quoted) - 1)), (whole,)]
    return (
        tuple(
            _quoted_stage(number, part, work)
            for number, (part, work) in enumerate(zip(quoted, turns, strict=True), start=1)
        )
        if quoted
        else (whole,)
    )


def dated(
    stages: Sequence[StageDraft], start: date, end: date | None, calendar: WorkingCalendar
) -> tuple[StageDraft, ...]:
    """Lay the stages one after another between two dates by their effort; without an end, undated.

    Where the quote gives days for its stages, those stand instead, and what has none stays undated.
    """
    if any(stage.planned_on for stage in stages):
        return tuple(_as_told(stages, start, calendar))
    if end is None or end <= start:
        return tuple(stages)
    days = calendar.between(start, end)
    whole = sum((stage.effort for stage in stages), ZERO)
    laid, done, begins = [], ZERO, calendar.on_or_after(start)
    for stage in stages:
        done += stage.effort if whole else Decimal(1)
        reached = int(days * done / (whole or Decimal(len(stages))))
        ends = calendar.on_or_after(calendar.add(start, reached))
        laid.append(replace(stage, starts_on=begins, planned_on=max(begins, ends)))
        begins = calendar.add(max(begins, ends), 1)
    return tuple(laid)


def _as_told(stages: Sequence[StageDraft], start: date, calendar: WorkingCalendar) -> Iterator[StageDraft]:
    """Each stage from the day after the one before to its own day. A day over already, or far off, is not planned."""
    begins = calendar.on_or_after(start)
    for stage in stages:
        ends = stage.planned_on
        if ends is None or not start <= ends <= start + LONGEST_PLAN:
            yield replace(stage, planned_on=None)
            continue
        yield replace(stage, starts_on=min(begins, ends))
        begins = max(begins, calendar.add(ends, 1))


def last_day(start: date, weeks: int | None, ready_by: date | None) -> date | None:
    """When the work is to be finished, by what the quote says: a date, else so many weeks from the start."""
    if ready_by is not None:
        return ready_by
    return start + timedelta(weeks=weeks) if weeks else None


def opening_retention(price: Money | None, quoted: Decimal | None, sourcing_class: str) -> Decimal:
    """The share a plan starts with: as the quote says; else the least that guard PAY-04 asks for."""
    if quoted is not None:
        return quoted
    large = price is not None and price.decimal > STANDARD_LIMITS.retention_above
    return USUAL_RETENTION if large and sourcing_class != "micro_task" else ZERO


def opening_warranty(quoted: int | None) -> int:
    """The days of free fixing a plan starts with: as the quote says, else what is usual."""
    return USUAL_WARRANTY_DAYS if quoted is None else quoted


def efforts_of(templates: Sequence[Template], lines: Sequence[LineFacts]) -> Mapping[str, Decimal]:
    """Person-days per package: as quoted, else the template's likely effort at its defaults."""
    quoted: dict[str, Decimal] = defaultdict(lambda: ZERO)
    main = templates[0].id if templates else ""
    for line in lines:
        quoted[line.package if "." in line.package else f"{main}.{line.package}"] += line.effort
    usual = {
        f"{template.id}.{package}": effort.likely
        for template in templates
        for package, effort in template.worked_estimate_at_defaults.packages_pd.items()
    }
    return {name: quoted.get(name) or usual[name] for name in usual}


def _weights(templates: Sequence[Template], lines: Sequence[LineFacts]) -> Mapping[str, Decimal]:
    charged: dict[str, Decimal] = {template.id: ZERO for template in templates}
    for line in lines:
        template = line.package.partition(".")[0]
        if template in charged and line.amount is not None:
            charged[template] += line.amount.decimal
    if all(charged.values()):
        return charged
    return {template.id: template.worked_estimate_at_defaults.total_pd.likely for template in templates}


def _parts(
    template: Template,
    stage: TemplateStage,
    share: Decimal,
    efforts: Mapping[str, Decimal],
    cap: Decimal,
    first_step: str,
) -> Iterator[StageDraft]:
    packages = _with_tests(stage, template.id, efforts)
    several = len(packages) > 1 and sum((p.effort for p in packages), ZERO) > 0
    if several and packages[0].package == first_step and packages[0].effort > 0:
        parts = cut_after_first(share, packages, cap)
    elif several and share > cap:
        parts = cut_stage(share, packages, cap)
    else:
        parts = (StagePart(tuple(p.package for p in packages), share, tuple(stage.acceptance)),)
    for number, part in enumerate(parts, start=1):
        title = say_known(stage.name)
        if len(parts) > 1:
            title = say("{stage}, part {number}", stage=title, number=number)
        work = [template.work_packages[name.partition(".")[2]] for name in part.packages]
        yield StageDraft(
            title=title,
            share=part.share,
            packages=part.packages,
            delivers="; ".join(say_known(package.deliverable) for package in work),
            tests=tuple(_test(template, name) for name in part.tests) or (_demonstration(),),
            effort=sum((efforts.get(name, ZERO) for name in part.packages), ZERO),
        )


def _with_tests(
    stage: TemplateStage, template: str, efforts: Mapping[str, Decimal]
) -> tuple[StagePackage, ...]:
    """The packages with the tests that prove them: in step, the last package taking what is left."""
    last = len(stage.work_packages) - 1
    tests: list[list[str]] = [[] for _ in stage.work_packages]
    for place, test in enumerate(stage.acceptance):
        tests[min(place, last)].append(test)
    return tuple(
        StagePackage(f"{template}.{package}", efforts.get(f"{template}.{package}", ZERO), tuple(proof))
        for package, proof in zip(stage.work_packages, tests, strict=True)
    )


def _test(template: Template, name: str) -> TestDraft:
    """A criterion as a test. One that only applies sometimes is kept: it is easier to remove than to miss."""
    criterion: AcceptanceCriterion = template.acceptance_criteria[name]
    return TestDraft(
        text=say_known(criterion.criterion),
        how=say_known(criterion.test),
        passes_if=say_known(criterion.pass_if),
        code=f"{template.id}.{name}",
        touches=tuple(criterion.touches),
    )


def _demonstration() -> TestDraft:
    return TestDraft(
        say("The result is shown working, with somebody from your side watching"),
        how=say("Witnessed demonstration"),
        passes_if=say("everything this part delivers is seen"),
    )
