"""A broker's change of the owner's words, as both see it: suggested, waited for, taken or not."""

from functools import partial

from PySide6.QtWidgets import QApplication, QPushButton

from app.analysis.word_changes import word_changes
from app.queries import home, overview
from app.queries.lens import Lens
from app.services import briefs
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import DescribeWorld, field, press
from tests.ui.interview.test_guided_brief import agreed
from tests.ui.pages.quotes_world import shown, text_of
from ui.widgets.changed_words import ChangedWords, shortened
from ui.widgets.suggested_changes import ReasonForm

TOLD = "Orders are written in a book and missed."
BETTER = "Orders are written in a book and missed twice a week."


def suggest(open_world: Opener) -> tuple[DescribeWorld, object]:
    """An owner's brief, and a broker who has put its problem in other words on the form."""
    owner = open_world()
    project = owner.start(broker_name="Dev Raman")
    cost = {"amount": "14", "unit": "hours_week"}
    owner.answer(project, b2_problem=TOLD, b2_cost=cost, b5_must=["Easy to use", "Works on phones"])
    broker = open_world(Lens.BROKER)
    broker.open(f"project/{project}/brief/form")
    broker.page.sheets["2"].blocks["b2.problem"].input.field.box.setPlainText(BETTER)
    broker.page.sheets["5"].blocks["b5.must"].input.field.boxes()[0].setPlainText("Two taps to order")
    press(broker.page, "Save the answers")
    return broker, project


def test_the_form_gives_the_owners_words_back_and_says_who_is_waited_for(open_world: Opener) -> None:
    broker, project = suggest(open_world)
    assert broker.kept(project)["b2.problem"] == TOLD
    block = broker.page.sheets["2"].blocks["b2.problem"]
    assert block.value == TOLD
    assert "Waiting for Clare Bramble" in text_of(block)
    assert not broker.page.sheets["2"].pending
    press(block, "Withdraw your suggestion for: What's in the way")
    assert "Waiting" not in text_of(block)
    broker.context.operations.undo()
    assert "Waiting for Clare Bramble" in text_of(block)


def test_leaving_a_list_of_the_owners_for_the_visit_waits_for_the_owner(open_world: Opener) -> None:
    project = open_world().start(broker_name="Dev Raman")
    broker = open_world(Lens.BROKER)
    broker.answer(project, b5_must=["Easy to use"])
    broker.open(f"project/{project}/brief/form")
    broker.page.sheets["5"].blocks["b5.must"].fields()["b5.must?"].box.click()
    press(broker.page, "Save the answers")
    block = broker.page.sheets["5"].blocks["b5.must"]
    assert not block.unknown
    assert "Waiting for Clare Bramble" in text_of(block)
    owner = open_world()
    owner.open(f"project/{project}/brief/5")
    press(owner.page, "Accept: Must do")
    assert owner.page.sheet.blocks["b5.must"].unknown
    assert field(owner.page, "b5.must").value() == ("Easy to use",)


def test_the_owner_accepts_on_the_page_of_the_question(open_world: Opener) -> None:
    _, project = suggest(open_world)
    owner = open_world()
    owner.open(f"project/{project}/brief/2")
    assert "Dev Raman suggests" in text_of(owner.page)
    (change,) = shown(owner.page, ChangedWords)
    assert change.accessibleName() == "added: “twice a week”"
    press(owner.page, "Accept: What's in the way")
    assert owner.kept(project)["b2.problem"] == BETTER
    assert field(owner.page, "b2.problem").value() == BETTER
    assert "suggests" not in text_of(owner.page)


def test_the_owner_reads_why_the_broker_suggests_it(open_world: Opener) -> None:
    broker, project = suggest(open_world)
    block = broker.page.sheets["2"].blocks["b2.problem"]
    press(block, "Say why: What's in the way")
    (form,) = shown(block, ReasonForm)
    form.reason.line.insert("Providers price what can be counted.")
    press(block, "Keep the reason: What's in the way")
    assert "Providers price what can be counted." in text_of(block)
    press(block, "Change the reason: What's in the way")
    owner = open_world()
    owner.open(f"project/{project}/brief/check")
    assert "Providers price what can be counted." in text_of(owner.page)
    assert not shown(owner.page, ReasonForm)


