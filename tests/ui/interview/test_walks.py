"""Every kind of project is walked from start to finish by an automated person, on the real pages."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QAbstractButton

from app.knowledge import load_knowledge
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.queries.interview import JOB
from app.queries.lens import Lens
from app.workflows.documents import Wanted, draw_draft, paper_of
from tests.faults.amounts import FULL
from tests.ui.interview.describe_world import OWNER, DescribeWorld
from tests.ui.interview.walker import MOST_PAGES, Walker, answer, leave_open, type_in
from tests.ui.pages.quotes_world import shown, text_of
from ui.interview.answer_input import thawed
from ui.interview.step import StepPage
from ui.pages.check_answers.parts import StillOpen

pytestmark = pytest.mark.faults

KNOWN = load_knowledge()
BLANK = ""
KINDS = (*KNOWN.templates.templates, BLANK)
WALKED_BY_HAND = "TPL-SHOP"
WALKED_WHOLE = KINDS if FULL else (WALKED_BY_HAND, BLANK)
"""Of these also what is the same for every kind: every page to the end, all the way back, and each page of
"Are you ready?". In `make faults` every kind is."""

OF_ONE_PAGE = "TPL-FIX"
"""A job so small that one page asks what is shared along with its own."""

OF_ITS_KIND = "b7."
"""How the questions begin that only some kinds are asked."""

FEW_BACK = 3


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for all walks: each has a project of its own."""
    folder = tmp_path_factory.mktemp("walks")
    keys = Keys(folder / "keys", keychain=lambda: None)
    with Workspace.create(folder / "workspace", keys, person=OWNER, device="test") as made:
        yield made


@pytest.fixture
def world(kept: Workspace) -> Iterator[DescribeWorld]:
    """An owner's window over it."""
    made = DescribeWorld(kept, date(2026, 11, 24), Lens.OWNER)
    made.context.person = OWNER
    made.window.setUpdatesEnabled(False)  # walked by hand and read, but not looked at
    yield made
    made.close()


def start(world: DescribeWorld, template: str) -> Any:
    """A project of this kind; the blank one is "something else"."""
    card = KNOWN.cards.home_of(template)[0].id if template else "CARD-ELSE"
    title = f"Walk through {template or 'something else'}"
    project = world.start(card, template or None, title=title, broker_name="Dev Raman")
    if not template:
        world.answer(project, b1_template=(None, True))  # nothing comes close
    return project


def leave_the_rest(world: DescribeWorld, project: Any, *, after: int) -> None:
    """Leave open what every kind is asked alike after step `after`: the kind's own questions stay to be walked."""
    course = world.course(project)
    asked = [question for leg in course.legs if leg.step > after for question in leg.questions]
    shared = [
        each.id
        for each in asked
        if each.allow_unknown and each.id not in course.values and not each.id.startswith(OF_ITS_KIND)
    ]
    world.answer(project, **{id.replace("-", "__").replace(".", "_"): (None, True) for id in shared})


def at_the_end(world: DescribeWorld, walker: Walker) -> str:
    """The page that a walk ends on, and that nothing which is needed is open there."""
    assert walker.at_check
    seen = text_of(world.page)
    assert "Nothing that is needed." in seen, still_open(world)
    assert "Share with Dev Raman, my broker" in seen
    return seen


def still_open(world: DescribeWorld) -> list[str]:
    """What the page says is needed."""
    (card,) = shown(world.page, StillOpen)
    return [each.accessibleName() for each in shown(card, QAbstractButton)]


def paper(world: DescribeWorld, project: Any, audience: str) -> str:
    """The words of the brief as PDF."""
    formats = world.context.formats
    found = paper_of(world.workspace, Wanted("BRF", project, audience=audience), formats, world.day)
    drawn = draw_draft("BRF", found, formats)
    assert not drawn.missing
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.pdf)).pages).split())


