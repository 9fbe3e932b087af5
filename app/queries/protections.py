"""What protects the owner: what the program sees to, each with the figure of this very project.

Everything here is something the program does or refuses. A figure stands only where there is one: from the
plan, else from our own estimate, which says so. A small job keeps the short list that no path may skip.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.analysis.estimate import rounded_cost
from app.analysis.money import Money, sum_money
from app.analysis.payments import STANDARD_LIMITS, largest_stage_share
from app.domain.base import live
from app.domain.brief_choices import OrderTerms, order_terms
from app.domain.documents import Document
from app.domain.engagements import Engagement, SignOffTest, Stage
from app.domain.plan_drafts import USUAL_WARRANTY_DAYS, opening_retention
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.knowledge.readings import BriefReading, read_brief
from app.queries.briefs import answers
from app.queries.estimates import seen_on
from app.queries.first_steps import FirstStepView, first_step_view
from app.queries.interview import small
from app.queries.lens import Lens
from app.queries.provider_words import credential_names
from app.words import say, say_count
from app.words.formats import Formats

USUAL_REVIEW_DAYS, LIGHT_REVIEW_DAYS = 5, 3
"""Working days for checking what was handed over, where no plan says otherwise."""


@dataclass(frozen=True, slots=True)
class Protection:
    """One thing that protects the owner; `figure` is this project's own, empty where there is none yet."""

    key: str
    icon: str
    title: str
    words: str
    figure: str


@dataclass(frozen=True, slots=True)
class Protections:
    """The page "What protects you"."""

    light: bool
    rows: tuple[Protection, ...]
    basis: str
    law: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the project when its figures are told."""

    read: BriefReading
    step: FirstStepView | None
    engagement: Engagement | None
    stages: tuple[Stage, ...]
    tests: int
    documents: int
    order: OrderTerms
    formats: Formats
    light: bool
    sourcing_class: str
    lens: Lens

    def told(self, owner: str, broker: str) -> str:
        """The sentence for who reads it: the owner is spoken to, a broker is told of the owner."""
        return owner if self.lens is Lens.OWNER else broker

    @property
    def ordered(self) -> Money | None:
        """The price on the order of a small job; a larger one is not bought by it."""
        return self.order.price if self.light else None

    @property
    def price(self) -> Money | None:
        """The agreed price, the one on the order, else our estimate of what is enough four times in five."""
        if self.engagement is not None:
            return self.engagement.price
        if self.ordered is not None:
            return self.ordered
        return rounded_cost(self.read.cost.p80) if self.read.cost is not None else None

    @property
    def agreed(self) -> bool:
        """Whether the price is agreed and not only estimated."""
        return self.engagement is not None

    def money(self, amount: Money) -> str:
        """A sum as it is read."""
        return self.formats.money_short(amount)


def protections(
    session: Session, *, project_id: uuid.UUID, formats: Formats, on: date, lens: Lens = Lens.OWNER
) -> Protections | None:
    """What protects the owner of a project, or None where it is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    known = _known(session, project, formats, on, lens)
    makers = _LIGHT if known.light else _FULL
    estimated = not known.agreed and known.price is not None and known.ordered is None
    return Protections(
        light=known.light,
        rows=tuple(make(known) for make in makers),
        basis=say("Sums are from our own estimate until a price is agreed. Excl. tax.") if estimated else "",
        law=say("These are records of what was agreed, not legal advice."),
    )


def _known(session: Session, project: Project, formats: Formats, on: date, lens: Lens) -> _Known:
    given = answers(session, project_id=project.id).values
    read = read_brief(load_knowledge(), project.templates, given, project.currency)
    count = partial(_count, session, project.id)
    return _Known(
        read=seen_on(session, read, project.currency, on),
        step=first_step_view(session, project_id=project.id, formats=formats, on=on),
        engagement=session.scalars(
            select(Engagement).where(
                live(Engagement), Engagement.project_id == project.id, Engagement.state != "cancelled"
            )
        ).first(),
        stages=tuple(
            session.scalars(
                select(Stage)
                .where(live(Stage), Stage.project_id == project.id, Stage.state != "cancelled")
                .order_by(Stage.number)
            )
        ),
        tests=count(SignOffTest),
        documents=count(Document),
        order=order_terms(given),
        formats=formats,
        light=small(read),
        sourcing_class=project.sourcing_class or read.sourcing.engagement_class,
        lens=lens,
    )


