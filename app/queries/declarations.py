"""What a broker tells before any name: how they are paid, ties, earlier awards; and whether the owner has read it."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.projects import Project
from app.domain.providers import Provider
from app.domain.second_broker import much_of_it
from app.domain.shortlists import Candidate, Disclosure
from app.queries.broker_words import fee_model_name
from app.queries.lens import Lens
from app.queries.shortlist_rows import DisclosureRow, TieRow
from app.queries.tie_words import tie_line, tie_words
from app.words import say, say_count
from app.words.formats import Formats


def names_hidden(project: Project, disclosure: Disclosure | None, lens: Lens) -> bool:
    """Whether names of providers are kept from this reader: until the owner has read how the broker is paid."""
    unread = disclosure is None or disclosure.acknowledged_on is None
    return lens is Lens.OWNER and bool(project.broker_name) and unread


def disclosure_of(session: Session, project_id: uuid.UUID) -> Disclosure | None:
    """What was filed for a project."""
    return session.scalars(select(Disclosure).where(Disclosure.project_id == project_id)).first()


def disclosure_row(
    session: Session, filed: Disclosure, candidates: Sequence[Candidate], *, hidden: bool, formats: Formats
) -> DisclosureRow:
    """The declaration as it is read. With `hidden`, ties and awards are told without any name."""
    names = {} if hidden else _names(session, filed, candidates)
    ties = []
    for ref, kind in filed.relations.items():
        key, benefit = uuid.UUID(hex=ref), str(filed.benefits.get(ref, ""))
        if hidden or key in names:
            name = names.get(key, "")
            ties.append(
                TieRow(
                    key, name, str(kind), tie_words(str(kind)), benefit, tie_line(name, str(kind), benefit)
                )
            )
    read = say("Not read by the owner yet")
    if filed.acknowledged_on is not None:
        read = say(
            "Read by {person} on {day}", person=filed.acknowledged_by, day=formats.day(filed.acknowledged_on)
        )
    return DisclosureRow(
        text=filed.text,
        ties=tuple(ties),
        acknowledged_on=filed.acknowledged_on,
        acknowledged_by=filed.acknowledged_by,
        words=read,
        fee_model=filed.fee_model,
        fee_words=fee_model_name(filed.fee_model),
        awards=_awards(filed, names),
    )


def _names(session: Session, filed: Disclosure, candidates: Sequence[Candidate]) -> dict[uuid.UUID, str]:
    names = {row.provider_ref: row.name for row in candidates}
    told = {uuid.UUID(hex=ref) for ref in filed.relations}
    unknown = [ref for ref in told if ref not in names]
    found = session.execute(select(Provider.id, Provider.name).where(Provider.id.in_(unknown)))
    names.update((row.id, row.name) for row in found)
    return names


def _awards(filed: Disclosure, names: Mapping[uuid.UUID, str]) -> tuple[str, ...]:
    """What earlier awards tell: how many there were, who of those on the list had some, and where it is much."""
    if not filed.awards:
        return ()
    total, months = int(filed.awards["total"]), int(filed.awards["months"])
    if not total:
        return (
            say("In the {months} months before, no other project of this broker led to a choice.", months=months),
        )  # fmt: skip
    told: Counter[str] = Counter({ref: int(count) for ref, count in filed.awards["to"].items()})
    lines = [
        say_count(
            "In the {months} months before, {count} other project of this broker led to a choice.",
            "In the {months} months before, {count} other projects of this broker led to a choice.",
            total,
            months=months,
        )
    ]
    named = [
        (names[uuid.UUID(hex=ref)], times) for ref, times in told.most_common() if uuid.UUID(hex=ref) in names
    ]
    lines += [
        say("{provider} was chosen in {count} of {total}.", provider=name, count=times, total=total)
        for name, times in named
    ]
    if not named and told:
        most = told.most_common(1)[0][1]
        lines.append(
            say("The provider chosen most often was chosen in {count} of {total}.", count=most, total=total)
        )
    if any(much_of_it(filed.awards, times) for times in told.values()):
        lines.append(
            say(
                "That is more than two in five for one provider. Before it is chosen again, a second broker has "
                "to sign for it."
            )
        )
    return tuple(lines)
