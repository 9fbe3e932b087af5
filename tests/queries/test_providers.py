"""The directory: paged, searched and sorted in the database, what is private left unread for the owner."""

import re
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.analysis.credentials import Tier
from app.analysis.money import Money
from app.domain.errors import DomainError
from app.domain.providers import Provider, ProviderCredential, ProviderJob
from app.persistence.workspace import Workspace
from app.queries import filter_choices, found_providers
from app.queries import providers as directory
from app.queries.lens import Lens
from app.queries.provider_filters import Facet, Filters, Looker
from app.queries.provider_records import country_of_zone
from app.queries.providers import Sort
from app.services import credentials, provider_sites, provider_work, providers
from app.words.formats import Formats

ON = date(2026, 11, 24)
CORE = ("REG", "TAX", "INSPI", "INSPL", "FIN", "REF", "DPA", "COI", "SECQ")
LIGHT = ("REG", "INSPI", "REF", "COI")


class Directory:
    """The directory of a workspace, for tests."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def do(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, **facts), "Step")[0]

    def add(self, name: str, **fields: Any) -> uuid.UUID:
        return uuid.UUID(str(self.do(providers.add_provider, name=name, on=ON, **fields)))

    def check(
        self, id: uuid.UUID, *names: str, level: int = 2, expires: date | None = date(2027, 6, 1)
    ) -> None:
        for name in names:
            self.do(
                credentials.set_credential,
                provider_id=id,
                credential=f"CRD-{name}",
                level=level,
                expires_on=expires,
            )

    def page(self, lens: Lens = Lens.BROKER, *, text: str = "", **options: Any) -> tuple[Any, ...]:
        options.setdefault("filters", Filters(text))

        def query(session: Session) -> tuple[Any, ...]:
            return directory.page(session, lens=lens, today=ON, formats=Formats(), **options)

        return self.workspace.read(query)

    def names(self, **options: Any) -> list[str]:
        return [row.name for row in self.page(**options)]

    def count(self, text: str = "", **options: Any) -> int:
        looking = Looker(Lens.BROKER, ON, Formats())
        filters = options.get("filters", Filters(text))
        return self.workspace.read(lambda s: directory.count_found(s, looker=looking, filters=filters))

    def choices(self, facet: Facet, filters: Filters = Filters(), lens: Lens = Lens.BROKER) -> dict[str, int]:  # noqa: B008
        looking = Looker(lens, ON, Formats())
        query = partial(filter_choices.choices, looker=looking, filters=filters, facet=facet)
        return {each.key: each.count or 0 for each in self.workspace.read(query)}

    def profile(self, id: uuid.UUID, lens: Lens = Lens.BROKER) -> Any:
        return self.workspace.read(
            lambda s: directory.profile(s, lens=lens, provider_id=id, today=ON, formats=Formats())
        )


@pytest.fixture
def book(workspace: Workspace) -> Directory:
    return Directory(workspace)


def test_pages_follow_one_another_without_gap_or_repeat(book: Directory) -> None:
    for number in range(7):
        book.add(f"Firm {number}", town="Same")
    for sort in Sort:
        for descending in (False, True):
            pages = [book.names(offset=at, limit=3, sort=sort, descending=descending) for at in (0, 3, 6)]
            assert [len(page) for page in pages] == [3, 3, 1]
            assert sorted(name for page in pages for name in page) == [
                f"Firm {number}" for number in range(7)
            ]


def test_names_sort_without_regard_to_case(book: Directory) -> None:
    for name in ("beta", "Alpha", "Gamma"):
        book.add(name)
    assert book.names() == ["Alpha", "beta", "Gamma"]
    assert book.names(descending=True) == ["Gamma", "beta", "Alpha"]


def test_numbers_sort_as_numbers_and_missing_ones_come_last(book: Directory) -> None:
    for name, free in (("a", "9.5"), ("b", "10"), ("c", None), ("d", "2")):
        book.add(name, free_days_week=None if free is None else Decimal(free))
    assert book.names(sort=Sort.FREE_DAYS) == ["d", "a", "b", "c"]
    assert book.names(sort=Sort.FREE_DAYS, descending=True) == ["b", "a", "d", "c"]


def test_a_removed_provider_is_neither_counted_nor_shown(book: Directory) -> None:
    gone, _ = book.add("Gone"), book.add("Here")
    book.do(providers.remove_provider, provider_id=gone)
    assert (book.count(), book.names(), book.profile(gone)) == (1, ["Here"], None)
    assert book.names(sort=Sort.STAFF) == ["Here"]
    with pytest.raises(DomainError, match="no longer in the directory"):
        book.do(providers.change_provider, provider_id=gone, town="x")


def test_every_word_of_a_filter_must_be_found_somewhere(book: Directory) -> None:
    book.add("Larch Systems", town="Harrowmere", summary="Clinics")
    book.add("Larch Web", town="Delft")
    assert book.names(text="larch delft") == ["Larch Web"]
    assert (book.count("clinic"), book.count("clinic delft")) == (1, 0)


def test_letters_beyond_ascii_are_found_in_either_case(book: Directory) -> None:
    book.add("Łódź Sieci")
    assert book.names(text="łódź") == ["Łódź Sieci"]
    assert book.names(text="ŁÓDŹ") == ["Łódź Sieci"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("a%_\\'\"*-()ANDORNEAR:^łß "), max_size=12))
def test_no_text_is_ever_read_as_a_pattern(book: Directory, text: str) -> None:
    if not book.count():
        for name in ('100% "sure"', "under_score", "back\\slash", "AND OR NEAR(", "-dash", "straße"):
            book.add(name)
    found = book.names(text=text, limit=50)
    words = [re.findall(r"[^\W_]+", word.lower()) for word in text.split()]
    for name in book.names(limit=50):
        begin = re.findall(r"[^\W_]+", name.lower())
        begun = [any(own.startswith(one) for own in begin) for word in words for one in word]
        if any(words) and not all(begun):
            assert name not in found
        if any(words) and all(len(word) < 2 for word in words) and all(begun):
            assert name in found


def test_a_word_is_found_by_its_beginning_in_the_notes_too_but_for_an_owner(book: Directory) -> None:
    book.add("Larch Systems", notes="Slow to answer", summary="Cloud migrations")
    assert book.names(text="migr LAR") == ["Larch Systems"]
    assert book.names(text="answ") == ["Larch Systems"]
    assert book.page(Lens.OWNER, text="answ") == ()


@pytest.mark.parametrize(
    ("checked", "level", "tier"),
    [
        ((), 2, Tier.UNLISTED),
        (LIGHT, 2, Tier.LISTED),
        (CORE, 2, Tier.VERIFIED),
        (CORE, 1, Tier.UNLISTED),
    ],
)
def test_the_tier_follows_from_what_was_checked(
    book: Directory, checked: tuple[str, ...], level: int, tier: Tier
) -> None:
    id = book.add("Larch")
    book.check(id, *checked, level=level)
    (row,) = book.page()
    assert row.tier is tier
    assert book.profile(id).standing


def test_three_good_jobs_make_a_verified_provider_preferred(book: Directory) -> None:
    id = book.add("Larch")
    book.check(id, *CORE)
    for month in (1, 2, 3):
        book.do(
            provider_work.set_job,
            provider_id=id,
            closed_on=date(2026, month, 1),
            value=Money(1_000_000, "GBP"),
            checked=True,
            scorecard=Decimal(80),
        )
    (row,) = book.page()
    assert (row.tier, row.results) == (Tier.PREFERRED, "80 of 100, likely 73 to 82, over 3 jobs")


def test_a_suspension_by_hand_is_told_in_the_brokers_words_until_lifted(book: Directory) -> None:
    id = book.add("Larch")
    book.check(id, *CORE)
    book.do(providers.suspend, provider_id=id, reason="Two clients could not reach them")
    assert book.page()[0].tier is Tier.SUSPENDED
    assert "Two clients could not reach them" in book.profile(id).standing
    book.do(providers.lift_suspension, provider_id=id)
    assert book.page()[0].tier is Tier.VERIFIED


def test_a_check_that_ends_within_a_month_is_to_be_renewed(book: Directory) -> None:
    id = book.add("Larch")
    book.check(id, "CE", expires=date(2026, 12, 12))
    book.check(id, "REG", expires=date(2027, 6, 1))
    (row,) = book.page()
    assert (row.renew, row.renew_by) == ("Renew Cyber Essentials by 12 Dec", date(2026, 12, 12))


def test_rows_of_a_provider_are_set_once_each(book: Directory) -> None:
    id = book.add("Larch")
    for level in (3, 4):
        book.do(providers.set_skill, provider_id=id, skill="sk.wifi", level=level, last_used=2026)
        book.do(
            providers.set_rate,
            provider_id=id,
            role="ROLE-DEV",
            tier="onsite_uk",
            rate=Money(level * 10_000, "GBP"),
        )
    person = book.do(providers.set_person, provider_id=id, name="R. Tolland", role="ROLE-PM")
    book.do(
        providers.set_person,
        provider_id=id,
        name="R. Tolland",
        role="ROLE-PM",
        on_site=True,
        person_id=person,
    )
    profile = book.profile(id)
    assert [(skill.name, skill.level) for skill in profile.skills] == [("Wi-Fi design and survey", 4)]
    assert [rate.rate_words for rate in profile.rates] == ["£400"]
    assert [(one.name, one.on_site) for one in profile.people] == [("R. Tolland", True)]
    assert profile.row.on_site_person == "R. Tolland"


@pytest.mark.parametrize(
    ("verb", "facts", "telling"),
    [
        (providers.set_skill, {"skill": "sk.wifi", "level": 6}, "from 1"),
        (credentials.set_credential, {"credential": "CRD-CE", "level": 4}, "level of checking"),
        (
            credentials.set_credential,
            {"credential": "CRD-CE", "level": 2, "issued_on": ON, "expires_on": date(2020, 1, 1)},
            "last day",
        ),
        (providers.set_person, {"name": " ", "role": "ROLE-PM"}, "name"),
        (providers.suspend, {"reason": " "}, "Say why"),
    ],
)
def test_what_makes_no_sense_is_refused(
    book: Directory, verb: Callable[..., Any], facts: dict[str, Any], telling: str
) -> None:
    id = book.add("Larch")
    with pytest.raises(DomainError, match=telling):
        book.do(verb, provider_id=id, **facts)


def test_for_the_owner_neither_rates_nor_notes_are_even_read(book: Directory) -> None:
    id = book.add("Larch", notes="CANARY pays late")
    book.do(providers.set_rate, provider_id=id, role="ROLE-DEV", tier="onsite_uk", rate=Money(987_654, "GBP"))
    statements: list[str] = []
    engine = book.workspace.store.engine

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        seen = repr(book.page(lens=Lens.OWNER)) + repr(book.profile(id, Lens.OWNER))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert statements
    assert not any("provider_rate" in one or "provider.notes" in one for one in statements)
    assert "CANARY" not in seen
    assert "9,876" not in seen
    broker = repr(book.profile(id, Lens.BROKER))
    assert "CANARY" in broker
    assert "9,876" in broker


def test_the_country_of_a_remote_team_comes_from_its_time_zone() -> None:
    assert (country_of_zone("Asia/Kolkata"), country_of_zone("")) == ("IN", "")


def _looked_for(facet: Facet, *keys: str) -> Filters:
    return Filters().having(facet, keys)


@pytest.fixture
def three(book: Directory) -> Directory:
    """A near one with everything checked, a far one that ends soon, and one of whom nothing is known."""
    near = book.add("Near", travel_minutes=25, templates=["TPL-WEB"], earliest_start=date(2026, 12, 1))
    far = book.add(
        "Far", travel_minutes=90, templates=["TPL-WEB", "TPL-NET"], earliest_start=date(2027, 3, 1)
    )
    book.add("Unknown")
    book.check(near, *CORE)
    book.check(far, "INSPI", "INSPL", expires=date(2026, 12, 20))
    for id, rate in ((near, 600), (far, 300)):
        book.do(providers.set_skill, provider_id=id, skill="sk.wifi", level=3)
        money = Money(rate * 100, "GBP")
        book.do(providers.set_rate, provider_id=id, role="ROLE-DEV", tier="onsite_uk", rate=money)
    book.do(providers.set_skill, provider_id=near, skill="sk.html-css", level=3)
    return book


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (_looked_for(Facet.CHECKS, "core"), ["Near"]),
        (_looked_for(Facet.CHECKS, "insured"), ["Far", "Near"]),
        (_looked_for(Facet.CHECKS, "insured", "renew"), ["Far"]),
        (_looked_for(Facet.NEAR, "60"), ["Near"]),
        (_looked_for(Facet.NEAR, "120"), ["Far", "Near"]),
        (_looked_for(Facet.KINDS, "TPL-NET", "TPL-WEB"), ["Far", "Near"]),
        (_looked_for(Facet.SKILLS, "sk.wifi"), ["Far", "Near"]),
        (_looked_for(Facet.SKILLS, "sk.wifi", "sk.html-css"), ["Near"]),
        (_looked_for(Facet.START, "4"), ["Near"]),
        (_looked_for(Facet.RATE, "400"), ["Far"]),
        (_looked_for(Facet.SKILLS, "sk.no-longer-known"), []),
        (_looked_for(Facet.NEAR, "nonsense"), []),
        (Filters("far", {Facet.CHECKS: frozenset({"insured"})}), ["Far"]),
    ],
)
def test_filters_narrow_the_directory_and_are_counted_alike(
    three: Directory, filters: Filters, found: list[str]
) -> None:
    assert three.names(filters=filters) == found
    assert three.count(filters=filters) == len(found)


def test_every_choice_says_how_many_it_would_leave(three: Directory) -> None:
    three.do(providers.remove_provider, provider_id=three.page(text="Unknown")[0].id)
    for standing in (Filters(), _looked_for(Facet.NEAR, "60"), _looked_for(Facet.SKILLS, "sk.wifi")):
        for facet in Facet:
            for key, count in three.choices(facet, standing).items():
                already = key in standing.of(facet)
                then = standing if already else standing.toggled(facet, key)
                assert three.count(filters=then) == count, (standing, facet, key)


def test_the_owner_learns_nothing_from_a_filter_by_rates(three: Directory) -> None:
    assert three.choices(Facet.RATE, lens=Lens.OWNER) == {}
    assert three.page(Lens.OWNER, filters=_looked_for(Facet.RATE, "900")) == ()


LEVELS = st.integers(0, 3)
ENDS = st.none() | st.dates(ON - timedelta(days=120), ON + timedelta(days=120))
HELD = st.lists(st.tuples(st.sampled_from(CORE), LEVELS, ENDS), max_size=12)
SCORES = st.lists(
    st.tuples(st.integers(30, 95), st.dates(ON - timedelta(days=300), ON + timedelta(days=5))), max_size=5
)


RECORDS = st.lists(
    st.tuples(st.sampled_from(["", "light", "core"]), HELD, SCORES, st.booleans()), min_size=1, max_size=16
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
def test_a_provider_is_found_under_its_tier_and_no_other(book: Directory, records: Any) -> None:
    def add(session: Session) -> list[uuid.UUID]:
        return [
            providers.add_provider(session, name=f"Larch {number}", on=ON) for number in range(len(records))
        ]

    ids = book.workspace.write(add, "Add")[0]

    def write(session: Session) -> None:
        for id, (whole, held, scores, suspended) in zip(ids, records, strict=True):
            for name in {"": (), "light": LIGHT, "core": CORE}[whole]:
                session.add(ProviderCredential(provider_id=id, credential=f"CRD-{name}", level=2))
            for name, level, ends in held:
                session.add(
                    ProviderCredential(provider_id=id, credential=f"CRD-{name}", level=level, expires_on=ends)
                )
            for score, closed in scores:
                session.add(ProviderJob(provider_id=id, scorecard=Decimal(score), closed_on=closed))
            session.get_one(Provider, id).suspended = suspended

    book.workspace.write(write, "Write")
    told = {row.name: row.tier for row in book.page(limit=len(ids))}
    assert len(told) == len(ids)
    for tier in Tier:
        under = _looked_for(Facet.TIER, tier.value)
        found = [name for name, own in told.items() if own == tier.value]
        assert sorted(book.names(filters=under, limit=len(ids))) == sorted(found)
        assert book.count(filters=under) == len(found)
    counted = {key: count for key, count in book.choices(Facet.TIER).items() if count}
    assert counted == Counter(str(tier) for tier in told.values())
    book.workspace.write(
        lambda session: [providers.remove_provider(session, provider_id=id) for id in ids], "Remove"
    )


def test_place_trade_check_and_free_days_narrow_the_directory(three: Directory) -> None:
    near = three.page(text="Near")[0].id
    three.do(providers.change_provider, provider_id=near, country="GB", sectors=["sk.sector-health"])
    three.do(provider_sites.set_site, provider_id=near, kind="off_shore", town="Pune", country="IN")
    three.do(providers.change_provider, provider_id=near, free_days_week=Decimal(5))
    for key in ("GB", "IN"):
        assert three.names(filters=_looked_for(Facet.PLACE, key)) == ["Near"]
    assert three.choices(Facet.PLACE) == {"GB": 1, "IN": 1}
    assert three.names(filters=_looked_for(Facet.SECTOR, "sk.sector-health")) == ["Near"]
    assert three.names(filters=_looked_for(Facet.CREDENTIALS, "CRD-FIN")) == ["Near"]
    assert three.choices(Facet.CREDENTIALS)["CRD-FIN"] == 1
    assert three.names(filters=_looked_for(Facet.FREE, "5")) == ["Near"]
    three.do(provider_sites.set_weeks, provider_id=near, free={ON + timedelta(days=7): Decimal(1)})
    assert three.names(filters=_looked_for(Facet.FREE, "5")) == []


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
def test_whom_a_filter_leaves_stand_in_any_order_as_in_the_whole_directory(
    book: Directory, sort: Sort, descending: bool
) -> None:
    for at in range(12):
        book.add(f"Firm {at % 5}", town=f"Town {at % 3}", country="GB" if at % 2 else "DE", staff=at or None,
                 free_days_week=Decimal(at % 4), travel_minutes=at * 10)  # fmt: skip
    near = _looked_for(Facet.NEAR, "60")
    assert book.count(filters=near) == 7  # asked first, as the page does
    order: dict[str, Any] = {"sort": sort, "descending": descending}
    everybody = [row.id for row in book.page(**order)]
    found = [row.id for row in book.page(filters=near, **order)]
    assert len(found) == 7
    assert found == [each for each in everybody if each in found]
    assert found[2:5] == [row.id for row in book.page(filters=near, offset=2, limit=3, **order)]


def test_what_was_found_and_counted_is_asked_again_once_something_is_written(
    book: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_providers, "SHORT", 0)
    first = book.add("Firm 1", country="GB")
    there = _looked_for(Facet.PLACE, "GB")
    looking = Looker(Lens.BROKER, ON, Formats())
    unknown = partial(found_providers.must_be_found, looker=looking, filters=there)
    facet: dict[str, Any] = {"looker": looking, "filters": Filters(), "facet": Facet.PLACE}
    for count, step in (
        (1, lambda: book.add("Firm 2", country="GB")),
        (2, lambda: book.do(providers.remove_provider, provider_id=first)),
        (1, lambda: None),
    ):
        assert book.workspace.read(unknown)
        assert book.workspace.read(partial(found_providers.must_be_counted, **facet))
        assert book.count(filters=there) == count
        counted = book.workspace.read(partial(found_providers.choices_of, **facet))
        assert [each.count for each in counted] == [count]
        assert not book.workspace.read(unknown)
        assert not book.workspace.read(partial(found_providers.must_be_counted, **facet))
        step()
