"""Papers that have exactly one page: the same content said shorter, until it fits, and never cut in silence."""

from collections.abc import Iterable, Iterator, Sequence

from app.documents.content import Content, Drawn
from app.documents.pages import draw_content
from app.documents.wording import shortened
from app.words import say, say_count
from app.words.formats import Formats

LONGEST = 150
"""Characters a line keeps where the page has no room for all of it; what is cut says where it goes on."""


def first_that_fits(paper: object, contents: Iterable[Content], formats: Formats, paper_size: str) -> Drawn:
    """The first of `contents`, the fullest first, that has one page; the last one where none has."""
    drawn: Drawn | None = None
    for content in contents:
        drawn = draw_content(paper, content, formats, paper_size)
        if drawn.pages == 1:
            return drawn
    assert drawn is not None, "a paper has at least one way to say it"
    return drawn


def fewer(count: int) -> Iterator[int]:
    """How many of a list to try: all, then fewer and fewer, none at last."""
    tried = count
    while tried > 0:
        yield tried
        tried = min(tried - 1, tried * 4 // 5)
    yield 0


def brief_lines(lines: Sequence[str], longest: int = LONGEST) -> tuple[str, ...]:
    """Lines kept to `longest` characters each."""
    return tuple(shortened(" ".join(line.split()), longest) for line in lines)


def left_for_next_visit(count: int) -> str:
    """What is said of the points that found no room."""
    if not count:
        return ""
    return say_count(
        "{count} more on the next visit: it stays on the list in the program.",
        "{count} more on the next visit: they stay on the list in the program.",
        count,
    )


def cut_note() -> str:
    """What is said where a line was shortened."""
    return say("A line that ends with … is written out in the program.")
