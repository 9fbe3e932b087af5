"""The rows of the page on one provider that a client may read: as the owner reads the directory, and nobody named."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.counted_shares import counted_share
from app.domain.clients import Profile
from app.domain.projects import Project
from app.queries import paper_head, papers
from app.queries.lens import Lens
from app.queries.provider_rows import CheckRow, JobRow, ProviderProfile, ReferenceRow, SiteRow
from app.queries.providers import profile
from app.queries.source_papers import CheckShown, ProviderPaper, SkillShown, WorkShown
from app.words import say, say_count
from app.words.formats import Formats


def provider_paper(
    session: Session,
    *,
    provider_id: uuid.UUID,
    formats: Formats,
    today: date,
    project_id: uuid.UUID | None = None,
) -> ProviderPaper | None:
    """The page on a provider, for the owner of `project_id` where one is named; None where it is gone.

    Rates, notes, files and whom one talked to are never selected; clients are counted, not named.
    """
    found = profile(session, lens=Lens.OWNER, provider_id=provider_id, today=today, formats=formats)
    if found is None:
        return None
    head = _head(session, project_id, found.row.name, today)
    record = "" if found.row.track.rating is None else found.row.results
    by = head.prepared_by.name
    day = formats.day(today)
    recorded = (
        say("Recorded by {person}, as of {day}.", person=by, day=day) if by else say("As of {day}.", day=day)
    )
    return ProviderPaper(
        head=head,
        name=found.row.name,
        place=found.row.place,
        summary=found.summary,
        standing=found.row.tier_words if found.suspended else found.standing,
        company=tuple(_company(found, formats)),
        sites=tuple(_site(site, found, formats) for site in found.sites),
        people=tuple(
            (
                person.name,
                say("{role}, comes to you", role=person.role_name) if person.on_site else person.role_name,
                ", ".join(person.languages),
            )
            for person in found.people
        ),
        skills=tuple(
            SkillShown(row.name, row.level_words, "" if row.last_used is None else str(row.last_used))
            for row in found.skills
        ),
        sectors=found.sector_names,
        kinds=found.template_names,
        checks=tuple(_check(row, formats) for row in found.checks),
        work=tuple(_work(row) for row in found.jobs),
        record=record,
        references=_references(found.references, formats),
        recorded=recorded,
    )


def _head(session: Session, project_id: uuid.UUID | None, name: str, today: date) -> papers.Head:
    """The head of the project's papers; without a project, that of whoever works here, for nobody in particular."""
    project = session.get(Project, project_id) if project_id is not None else None
    if project is not None:
        return paper_head.head(session, project, today)
    me = session.scalars(select(Profile)).first()
    person = papers.Person(me.person if me else "", firm=me.business if me else "")
    line = say("Independent IT sourcing advice") if me is not None and me.role == "broker" else ""
    letterhead = papers.Letterhead(person.firm or person.name or name, line)
    return papers.Head(name, letterhead, papers.Person(""), person, today)


def _company(found: ProviderProfile, formats: Formats) -> Iterator[tuple[str, str]]:
    row = found.row
    told = (
        (say("Founded"), str(found.founded or "")),
        (say("People"), formats.number(row.staff) if row.staff is not None else ""),
        (say("Languages"), ", ".join(found.languages)),
        (say("Can start"), row.start_words if row.start else ""),
        (say("Promises"), found.reply_promise),
        (say("Website"), found.website),
    )
    return (each for each in told if each[1])


def _site(site: SiteRow, found: ProviderProfile, formats: Formats) -> tuple[str, str, str]:
    shared = found.row.shared_hours
    if site.kind == "on_site" or shared is None:
        return site.kind_words, say("{place}: {clock}", place=site.name, clock=site.clock), site.people
    told = say(
        "{place}: {clock}; {hours} hours shared a day",
        place=site.name,
        clock=site.clock,
        hours=formats.number(shared),
    )
    return site.kind_words, told, site.people


def _check(row: CheckRow, formats: Formats) -> CheckShown:
    checked = ""
    if row.checked_on is not None:
        day = formats.day(row.checked_on)
        checked = (
            say("recorded by {person} on {day}", person=row.checked_by, day=day) if row.checked_by else day
        )
    state = "" if row.tone == "success" else row.state_words
    holds = formats.day(row.expires_on) if row.expires_on is not None else ""
    name = say("{check}: {person}", check=row.name, person=row.person) if row.person else row.name
    return CheckShown(name, row.level, row.level_words, state, checked, holds)


def _work(row: JobRow) -> WorkShown:
    shown = say("Confirmed with the client") if row.checked else say("Told by the provider")
    if row.file_name:
        shown = say("{how}; paper on file", how=shown)
    return WorkShown(row.sector, row.kind, row.closed, shown)


def _references(rows: tuple[ReferenceRow, ...], formats: Formats) -> str:
    if not rows:
        return ""
    called = [row for row in rows if row.called_on is not None]
    asked = [row.would_again for row in called if row.would_again is not None]
    told = say_count(
        "{count} client can be asked; {called} were telephoned.",
        "{count} clients can be asked; {called} were telephoned.",
        len(rows),
        called=len(called),
    )
    share = counted_share(sum(asked), len(asked))
    if share.low is None or share.high is None:
        return told
    return say(
        "{told} {hits} of {of} would order again (likely between {low} and {high}).",
        told=told,
        hits=share.hits,
        of=share.of,
        low=formats.percent(share.low),
        high=formats.percent(share.high),
    )