def test_check_your_answers_shows_before_and_after_and_home_counts_it(open_world: Opener) -> None:
    _, project = suggest(open_world)
    owner = open_world()
    waiting = partial(home.waiting, lens=Lens.OWNER, formats=owner.context.formats, today=owner.day)
    assert "Dev Raman suggests 2 changes to your words" in [
        each.title for each in owner.workspace.read(waiting)
    ]
    shown_first = owner.workspace.read(
        partial(
            overview.overview,
            project_id=project,
            lens=Lens.OWNER,
            formats=owner.context.formats,
            today=owner.day,
        )
    )
    assert shown_first is not None
    assert shown_first.next_text == "Dev Raman suggests 2 changes to your words"
    owner.open(f"project/{project}/brief/check")
    spoken = [each.accessibleName() for each in shown(owner.page, ChangedWords)]
    assert spoken == ["added: “twice a week”", "removed: “Easy to use”; added: “Two taps to order”"]
    press(owner.page, "Keep mine: Must do")
    press(owner.page, "Accept: What's in the way")
    assert owner.kept(project)["b5.must"] == ["Easy to use", "Works on phones"]
    assert owner.kept(project)["b2.problem"] == BETTER
    assert not shown(owner.page, ChangedWords)
    assert not any("suggests" in each.title for each in owner.workspace.read(waiting))


def test_agreeing_says_beside_its_button_what_is_still_open(open_world: Opener) -> None:
    owner = open_world()
    project = owner.start(broker_name="Dev Raman", starts_with="brief")
    agreed(owner, project)
    opened = partial(briefs.reopen, project_id=project, who="owner", person="Clare Bramble", on=owner.day)
    owner.workspace.write(opened, "Open again")
    owner.open(f"project/{project}/brief/check")
    assert "still open" not in text_of(owner.page)
    broker = open_world(Lens.BROKER)
    broker.open(f"project/{project}/brief/form")
    broker.page.sheets["3"].blocks["b3.outcome"].input.field.box.setPlainText("We bake nothing twice.")
    press(broker.page, "Save the answers")
    broker.open(f"project/{project}/brief/check")
    assert (
        "1 suggestion of yours is still open. Once Clare Bramble agrees, the words stay as they are."
        in text_of(broker.page)
    )
    owner.open(f"project/{project}/brief/check")
    assert "1 suggestion of Dev Raman is still open. Agree now, and your own words stay." in text_of(
        owner.page
    )
    press(owner.page, "Keep mine: What will be different")
    owner.page.refresh()
    assert "still open" not in text_of(owner.page)


def test_an_amount_is_suggested_in_words_not_in_keys(open_world: Opener) -> None:
    broker, project = suggest(open_world)
    broker.page.sheets["2"].blocks["b2.cost"].input.field.number.line.setText("20")
    press(broker.page, "Save the answers")
    owner = open_world()
    owner.open(f"project/{project}/brief/2")
    assert "removed: “14”; added: “20”" in [each.accessibleName() for each in shown(owner.page, ChangedWords)]
    press(owner.page, "Accept: What it costs today")
    assert owner.kept(project)["b2.cost"] == {"amount": "20", "unit": "hours_week"}


def test_what_a_broker_wrote_first_is_edited_freely(open_world: Opener) -> None:
    broker = open_world(Lens.BROKER)
    project = broker.start()
    broker.open(f"project/{project}/brief/form")
    box = broker.page.sheets["2"].blocks["b2.problem"].input.field.box
    for words in (TOLD, BETTER):
        box.setPlainText(words)
        press(broker.page, "Save the answers")
        assert broker.kept(project)["b2.problem"] == words
    assert "Waiting" not in text_of(broker.page)


def test_what_did_not_change_is_cut_down_to_the_words_beside_a_change() -> None:
    words = " ".join(str(at) for at in range(40))
    before, after = f"{words} old {words}", f"{words} new {words}"
    first, *_, last = shortened(word_changes(before, after))
    assert first.text.strip() == "… " + " ".join(str(at) for at in range(31, 40))
    assert last.text.strip().startswith("0 1 2")
    assert len(last.text.split()) < 12
    assert shortened(word_changes(before, before)) == word_changes(before, before)


def test_after_one_suggestion_the_next_has_the_focus(open_world: Opener) -> None:
    broker, project = suggest(open_world)
    broker.page.sheets["5"].blocks["b5.must"].input.field.boxes()[1].setPlainText(
        "Works on phones and tablets"
    )
    press(broker.page, "Save the answers")
    owner = open_world()
    owner.open(f"project/{project}/brief/5")
    first, _ = [each for each in shown(owner.page, QPushButton) if each.accessibleName() == "Accept: Must do"]
    first.setFocus()
    first.click()
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Accept: Must do"
