"""What a profile tells of places, weeks, references and files, and what of it an owner never reads."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.base import Base, Scope
from app.domain.errors import DomainError
from app.persistence.fields import shapes
from app.persistence.workspace import Workspace
from app.queries import providers as directory
from app.queries.lens import Lens
from app.queries.provider_records import ProviderFacts, gather_providers
from app.queries.provider_rows import ProviderProfile, ProviderRow
from app.services import credentials, provider_sites, provider_work, providers
from app.words.formats import Formats

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)
ALL_FIVE = {"cost": 4, "date": 5, "people": 4, "honesty": 5, "again": 4}


class Book:
    """One provider of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.id = uuid.UUID(
            str(self.do(providers.add_provider, name="Larch", on=TODAY, town="Leeds", country="GB"))
        )

    def do(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, **facts), "Step")[0]

    def mine(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.do(verb, provider_id=self.id, **facts)

    def profile(self, lens: Lens = Lens.BROKER) -> ProviderProfile:
        found = self.workspace.read(
            lambda s: directory.profile(s, lens=lens, provider_id=self.id, today=TODAY, formats=Formats())
        )
        assert found is not None
        return found

    def facts(self, lens: Lens = Lens.BROKER) -> ProviderFacts:
        return self.workspace.read(lambda s: gather_providers(s, [self.id], lens=lens))[self.id]


@pytest.fixture
def book(workspace: Workspace) -> Book:
    return Book(workspace)


@pytest.mark.parametrize("lens", Lens)
def test_a_line_of_the_directory_says_what_the_profile_says_on_top(book: Book, lens: Lens) -> None:
    """Less is read for a line than for the profile, and in another way."""
    book.mine(providers.set_person, name="R. Tolland", role="ROLE-PM", on_site=True)
    book.mine(provider_sites.set_site, kind="off_shore", town="Pune", time_zone="Asia/Kolkata")
    book.mine(providers.set_rate, role="ROLE-PM", tier="off_shore", rate=Money(20_000, "GBP"))
    book.mine(providers.set_rate, role="ROLE-PM", tier="on_site", rate=Money(60_000, "GBP"))
    for at, value in enumerate((Money(4_000_000, "GBP"), None, Money(100_000, "GBP"))):
        day = date(2026, 3 + at, 1)
        job = {"client": "Clinic", "closed_on": day, "checked": True, "scorecard": Decimal(60 + 15 * at)}
        book.mine(provider_work.set_job, value=value, **job)
    book.mine(credentials.set_credential, credential="CRD-INSPI", level=2, expires_on=date(2026, 12, 1))
    book.mine(credentials.set_credential, credential="CRD-TAX", level=1)
    book.mine(providers.suspend, reason="Their word")

    def line(session: Session) -> ProviderRow:
        (found,) = directory.page(session, lens=lens, today=TODAY, formats=Formats())
        return found

    told = book.workspace.read(line)
    assert told == book.profile(lens).row
    assert (told.tier_words, told.checks, told.place) == (
        "Suspended",
        "1 of 2 checks hold",
        "Leeds, GB · team: Pune",
    )
    assert (told.track.count, told.on_site_person) == (3, "R. Tolland")
    assert bool(told.rates) is (lens is not Lens.OWNER)


def test_a_site_without_a_town_is_at_the_firms_address(book: Book) -> None:
    book.mine(provider_sites.set_site, kind="off_shore", town="Pune", time_zone="Asia/Kolkata", headcount=34)
    book.mine(
        provider_sites.set_site, kind="on_site", time_zone="Europe/London", starts="09:00", ends="17:30"
    )
    told = [(row.kind_words, row.name, row.clock, row.people) for row in book.profile().sites]
    assert told == [
        ("On site", "Leeds, GB", "Europe/London · 09:00 to 17:30", ""),
        ("Off-shore", "Pune, IN", "Asia/Kolkata", "34 people"),
    ]
    assert book.facts().work_countries() == {"GB", "IN"}
    assert book.profile().row.place == "Leeds, GB · team: Pune"


def test_where_a_team_sits_in_no_known_country_its_countries_are_not_known(book: Book) -> None:
    book.mine(provider_sites.set_site, kind="off_shore", town="Somewhere")
    assert book.facts().work_countries() is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "near_shore"}, "where the team is"),
        ({"kind": "on_site", "time_zone": "Europe/Nowhere"}, "no time zone"),
        ({"kind": "on_site", "starts": "09:00"}, "From when|from when"),
        ({"kind": "on_site", "starts": "9", "ends": "17:00"}, "from when"),
        ({"kind": "on_site", "starts": "09:00", "ends": "25:00"}, "from when"),
    ],
)
def test_a_site_that_says_too_little_is_refused(book: Book, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(DomainError, match=told):
        book.mine(provider_sites.set_site, **wrong)
    assert book.profile().sites == ()


def test_who_worked_at_a_place_that_is_gone_is_kept(book: Book) -> None:
    site = book.mine(provider_sites.set_site, kind="off_shore", town="Pune")
    book.mine(
        providers.set_person, name="Rita", role="ROLE-DEV", languages=["English", "Hindi"], site_id=site
    )
    (rita,) = book.profile().people
    assert (rita.site, rita.languages) == ("Pune", ("English", "Hindi"))
    book.do(provider_sites.remove_site, site_id=site)
    (rita,) = book.profile().people
    assert (rita.site, rita.site_id) == ("", None)


def test_a_week_is_as_usual_until_somebody_says_otherwise(book: Book) -> None:
    book.mine(providers.change_provider, free_days_week=Decimal(10))
    book.mine(provider_sites.set_weeks, free={date(2026, 12, 2): Decimal("2.5"), TODAY: Decimal(0)})
    weeks = book.profile().weeks
    assert len(weeks) == 12
    assert [(week.week, week.said, week.free) for week in weeks[:3]] == [
        (MONDAY, Decimal(0), Decimal(0)),
        (date(2026, 11, 30), Decimal("2.5"), Decimal("2.5")),
        (date(2026, 12, 7), None, Decimal(10)),
    ]
    book.mine(provider_sites.set_weeks, free={TODAY: None})
    assert book.profile().weeks[0].free == Decimal(10)
    with pytest.raises(DomainError):
        book.mine(provider_sites.set_weeks, free={TODAY: Decimal(-1)})


def called(book: Book, **facts: Any) -> uuid.UUID:
    reference = book.mine(
        provider_work.set_reference, client="Two-site clinic", contact="Wilmot Quarrie", phone="01632 960 991"
    )
    book.do(
        provider_work.log_call,
        reference_id=reference,
        **{"called_by": "Petra", "called_on": TODAY, "answers": ALL_FIVE, "would_again": True, **facts},
    )
    return uuid.UUID(str(reference))


def test_a_call_is_logged_and_scored(book: Book) -> None:
    called(book)
    (row,) = book.profile().references
    assert (row.score, row.score_words) == (Decimal("0.88"), "88 of 100")
    assert row.call == "called by Petra on 25 Nov 2026"


def test_a_call_without_every_answer_has_no_score(book: Book) -> None:
    called(book, answers={"cost": 5})
    assert book.profile().references[0].score is None


@pytest.mark.parametrize("answers", [{"cost": 0}, {"cost": 6}, {"mood": 3}])
def test_an_answer_that_was_not_asked_for_is_refused(book: Book, answers: dict[str, int]) -> None:
    with pytest.raises(DomainError, match="from 1"):
        called(book, answers=answers)


def test_a_call_survives_a_change_of_the_reference_and_is_forgotten_on_request(book: Book) -> None:
    reference = called(book)
    book.mine(provider_work.set_reference, client="Two clinics", reference_id=reference)
    assert book.profile().references[0].score is not None
    book.do(provider_work.forget_call, reference_id=reference)
    row = book.profile().references[0]
    assert (row.call, row.score, row.would_again) == ("", None, None)


def test_whom_to_call_and_what_else_they_said_is_never_read_for_an_owner(book: Book) -> None:
    called(book, notes="Slow to ring back")
    book.mine(provider_work.keep_file, file_name="rates.pdf", sha256="0" * 64, size=12, on=TODAY)
    owner = book.profile(Lens.OWNER)
    (row,) = owner.references
    assert (row.contact, row.phone, row.notes) == ("", "", "")
    assert (row.client, row.score_words) == ("Two-site clinic", "88 of 100")
    assert owner.files == ()
    (told,) = book.facts(Lens.OWNER).references
    assert {"contact", "phone", "notes"}.isdisjoint(vars(told))


def test_contacts_and_files_are_private_wherever_they_go() -> None:
    reference, file = shapes(Base)["provider_reference"], shapes(Base)["provider_file"]
    private = {name for name, field in reference.fields.items() if field.private}
    assert private == {"contact", "phone", "notes"}
    assert file.scope is Scope.PRIVATE


def test_a_job_keeps_its_evidence_when_it_is_changed(book: Book) -> None:
    job = book.mine(provider_work.set_job, client="Clinic")
    book.do(provider_work.set_evidence, job_id=job, file_name="letter.pdf", sha256="0" * 64, size=12)
    book.mine(provider_work.set_job, client="Clinic", sector="sk.sector-health", job_id=job)
    (row,) = book.profile().jobs
    assert (row.file_name, row.sector_id) == ("letter.pdf", "sk.sector-health")
    book.do(provider_work.set_evidence, job_id=job)
    assert book.profile().jobs[0].file_name == ""


def test_what_belongs_to_a_provider_goes_with_it_and_comes_back_as_one_step(book: Book) -> None:
    called(book)
    book.mine(provider_sites.set_site, kind="on_site")
    book.mine(provider_sites.set_weeks, free={TODAY: Decimal(3)})
    book.mine(provider_work.keep_file, file_name="rates.pdf", sha256="0" * 64, size=12, on=TODAY)
    book.mine(providers.remove_provider)
    assert book.workspace.read(directory.count) == 0
    book.workspace.undo()
    back = book.profile()
    assert [len(each) for each in (back.references, back.sites, back.files)] == [1, 1, 1]
    assert back.weeks[0].said == Decimal(3)
