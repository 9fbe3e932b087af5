"""Design the team of a plan: who does which part of the work, from where, and what distance is allowed for."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.blend import Phase, site_of, usual_allowances
from app.analysis.money import Money
from app.analysis.work import ZERO
from app.domain.engagements import Engagement, EngagementPerson, Stage
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.team import DistanceAllowance, WorkPackage
from app.domain.team_drafts import PartDraft, asked_shares, draft_parts, share_out
from app.knowledge.readings import TIER_OF_CURRENCY
from app.services.found import found
from app.services.plan_stages import open_plan, stages_of
from app.services.quotes import lines_of
from app.services.scoping import read
from app.words import say

HUNDREDTH = Decimal("0.01")


class PartFields(TypedDict, total=False):
    """What may be changed of one role's part; `package` as "TPL-ERP.WP1", `phase` a word of `Phase`."""

    title: str
    package: str
    phase: str
    role: str
    tier: str
    effort: Decimal
    on_site: Decimal
    day_rate: Money | None
    stage_id: uuid.UUID | None
    person_id: uuid.UUID | None
    provider: tuple[uuid.UUID, str] | None
    """Another provider than that of the plan, by id and name; None for that of the plan."""

    quoted_in: str
    """Where the other provider's quote for this part stands."""


class AllowanceFields(TypedDict, total=False):
    """What distance adds to a rate, as shares of it; `productivity` is what a day yields, of one."""

    communication: Decimal
    governance: Decimal
    rework: Decimal
    productivity: Decimal
    because: str


