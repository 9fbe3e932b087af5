"""The web page says what the PDF says, to anyone, and does nothing else."""

import dataclasses
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from app.documents import fonts
from app.documents.content import Content, DocumentStatus
from app.documents.registry import DOCUMENTS
from app.documents.web_twin import web_page
from app.domain.letters import LETTERS
from tests.documents import samples
from tests.documents.clinic import OWNER
from tests.documents.reading import CODES, FORMATS, ISSUED, PAPERS, content, drawn, squeezed, text

VOID = {"meta", "img", "br"}


class Page(HTMLParser):
    """Tags with their attributes, and the text between them; refuses what is not well formed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.words.append(data)


def page(code: str, found: Content | None = None) -> Page:
    return Page(web_page(found or content(code), FORMATS))


def spoken(value: object) -> set[str]:
    """Every text a reader sees in a part, its emphasis taken off."""
    if isinstance(value, str):
        return {squeezed(fonts.without_emphasis(value))} - {""}
    if isinstance(value, tuple):
        return set().union(*map(spoken, value))
    if not dataclasses.is_dataclass(value):
        return set()
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return set().union(*(spoken(found) for name, found in fields.items() if name not in UNSEEN))


UNSEEN = {"style", "state", "currency"}
"""Fields that hold names of ours."""


@pytest.mark.parametrize("code", CODES)
def test_the_page_and_the_pdf_say_the_same(code: str) -> None:
    said = content(code)
    wanted = spoken((said.facts, said.parts, said.title, said.foot, said.kind, said.letterhead))
    web = squeezed("".join(page(code).words))
    pdf = squeezed(text(drawn(code)))
    assert {found for found in wanted if found not in web} == set()
    assert {found for found in wanted if found not in pdf} == set()


@pytest.mark.parametrize("code", CODES)
def test_the_page_is_whole_in_itself_and_runs_nothing(code: str) -> None:
    tags = page(code).tags
    assert not {tag for tag, _ in tags} & {"script", "iframe", "object", "embed", "link", "form", "base"}
    for tag, attributes in tags:
        assert not any(name.startswith("on") for name in attributes)
        assert "href" not in attributes
        assert tag != "img" or str(attributes["src"]).startswith("data:image/")
    policies = [attributes for tag, attributes in tags if attributes.get("http-equiv")]
    assert policies[0]["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@pytest.mark.parametrize("code", CODES)
def test_the_page_is_structured_for_a_screen_reader(code: str) -> None:
    tags = page(code).tags
    named = [tag for tag, _ in tags]
    assert named.count("h1") == 1
    assert named.count("main") == 1
    assert named.count("h2") >= {"ACC": 0, "VIS": 4, "QCM": 2, **dict.fromkeys(LETTERS, 2)}.get(code, 5)
    assert ("html", {"lang": "en-GB"}) in tags
    for tag, attributes in tags:
        if tag == "th":
            assert attributes.get("scope") == "col"
    assert "figure" in named or code in ("BRF", "VIS", "ORD", "RFQ", "SOW", "ACC", *LETTERS)


def test_figures_become_tables() -> None:
    words = " ".join(page("PRO").words)
    for said in (
        "Stages over time",
        "Payments",
        "Points earned",
        "Prices on the same scope",
        "Hours of a day",
    ):
        assert said in words
    assert "Cost over three years 18 16.3 14.3" in words


def test_what_is_typed_is_escaped() -> None:
    typed = "<script>alert(1)</script> & \"'"
    head = replace(samples.brief().head, project=typed, owner=replace(OWNER, name=typed))
    source = web_page(content("BRF", head=head, problem=typed, out=(typed,)), FORMATS)
    assert "<script" not in source
    assert typed in "".join(Page(source).words)


@pytest.mark.parametrize("status", [each for each in DocumentStatus if each is not DocumentStatus.PRINT])
def test_the_standing_is_on_the_page(status: DocumentStatus) -> None:
    draft = status is DocumentStatus.DRAFT
    source = DOCUMENTS["PRO"].web(
        PAPERS["PRO"](), formats=FORMATS, status=status,
        number=None if draft else "PRO-001", issued=None if draft else ISSUED["PRO"],
    )  # fmt: skip
    words = " ".join(Page(source).words)
    assert bool(re.search(r"\bDRAFT\b", words)) == draft
    assert ("PRO-001" in words) != draft
    assert ("Name, printed" in words) != draft


def test_a_logo_travels_inside_the_page() -> None:
    from tests.documents.test_long_papers import picture, with_logo

    tags = page("BRF", content("BRF", head=with_logo(picture(40, 20)))).tags
    assert [attributes["alt"] for tag, attributes in tags if tag == "img"] == [""]