def _count(session: Session, project_id: uuid.UUID, kind: type[SignOffTest] | type[Document]) -> int:
    statement = select(func.count()).select_from(kind).where(live(kind), kind.project_id == project_id)
    return session.scalar(statement) or 0


# --- one thing each ---------------------------------------------------------------------------------


def _price(known: _Known) -> Protection:
    figure = ""
    if known.price is not None:
        if known.agreed:
            figure = say("{price} agreed", price=known.money(known.price))
        elif known.ordered is not None:
            figure = say("{price} on the order", price=known.money(known.price))
        else:
            figure = say("Expect up to {price}", price=known.money(known.price))
    words = known.told(
        say("Nobody starts without a price, or a ceiling, that you have agreed to in writing."),
        say("Nobody starts without a price, or a ceiling, that the owner has agreed to in writing."),
    )
    return Protection("price", "file-text", say("The price is in writing"), words, figure)


def _checked(known: _Known) -> Protection:
    figure = ""
    if known.stages:
        figure = say_count(
            "{tests} tests in {count} stage",
            "{tests} tests in {count} stages",
            len(known.stages),
            tests=known.tests,
        )
    words = known.told(
        say(
            "Each stage has tests that you agreed to beforehand. A payment is due only once its stage has passed."
        ),
        say(
            "Each stage has tests that the owner agreed to beforehand. A payment is due only once its stage has "
            "passed."
        ),
    )
    return Protection("checked", "clipboard-check", say("Checked before it is paid"), words, figure)


def _little(known: _Known) -> Protection:
    figure = ""
    if known.price is not None:
        largest = largest_stage_share(known.price)
        amounts = [stage.amount for stage in known.stages if stage.amount is not None]
        if amounts:
            most = max(amounts, key=lambda amount: amount.minor)
            figure = say("At most {sum} at once", sum=known.money(most))
        elif largest < 1:
            most = rounded_cost(known.price.times(largest))
            figure = say(
                "At most {sum} at once ({share})", sum=known.money(most), share=known.formats.percent(largest)
            )
    share = known.formats.percent(STANDARD_LIMITS.before_result)
    words = known.told(
        say(
            "The plan warns you where one stage carries too much of the price, or where more than {share} is paid "
            "before anything works.",
            share=share,
        ),
        say(
            "The plan warns where one stage carries too much of the price, or where more than {share} is paid "
            "before anything works.",
            share=share,
        ),
    )
    return Protection("little", "wallet", say("Never much at once"), words, figure)


def _held(known: _Known) -> Protection:
    price, engagement = known.price, known.engagement
    days = engagement.warranty_days if engagement is not None else USUAL_WARRANTY_DAYS
    held: Money | None = None
    if known.stages and price is not None:
        parts = [stage.held for stage in known.stages if stage.held is not None]
        held = sum_money(parts, price.currency)
    elif price is not None:
        share = (
            engagement.retention_share
            if engagement is not None
            else opening_retention(price, None, known.sourcing_class)
        )
        held = price.times(share)
        held = held if known.agreed else rounded_cost(held)
    figure = say("{sum} held back", sum=known.money(held)) if held is not None and held.minor else ""
    words = known.told(
        say(
            "Part of each payment stays with you until {days} days after the last stage. Faults are fixed free "
            "until then.",
            days=days,
        ),
        say(
            "Part of each payment stays with the owner until {days} days after the last stage. Faults are fixed "
            "free until then.",
            days=days,
        ),
    )
    return Protection("held", "hourglass", say("Money held back"), words, figure)