def draft_team(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Fill an empty team from the chosen quote's lines, days on site by the rule. Everything can be changed."""
    project, engagement = open_plan(session, project_id, on)
    if parts_of(session, project_id):
        raise DomainError(say("The team has its work already. Change it, or draw it up anew."))
    quote = session.get(Quote, engagement.quote_id)
    lines = lines_of(session, quote) if quote is not None else ()
    tier = TIER_OF_CURRENCY.get(project.currency, "")
    drafts = draft_parts(project.templates, lines, tier, _asked(session, project))
    homes = {package: stage.id for stage in stages_of(session, project_id) for package in stage.packages}
    for position, draft in enumerate(drafts):
        session.add(
            WorkPackage(
                project_id=project_id,
                stage_id=homes.get(draft.package),
                package=draft.package,
                title=draft.title,
                phase=draft.phase.value,
                role=draft.role,
                tier=draft.tier,
                effort=draft.effort,
                on_site=draft.on_site,
                day_rate=draft.rate,
                position=position,
            )
        )
    session.flush()
    _agree_share(session, engagement)


def redraft_team(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Draw the team up anew from the quote; what was changed by hand is given up."""
    open_plan(session, project_id, on)
    for part in parts_of(session, project_id):
        session.delete(part)
    session.flush()
    draft_team(session, project_id=project_id, on=on)


def share_by_rule(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Share the days on site out by the rule again, the parts staying as they are."""
    project, engagement = open_plan(session, project_id, on)
    parts = parts_of(session, project_id)
    drafts = [
        PartDraft(p.package, p.title, Phase(p.phase), p.role, p.tier, p.effort, p.day_rate) for p in parts
    ]
    for part, draft in zip(parts, share_out(drafts, _asked(session, project)), strict=True):
        part.on_site = draft.on_site
    session.flush()
    _agree_share(session, engagement)


def add_part(session: Session, *, project_id: uuid.UUID, on: date, **fields: Unpack[PartFields]) -> uuid.UUID:
    """Add a role's part to the team and return its id."""
    open_plan(session, project_id, on)
    part = WorkPackage(
        project_id=project_id,
        title="",
        position=1 + max((p.position for p in parts_of(session, project_id)), default=-1),
    )
    _change(session, part, {"title": "", **fields})
    session.add(part)
    session.flush()
    return part.id


def change_part(session: Session, *, part_id: uuid.UUID, on: date, **fields: Unpack[PartFields]) -> None:
    """Change one role's part."""
    part = found(session, WorkPackage, part_id, say("This part of the work is no longer in the plan."))
    open_plan(session, part.project_id, on)
    _change(session, part, fields)


def remove_part(session: Session, *, part_id: uuid.UUID, on: date) -> None:
    """Take one role's part out of the team."""
    part = found(session, WorkPackage, part_id, say("This part of the work is no longer in the plan."))
    open_plan(session, part.project_id, on)
    session.delete(part)


def set_allowance(
    session: Session, *, project_id: uuid.UUID, tier: str, on: date, **fields: Unpack[AllowanceFields]
) -> None:
    """Say what distance is reckoned to cost for one kind of rate, in place of what is usual."""
    _, engagement = open_plan(session, project_id, on)
    row = _allowance(session, project_id, tier)
    if row is None:
        usual = usual_allowances(site_of(tier), engagement.shared_hours)
        row = DistanceAllowance(
            project_id=project_id,
            tier=tier,
            communication=usual.communication,
            governance=usual.governance,
            rework=usual.rework,
            productivity=usual.productivity,
        )
        session.add(row)
    for name in ("communication", "governance", "rework"):
        share = fields.get(name)
        if isinstance(share, Decimal) and not 0 <= share <= 1:
            raise DomainError(say("What distance adds must be from 0 to 100% of the rate."))
    yields = fields.get("productivity")
    if yields is not None and not 0 < yields <= 2:
        raise DomainError(say("A day yields more than nothing, and at most twice as much as nearby."))
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def use_usual_allowance(session: Session, *, project_id: uuid.UUID, tier: str, on: date) -> None:
    """Go back to what is usual for a kind of rate."""
    open_plan(session, project_id, on)
    row = _allowance(session, project_id, tier)
    if row is not None:
        session.delete(row)


def take_share(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Agree to the share on site that the days of the team come to."""
    _, engagement = open_plan(session, project_id, on)
    _agree_share(session, engagement, anew=True)


def parts_of(session: Session, project_id: uuid.UUID) -> Sequence[WorkPackage]:
    """The parts of a team in their order."""
    return session.scalars(
        select(WorkPackage)
        .where(WorkPackage.project_id == project_id)
        .order_by(WorkPackage.position, WorkPackage.id)
    ).all()


def _asked(session: Session, project: Project) -> dict[str, Decimal]:
    inputs = read(session, project).inputs
    return {name: asked.share for name, asked in asked_shares(project.templates, inputs).items()}


def _agree_share(session: Session, engagement: Engagement, *, anew: bool = False) -> None:
    """The share on site that the days come to, to the hundredth, where none is agreed yet or it is asked anew."""
    parts = parts_of(session, engagement.project_id)
    whole = sum((part.effort for part in parts), ZERO)
    if whole and (anew or engagement.on_site_share is None):
        here = sum((part.on_site for part in parts), ZERO)
        engagement.on_site_share = (here / whole).quantize(HUNDREDTH)


def _allowance(session: Session, project_id: uuid.UUID, tier: str) -> DistanceAllowance | None:
    return session.scalars(
        select(DistanceAllowance)
        .where(DistanceAllowance.project_id == project_id, DistanceAllowance.tier == tier)
        .order_by(DistanceAllowance.id)
    ).first()


QUOTED = ("role", "tier", "effort", "day_rate", "provider_ref")
"""What a quote for a part is for: where any of it changes, the quote is one for something else."""


def _change(session: Session, part: WorkPackage, fields: PartFields) -> None:
    before = [getattr(part, name) for name in QUOTED]
    _take(session, part, fields)
    if "provider" in fields:
        part.provider_ref, part.provider_name = fields["provider"] or (None, "")
        if part.provider_ref != before[-1] and "person_id" not in fields:
            part.person_id = None
    if "quoted_in" in fields:
        part.quoted_in = " ".join(fields["quoted_in"].split()) if part.provider_name else ""
    elif [getattr(part, name) for name in QUOTED] != before:
        part.quoted_in = ""


def _take(session: Session, part: WorkPackage, fields: PartFields) -> None:
    if "title" in fields:
        title = " ".join(fields["title"].split())
        if not title:
            raise DomainError(say("Say what work it is."))
        part.title = title
    effort, on_site = fields.get("effort", part.effort), fields.get("on_site", part.on_site)
    if effort < 0 or on_site < 0:
        raise DomainError(say("Days can't be less than nothing."))
    if "on_site" not in fields:
        on_site = min(on_site, effort)
    if on_site > effort:
        raise DomainError(say("No more days can be worked at your place than there are."))
    part.effort, part.on_site = effort, on_site
    rate = fields.get("day_rate")
    if rate is not None and rate.minor < 0:
        raise DomainError(say("A day rate can't be less than nothing."))
    _belongs(session, part, Stage, fields.get("stage_id"), say("This stage is no longer in the plan."))
    gone = say("This person is no longer here.")
    _belongs(session, part, EngagementPerson, fields.get("person_id"), gone)
    if "phase" in fields:
        part.phase = Phase(fields["phase"]).value
    for name in ("package", "role", "tier", "day_rate", "stage_id", "person_id"):
        if name in fields:
            setattr(part, name, fields[name])


def _belongs(
    session: Session,
    part: WorkPackage,
    entity: type[Stage] | type[EngagementPerson],
    key: uuid.UUID | None,
    otherwise: str,
) -> None:
    if key is not None and found(session, entity, key, otherwise).project_id != part.project_id:
        raise DomainError(otherwise)
