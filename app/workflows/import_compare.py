"""A list that was read, compared with the directory and with itself: what each row would do, in words."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.look_alikes import AlikeNames, Likeness, look, same_text
from app.exchange.provider_lists import ImportPlan, ListedProvider, RefusedRow
from app.exchange.tables import Remark
from app.queries import providers as directory
from app.words import say, say_count
from app.words.formats import Formats
from app.workflows.import_changes import changes
from app.workflows.import_rows import USUAL, FieldChange, ImportRow, LookAlike, RowKind

AT_ONCE = 500
"""Providers compared with the directory in one statement."""


def _silent(share: float) -> None:
    """Tells nobody how far it is."""


def compared(
    session: Session, plan: ImportPlan, formats: Formats, told: Callable[[float], None] = _silent
) -> tuple[ImportRow, ...]:
    """Every row of a list as it would be taken in, in the order of the file.

    `told` hears now and then which share is done, and may raise to stop.
    """
    known = directory.names(session)
    steps = len(known) + len(plan.providers) or 1
    exact: dict[tuple[str, str], uuid.UUID] = {}
    here: AlikeNames[LookAlike] = AlikeNames()
    for done, (id, name, town) in enumerate(known):
        exact[same_text(name), same_text(town)] = id
        here.add(LookAlike(id, name, town), name)
        if done % AT_ONCE == 0:
            told(done / steps)
    remarks: dict[int, list[Remark]] = {}
    for remark in plan.remarks:
        remarks.setdefault(remark.line, []).append(remark)
    met = {row.line: _same(row, exact) for row in plan.providers if row.twin_of is None}
    stored = _stored(session, [id for id in met.values() if id is not None])
    rows = [_refused(row) for row in plan.refused]
    before: AlikeNames[ListedProvider] = AlikeNames()
    for done, row in enumerate(plan.providers, start=len(known)):
        if done % AT_ONCE == 0:
            told(done / steps)
        said = tuple(remarks.get(row.line, ()))
        same = met.get(row.line)
        if row.twin_of is not None:
            rows.append(_twin(row, row.twin_of, said))
        elif same is not None:
            rows.append(_known(row, same, changes(row, stored[same], formats), said))
        else:
            rows.append(_unknown(row, here, before, said))
        if row.twin_of is None:
            before.add(row, row.name)
    return tuple(sorted(rows, key=lambda row: row.line))


def _near(row: ListedProvider, town: str) -> bool:
    """Whether the row is about a town that does not look different."""
    mine, other = look(_town(row)), look(town)
    return not mine or not other or mine == other


def _town(row: ListedProvider) -> str:
    return str(row.fields.get("town", ""))


def _same(row: ListedProvider, exact: Mapping[tuple[str, str], uuid.UUID]) -> uuid.UUID | None:
    return exact.get((same_text(row.name), same_text(_town(row))))


def _stored(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Mapping[str, Any]]:
    stored: dict[uuid.UUID, Mapping[str, Any]] = {}
    for start in range(0, len(ids), AT_ONCE):
        stored.update(directory.values_of(session, ids[start : start + AT_ONCE]))
    return stored


def _refused(row: RefusedRow) -> ImportRow:
    told = "; ".join(_place(fault) for fault in row.faults)
    return ImportRow(
        row.line, row.name, "", "refused", _kind_words("refused"), told, "skip", faults=row.faults
    )


def _place(fault: Remark) -> str:
    if fault.column:
        return say(
            "Line {line}, column “{column}”: {text}", line=fault.line, column=fault.column, text=fault.text
        )
    return say("Line {line}: {text}", line=fault.line, text=fault.text)


def _known(
    row: ListedProvider, id: uuid.UUID, differs: tuple[FieldChange, ...], remarks: tuple[Remark, ...]
) -> ImportRow:
    kind: RowKind = "changed" if differs else "same"
    summary = say("Nothing new about it.")
    if differs:
        summary = "; ".join(_change_words(change) for change in differs)
    return ImportRow(
        line=row.line,
        name=row.name,
        town=_town(row),
        kind=kind,
        kind_words=_kind_words(kind),
        summary=summary,
        decision=USUAL[kind],
        provider_id=id,
        changes=differs,
        remarks=remarks,
        listed=row,
    )


def _change_words(change: FieldChange) -> str:
    return say("{label}: {before} → {after}", label=change.label, before=change.before, after=change.after)


def _twin(
    row: ListedProvider, line: int, remarks: tuple[Remark, ...], likeness: Likeness | None = None
) -> ImportRow:
    """A row about a provider that the list has before. But for a slip of one letter it is taken for another."""
    told = say("The same name and town stand in line {line} already.", line=line)
    if likeness is not None:
        told = say("Looks like line {line} of this list. Choose whether it is the same.", line=line)
    return ImportRow(
        line=row.line,
        name=row.name,
        town=_town(row),
        kind="twin",
        kind_words=_kind_words("twin"),
        summary=told,
        decision="add" if likeness is Likeness.SLIP else USUAL["twin"],
        remarks=remarks,
        listed=row,
        twin_of=line,
    )


def _unknown(
    row: ListedProvider,
    here: AlikeNames[LookAlike],
    before: AlikeNames[ListedProvider],
    remarks: tuple[Remark, ...],
) -> ImportRow:
    """A row that is not in the directory: like some that are, like one that the list has before, or new."""
    alike = tuple(one for one, _ in here.like(row.name) if _near(row, one.town))
    if not alike:
        for other, likeness in before.like(row.name):
            if _near(row, _town(other)):
                return _twin(row, other.line, remarks, likeness)
    kind: RowKind = "look_alike" if alike else "new"
    summary = say("Will be added.")
    if len(alike) == 1:
        summary = say(
            "Looks like “{name}”, which is here already. Choose whether it is the same.", name=alike[0].name
        )
    elif alike:
        summary = say_count(
            "Looks like {count} that is here already. Choose whether it is one of them.",
            "Looks like {count} that are here already. Choose whether it is one of them.",
            len(alike),
        )
    return ImportRow(
        line=row.line,
        name=row.name,
        town=_town(row),
        kind=kind,
        kind_words=_kind_words(kind),
        summary=summary,
        decision=USUAL[kind],
        provider_id=alike[0].id if len(alike) == 1 else None,
        look_alikes=alike,
        remarks=remarks,
        listed=row,
    )


def _kind_words(kind: RowKind) -> str:
    words: dict[RowKind, str] = {
        "new": say("New"),
        "changed": say("Changed"),
        "same": say("Nothing new"),
        "look_alike": say("Looks like one you have"),
        "twin": say("Is in the list before"),
        "refused": say("Refused"),
    }
    return words[kind]


def summary(rows: Sequence[ImportRow]) -> str:
    """How many rows do what."""
    numbers = Counter(row.kind for row in rows)
    told = say_count(
        "{count} row: {new} new, {changed} changed, {same} with nothing new, {alike} like one you have, "
        "{twins} in the list before, {refused} refused. Nothing has been written yet.",
        "{count} rows: {new} new, {changed} changed, {same} with nothing new, {alike} like one you have, "
        "{twins} in the list before, {refused} refused. Nothing has been written yet.",
        len(rows),
        new=numbers["new"],
        changed=numbers["changed"],
        same=numbers["same"],
        alike=numbers["look_alike"],
        twins=numbers["twin"],
        refused=numbers["refused"],
    )
    return told
