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
from app.knowledge import load_knowledge
from app.knowledge.templates import AcceptanceCriterion, Template
from app.knowledge.templates import Stage as TemplateStage
from app.words import say, say_known

HUNDRED = Decimal(100)
WHOLE_PERCENT = Decimal(1)
ZERO = Decimal(0)
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


def draft_stages(
    templates: Sequence[str], lines: Sequence[LineFacts], price: Money, first_step: str = ""
) -> tuple[StageDraft, ...]:
    """The stages of the templates, put together in the order their work is done, adding up to 100 %.

    A template weighs what the quote's lines charge for it, else its own likely effort. A stage above what
    one stage may carry (PAY-02) is cut between its packages. `first_step` is the package ("TPL-ERP.WP1") the
    owner begins with: it becomes a stage of its own, after which there is a way out.
    """
    known = [load_knowledge().template(name) for name in templates]
    efforts = _efforts(known, lines)
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
    cap = largest_stage_share(price) * HUNDRED
    return tuple(
        part
        for (_, _, template, stage), share in zip(placed, shares, strict=True)
        for part in _parts(template, stage, share, efforts, cap, first_step)
    )


def blank_stage(musts: Sequence[str]) -> StageDraft:
    """The one stage of a project without a template: each must-have, shown working."""
    tests = tuple(TestDraft(text, how=say("Shown working on your own example")) for text in musts)
    return StageDraft(say("The work, done and shown"), HUNDRED, tests=tests)


def dated(
    stages: Sequence[StageDraft], start: date, end: date | None, calendar: WorkingCalendar
) -> tuple[StageDraft, ...]:
    """Lay the stages one after another between two dates by their effort; without an end, undated."""
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


def _efforts(templates: Sequence[Template], lines: Sequence[LineFacts]) -> Mapping[str, Decimal]:
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
