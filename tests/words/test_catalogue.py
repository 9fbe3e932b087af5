"""Sentences with their values in place."""

import pytest

from app.words import say, say_count


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (say("You chose {name}.", name="Draadhuis B.V."), "You chose Draadhuis B.V."),
        (say("You chose {name}. Sign next.", name="Draadhuis B.V."), "You chose Draadhuis B.V. Sign next."),
        (say("You chose {name}.", name="Larchfield"), "You chose Larchfield."),
        (say("Saved as {name}.csv.", name="Draadhuis B.V."), "Saved as Draadhuis B.V..csv."),
        (say("{name} is chosen.", name="Draadhuis B.V."), "Draadhuis B.V. is chosen."),
        (say_count("{count} of {name}.", "{count} of {name}.", 2, name="A.B."), "2 of A.B."),
        (say("Kept as {name}.", name="{count}."), "Kept as {count}."),
    ],
)
def test_a_name_with_a_full_stop_ends_a_sentence_with_one(said: str, expected: str) -> None:
    assert said == expected
