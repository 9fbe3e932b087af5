"""Names that a reader would take for one another are found, and those that only share a word are not."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.look_alikes import AlikeNames, Likeness, one_slip

WORDS = st.text(string.ascii_lowercase, min_size=9, max_size=16)


def like(name: str, *known: str) -> list[tuple[str, Likeness]]:
    names: AlikeNames[str] = AlikeNames()
    for each in known:
        names.add(each, each)
    return names.like(name)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Larkhollow Digital Ltd", "LARKHOLLOW DIGITAL, LIMITED", Likeness.LOOK),
        ("Larkhollow Digital, Inc.", "Larkhollow Digital LLC", Likeness.LOOK),
        ("Larkhollow Digital GmbH", "Larkhollow-Digital Incorporated", Likeness.LOOK),
        ("Oak & Sons", "OAK AND SONS", Likeness.LOOK),
        ("Lark Hollow", "Larkhollow", Likeness.LOOK),
        ("Lаrkhollow", "Larkhollow", Likeness.LOOK),  # a Cyrillic letter
        ("Digital Larkhollow Ltd", "Larkhollow Digital", Likeness.ORDER),
        ("Larkholow Digital", "Larkhollow Digital Ltd", Likeness.SLIP),
        ("Lrakhollow Digital", "Larkhollow Digital", Likeness.SLIP),
        ("Larkhollow Digitel", "Larkhollow Digital", Likeness.SLIP),
        ("Digitel Larkhollow", "Larkhollow Digital", Likeness.SLIP),
    ],
)
def test_what_a_reader_would_not_notice_is_found(one: str, other: str, likeness: Likeness) -> None:
    assert like(one, other) == [(other, likeness)]
    assert like(other, one) == [(one, likeness)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Larkhollow Digital", "Larkhollow Data"),
        ("Studio 54 Networks", "Studio 55 Networks"),
        ("STG International", "PTG International"),
        ("Tess IT", "Jess IT"),  # short names are often one letter apart
        ("Ltd", ""),
    ],
)
def test_what_differs_plainly_is_not(one: str, other: str) -> None:
    assert like(one, other) == []


def test_the_closest_comes_first() -> None:
    known = ("Larkhollow Digitall", "Digital Larkhollow", "LARKHOLLOW DIGITAL INC")
    found = like("Larkhollow Digital", *known)
    assert [likeness for _, likeness in found] == [Likeness.LOOK, Likeness.ORDER, Likeness.SLIP]


@given(WORDS, st.integers(0, 15), st.sampled_from(string.ascii_lowercase))
def test_every_slip_is_found_wherever_it_is(word: str, at: int, letter: str) -> None:
    at %= len(word) - 1
    slips = {
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }
    for slip in slips - {word}:
        assert one_slip(word, slip)
        if len(slip) >= 8:
            assert like(slip, word), (slip, word)


@given(WORDS, WORDS)
def test_a_slip_is_one_edit_and_looks_alike_from_both_sides(one: str, other: str) -> None:
    assert one_slip(one, other) == one_slip(other, one)
    if abs(len(one) - len(other)) > 1:
        assert not one_slip(one, other)


def test_many_names_that_share_their_halves_stay_quick_and_are_still_found_by_their_look() -> None:
    names: AlikeNames[int] = AlikeNames()
    chance = random.Random(7)
    for number in range(3000):
        names.add(number, "International Consulting " + "".join(chance.choices(string.ascii_lowercase, k=6)))
    names.add(-1, "International Consulting Larkhollow")
    assert names.like("INTERNATIONAL CONSULTING LARKHOLLOW LLC")[0] == (-1, Likeness.LOOK)
