"""The twelve invented providers, put into the directory through its own verbs."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.services import credentials, provider_sites, provider_work, providers
from app.workflows.sample_case import SampleCase, Tree, day, load_case, load_providers

TIME_ZONES = {"GB": "Europe/London", "NL": "Europe/Amsterdam", "IN": "Asia/Kolkata", "VN": "Asia/Ho_Chi_Minh"}
JOB_END = "-12-01"
"""References give a year alone; they are taken to have ended in its last month."""


def add_providers(session: Session, *, renewed: bool = False) -> dict[str, uuid.UUID]:
    """Add every provider of the sample; returns id of the case → id in the directory.

    Credentials carry the end date that was known when the case was decided; with `renewed`, the one
    known at the sample's today.
    """
    return {str(row["id"]): _add(session, row, renewed) for row in load_providers()}


def renew_credentials(session: Session, ids: Mapping[str, uuid.UUID]) -> None:
    """Write down the renewals that came in by the sample's today."""
    for row in load_providers():
        for credential in row["credentials"]:
            if credential.get("renewed_to"):
                _set_credential(session, ids[str(row["id"])], credential, renewed=True)


def as_told(case: SampleCase) -> dict[str, dict[str, Any]]:
    """What the story of a case says of providers beyond their file: how far they travel, when they can start."""
    story = case.story
    return {
        key: {
            "travel_minutes": _whole(story["travel_minutes"].get(key)),
            "earliest_start": _day(story["earliest_start"].get(key)),
        }
        for key in {**story["travel_minutes"], **story["earliest_start"]}
    }


def _add(session: Session, row: Tree, renewed: bool) -> uuid.UUID:
    story = load_case().story
    provider_id = providers.add_provider(
        session,
        name=str(row["name"]),
        on=day("2026-01-05"),
        country=row["country"],
        town=row["town"],
        founded=int(row["founded"]),
        staff=int(row["staff"]),
        summary=row["pitch"],
        languages=list(row["languages"]),
        sectors=list(row["sectors"]),
        templates=list(row["templates"]),
        shared_hours=Decimal(str(row["daily_overlap_hours"])),
        free_days_week=Decimal(str(row["free_pd_per_week"])),
        turnover=Money.of(Decimal(row["yearly_turnover"]), row["currency"]),
        insurance_limit=_insurance(row["insurance"]),
        reply_promise=row["response_promise"],
        notes=str(story["provider_notes"].get(row["id"], "")),
        **as_told(load_case()).get(str(row["id"]), {}),
    )
    _add_belongings(session, provider_id, row, renewed)
    if row["tier"] == "Suspended":
        providers.suspend(session, provider_id=provider_id, reason=str(story["suspended"][row["id"]]))
    return provider_id


def _add_belongings(session: Session, provider_id: uuid.UUID, row: Tree, renewed: bool) -> None:
    for skill in row["skills"]:
        providers.set_skill(
            session,
            provider_id=provider_id,
            skill=skill["skill"],
            level=int(skill["level"]),
            last_used=_whole(skill.get("last_used")),
        )
    for credential in row["credentials"]:
        _set_credential(session, provider_id, credential, renewed=renewed)
    _add_sites(session, provider_id, row)
    for index, person in enumerate(row["key_people"]):
        providers.set_person(
            session, provider_id=provider_id, name=person["name"], role=person["role"], on_site=index == 0
        )
    for rate in row["day_rates"]:
        amount = Money.of(Decimal(rate["rate"]), rate["currency"])
        providers.set_rate(
            session, provider_id=provider_id, role=rate["role"], tier=rate["tier"], rate=amount
        )
    for job in row["past_scorecards"]:
        provider_work.set_job(
            session,
            provider_id=provider_id,
            closed_on=day(job["closed"]),
            value=Money.of(Decimal(job["value"]), row["currency"]),
            checked=True,
            scorecard=Decimal(str(job["total"])),
        )
    for reference in row["references"]:
        provider_work.set_job(
            session,
            provider_id=provider_id,
            client=reference["client"],
            template=reference["work"],
            sector=str(row["sectors"][0]) if row["sectors"] else "",
            closed_on=day(f"{reference['finished']}{JOB_END}"),
            checked=bool(reference["telephoned"]),
        )


def _add_sites(session: Session, provider_id: uuid.UUID, row: Tree) -> None:
    """The office, by the clock of its country, and the team elsewhere where there is one."""
    country = str(row["country"])
    provider_sites.set_site(
        session, provider_id=provider_id, kind="on_site", time_zone=TIME_ZONES.get(country, "")
    )
    remote, zone = row["remote_site"], str(load_case().story["remote_time_zones"].get(row["id"], ""))
    if remote:
        kind = "near_shore" if zone.startswith("Europe/") else "off_shore"
        provider_sites.set_site(session, provider_id=provider_id, kind=kind, town=remote, time_zone=zone)


def _set_credential(session: Session, provider_id: uuid.UUID, row: Tree, *, renewed: bool) -> None:
    ends = (row.get("renewed_to") if renewed else None) or row.get("expires")
    issued = row.get("issued")
    credentials.set_credential(
        session,
        provider_id=provider_id,
        credential=row["credential"],
        level=int(row["level"]),
        issued_on=day(issued) if issued else None,
        expires_on=day(ends) if ends else None,
        checked_by=str(load_case().story["broker"]["name"]) if int(row["level"]) >= 2 else "",
        checked_on=day(issued) if int(row["level"]) >= 2 and issued else None,
    )


def _day(text: str | None) -> date | None:
    return day(text) if text else None


def _whole(value: Any) -> int | None:
    return int(value) if value else None


def _insurance(row: Tree) -> Money | None:
    limit = row["professional_indemnity_limit"]
    return Money.of(Decimal(limit), row["currency"]) if limit else None