def _way_out(known: _Known) -> Protection:
    figure = ""
    first = known.stages[0].amount if known.stages else None
    if first is not None:
        figure = say("{sum} after stage 1", sum=known.money(first))
    elif known.step is not None and known.step.price is not None and known.step.taken:
        figure = say("{sum} for the first step", sum=known.money(known.step.price))
    elif known.step is not None and known.step.price is not None:
        figure = say("{sum} for a first step", sum=known.money(known.step.price))
    words = known.told(
        say(
            "You may stop after a stage. You pay for what was accepted, keep its results, and owe nothing for what "
            "was not begun."
        ),
        say(
            "The owner may stop after a stage, pays for what was accepted, keeps its results, and owes nothing for "
            "what was not begun."
        ),
    )
    return Protection("way-out", "undo-2", say("A way out after the first stage"), words, figure)


def _ownership(known: _Known) -> Protection:
    words = known.told(
        say(
            "What was made becomes yours when you pay for it. Your domain, accounts, data and administrator "
            "passwords are yours from the first day."
        ),
        say(
            "What was made becomes the owner’s when it is paid for. Domain, accounts, data and administrator "
            "passwords are the owner’s from the first day."
        ),
    )
    title = known.told(say("It belongs to you"), say("It belongs to the owner"))
    return Protection("ownership", "badge-check", title, words, "")


def _access(known: _Known) -> Protection:
    figure = known.order.access if known.light else ""
    words = known.told(
        say("Only people named to you get in, and what they were given is taken back at the end."),
        say("Only people named to the owner get in, and what they were given is taken back at the end."),
    )
    return Protection("access", "user", say("Access ends with the work"), words, figure)


def _backup(known: _Known) -> Protection:
    figure = known.order.backup if known.light else ""
    words = say("Nothing that is in use is touched before there is a copy that can be put back.")
    return Protection("backup", "history", say("A copy before any change"), words, figure)


def _credentials(known: _Known) -> Protection:
    standard = load_knowledge().credentials.pre_credentialed_standard
    wanted = standard.light_path_set if known.light else standard.core_set
    words = say(
        "Asked of every provider: {checks}. Each shows who checked it, how far, and until when.",
        checks=credential_names(wanted),
    )
    figure = say_count("{count} check", "{count} checks", len(wanted))
    return Protection("credentials", "shield-check", say("Checked beforehand"), words, figure)


def _silence(known: _Known) -> Protection:
    days = LIGHT_REVIEW_DAYS if known.light else USUAL_REVIEW_DAYS
    if known.engagement is not None:
        days = known.engagement.review_days
    figure = say_count("{count} working day to check", "{count} working days to check", days)
    words = known.told(
        say("If you don’t answer, nothing is accepted and nothing changes. You are reminded instead."),
        say(
            "If the owner doesn’t answer, nothing is accepted and nothing changes. They are reminded instead."
        ),
    )
    return Protection("silence", "bell", say("Silence never accepts"), words, figure)


def _proof(known: _Known) -> Protection:
    words = known.told(
        say("You are shown that it works, on your own example, before you pay."),
        say("The owner is shown that it works, on their own example, before it is paid."),
    )
    return Protection("proof", "clipboard-check", say("Proof of the result"), words, "")


def _records(known: _Known) -> Protection:
    figure = ""
    if known.documents:
        figure = say_count("{count} document kept", "{count} documents kept", known.documents)
    words = say(
        "What was agreed, handed over, accepted and paid is kept with its day and name, and issued papers never "
        "change."
    )
    return Protection("records", "archive", say("It is all on record"), words, figure)


_FULL = (
    _price, _checked, _little, _held, _way_out, _ownership, _access, _backup, _credentials, _silence, _records,
)  # fmt: skip
_LIGHT = (_price, _credentials, _access, _backup, _proof, _ownership)
"""What the light path never skips."""
