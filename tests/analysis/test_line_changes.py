"""A line that was reworded is found again among the others."""

import pytest

from app.analysis.line_changes import Pair, line_changes


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        (["a", "b"], ["a", "b"], [(0, 0), (1, 1)]),
        (["a", "b"], ["b", "a"], [(1, 0), (0, 1)]),
        (["a", "a"], ["a"], [(0, 0), (1, None)]),
        (["Works on phones", "Gift cards"], ["Works on phones", "Sales report"], [(0, 0), (1, 1)]),
        (["Works on phones", "Gift cards"], ["Gift cards in both shops"], [(0, None), (1, 0)]),
        (["Works on phones"], ["Gift cards", "Works on phones"], [(None, 0), (0, 1)]),
        ([], ["a"], [(None, 0)]),
        (["a", "b", "c"], [], [(0, None), (1, None), (2, None)]),
    ],
)
def test_lines_are_followed(before: list[str], after: list[str], pairs: list[Pair]) -> None:
    assert list(line_changes(before, after)) == pairs
