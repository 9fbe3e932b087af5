"""Job titles find their role, or nobody says so: names first, then the fitted table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.title_features import BUCKETS, group_features, role_features, vector
from app.analysis.titles import folded
from app.knowledge import load_knowledge
from app.knowledge.fitted import load_role_table, marketplace_roles, role_named, role_of_title

ROLES = load_knowledge().roles.roles


@pytest.mark.parametrize(
    ("title", "role"), [(title, role.id) for role in ROLES.values() for title in (role.name, *role.titles)]
)
def test_a_name_of_a_role_is_that_role(title: str, role: str) -> None:
    guess = role_of_title(title)
    assert (guess.role, guess.confidence, guess.found_by) == (role, 1, "name")


@pytest.mark.parametrize(
    ("title", "role", "rank"),
    [
        ("Senior Java Developer", "ROLE-DEVS", "senior"),
        ("Sr. Software Engineer", "ROLE-DEVS", "senior"),
        ("Software Developer (LVL I)", "ROLE-DEV", None),
        ("DEVELOPER LEVEL II", "ROLE-DEV", "mid"),
        ("web developer 1", "ROLE-DEV", "junior"),
        ("Network Engineer III", "ROLE-NETE", "senior"),
        ("Project managers (Jane Doe)", "ROLE-PM", None),
        ("Systems Analysts", "ROLE-BA", None),
    ],
)
def test_rank_brackets_plurals_and_what_surrounds_a_name_do_not_hide_it(
    title: str, role: str, rank: str | None
) -> None:
    guess = role_of_title(title)
    assert (guess.role, guess.rank, guess.found_by) == (role, rank, "name")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("WordPress development and API integration", "ROLE-DEV"),
        ("Information Systems Security Officer", "ROLE-SEC"),
        ("Business Analayst", "ROLE-BA"),
        ("SharePoint Architect", "ROLE-SA"),
    ],
)
def test_a_title_that_no_name_settles_is_told_by_the_table(title: str, role: str) -> None:
    guess = role_of_title(title)
    assert (guess.role, guess.found_by) == (role, "table")
    assert 0.3 < guess.confidence < 1


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("", "empty"),
        ("  \t", "empty"),
        ("🤖 …", "empty"),
        ("Программист", "empty"),
        ("consultant", "rank_only"),
        ("Senior Engineer / Analyst III", "rank_only"),
        ("IT Subject Matter Expert - Level 1", "rank_only"),
        ("network engineer - project manager", "two_roles"),
        ("technical account manager", "no_role"),
        ("Buchhalter", "unknown_words"),
        ("Ingénieur réseau", "unknown_words"),
        ("x" * 5000, "unknown_words"),
        ("Security Architect", "close"),
    ],
)
def test_what_nobody_can_say_is_unsure(title: str, why: str) -> None:
    guess = role_of_title(title)
    assert (guess.role, guess.why) == (None, why)


def test_an_unsure_title_of_two_roles_offers_both() -> None:
    two = role_of_title("network engineer - project manager")
    assert (two.first, two.second) == ("ROLE-NETE", "ROLE-PM")
    close = role_of_title("Security Architect")
    assert {close.first, close.second} == {"ROLE-SA", "ROLE-SEC"}


@given(st.text(max_size=80))
def test_no_text_is_refused_and_each_has_one_answer(title: str) -> None:
    guess = role_of_title(title)
    assert guess == role_of_title(title)
    assert (guess.role is None) == bool(guess.why)
    assert 0 <= guess.confidence <= 1
    assert guess.role is None or guess.role in ROLES


@given(st.text(max_size=60))
def test_features_stay_within_the_table_and_even_blocks_have_length_one(title: str) -> None:
    for read in (role_features, group_features):
        for block in read(title):
            weighed = vector([block._replace(weight=1)], lambda at: 1.5)
            assert all(0 <= at < BUCKETS for at in weighed)
            if block.even and weighed:
                assert sum(value * value for value in weighed.values()) == pytest.approx(1)


def test_every_role_of_the_marketplace_leads_to_one_of_ours() -> None:
    assert set(marketplace_roles()) == set(load_role_table().labels)
    assert set(marketplace_roles().values()) <= set(ROLES)


def test_names_are_compared_without_case_accents_signs_and_counts() -> None:
    assert folded("Wi-Fi  Engineers (2 posts), no. 17") == "wi fi engineer no"
    assert folded("Microsoft 365 Consultant") == "microsoft 365 consultant"
    assert folded("Développeur C++ / C#") == "developpeur c++ c#"


@pytest.mark.parametrize(
    ("words", "role"), [("dev", "ROLE-DEV"), (" Role-QA ", "ROLE-QA"), ("tester", "ROLE-QA")]
)
def test_a_role_is_named_by_id_or_name(words: str, role: str) -> None:
    assert role_named(words) == role


def test_what_is_no_role_is_not_named() -> None:
    assert role_named("gardener") is None
