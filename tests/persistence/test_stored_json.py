"""A stored JSON text is read fast, and comes back as frozen as anything that is assigned."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.types import FrozenDict, canonical_json, freeze, read_json

values = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


def holders(value: Any) -> list[type]:
    """The classes of everything in `value` that holds something, in order."""
    if not isinstance(value, dict | list | tuple):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [type(value), *(kind for each in inner for kind in holders(each))]


@given(values)
def test_what_is_read_is_what_was_frozen(value: Any) -> None:
    read = read_json(canonical_json(freeze(value)))
    assert read == freeze(json.loads(json.dumps(value)))
    assert set(holders(read)) <= {FrozenDict, tuple}


@pytest.mark.parametrize("text", ["NaN", "[1,-Infinity]", '{"a":1e999}'])
def test_a_number_that_json_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(TypeError, match="not a finite number"):
        read_json(text)