@pytest.mark.parametrize("template", KINDS, ids=lambda each: each or "blank")
def test_forwards_and_back_with_another_kind_in_the_middle(world: DescribeWorld, template: str) -> None:
    """Answers are kept whichever way one goes, and another kind comes to the same end."""
    project = start(world, template)
    walker = Walker(world, project, type_in if template == WALKED_BY_HAND else answer)
    walker.walk("1", until=lambda: walker.seen[-1] in ("8", JOB) if walker.seen else False)
    if not isinstance(world.page, StepPage):  # a job that turns out small has fewer pages
        walker.go(JOB if world.course(project).light else "8")
    walker.ready = template in WALKED_WHOLE
    went_back = list(back_and_forth(world, walker, MOST_PAGES if walker.ready else FEW_BACK))
    assert went_back, walker.seen
    kept = world.kept(project)
    assert {id: kept.get(id) for id in walker.told} == walker.told
    other = KINDS[(KINDS.index(template) + 7) % len(KINDS)]
    aside = {id for id in walker.told if id.startswith("b7.")}
    choose(walker, other)
    now = world.kept(project)
    assert {id: now[id] for id in kept if not id.startswith("b1.")} == {
        id: kept[id] for id in kept if not id.startswith("b1.")
    }
    if not walker.ready:
        leave_the_rest(world, project, after=8)
    walker.told = {}
    walker.walk()
    seen = at_the_end(world, walker)
    assert ("Answers from the earlier kind" in seen) is bool(
        aside - {question.id for leg in world.course(project).legs for question in leg.questions}
    )
    assert {id: world.kept(project).get(id) for id in walker.told} == walker.told
    assert "Two a week are missed" in (read := paper(world, project, "provider"))
    assert "Ana Bramble" not in read


@pytest.mark.parametrize("template", KINDS, ids=lambda each: each or "blank")
def test_with_every_answer_left_open(world: DescribeWorld, template: str) -> None:
    """ "I don't know yet" is an answer everywhere: it leads to the end, and each becomes a talking point."""
    project = start(world, template)
    walker = Walker(world, project, leave_open)
    walker.ready = template in WALKED_WHOLE
    if its_own := not walker.ready and template != OF_ONE_PAGE:
        leave_the_rest(world, project, after=1)
    walker.walk("1")
    at_the_end(world, walker)
    course = world.course(project)
    assert not its_own or any(id.startswith(OF_ITS_KIND) for id in walker.left_open)
    assert walker.left_open <= course.unknown
    assert walker.left_open == course.unknown or not walker.ready
    assert len(world.points(project)) == len(course.unknown)
    assert "Left for the broker’s next visit" in paper(world, project, "owner")


def back_and_forth(world: DescribeWorld, walker: Walker, most: int) -> Iterator[str]:
    """Back up to `most` pages, finding every answer in its input, and to where one was."""
    here = world.address
    for _ in range(most):
        if not isinstance(world.page, StepPage) or world.page._back.isHidden():
            break
        before = world.address
        walker.back()
        if world.address == before or not isinstance(world.page, StepPage):
            break
        for id, block in world.page.sheet.blocks.items():
            if id in walker.told:
                assert thawed(block.value) == walker.told[id], id
        yield world.address
    world.context.go(here)


def choose(walker: Walker, template: str) -> None:
    """Another kind of project, on step 1."""
    walker.go("1")
    page = walker.world.page
    kinds = page.sheet.blocks["b1.kind"].input.field
    kinds.set_value(KNOWN.cards.home_of(template)[0].id if template else "CARD-ELSE")
    kinds.edited.emit()
    closest = page.sheet.blocks["b1.template"]
    if closest.isVisibleTo(page):
        if template:
            closest.input.field.button(template).click()
        elif not closest.unknown:
            closest._unknown.box.click()
    walker.press_continue()
    chosen = walker.world.course(walker.project).head.main_template
    assert chosen == template or (not template and chosen in KNOWN.cards.cards["CARD-ELSE"].also)
