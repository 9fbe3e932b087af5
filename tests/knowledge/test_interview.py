"""The guided brief as data: its shape, its branching, what it says about bad answers, what it feeds."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.analysis.estimate import Job, estimate
from app.analysis.sourcing import advise_class
from app.knowledge import load_knowledge
from app.knowledge.answers import (
    AnswerContext,
    answered,
    empty,
    preset,
    problems,
    required,
    sourcing_inputs,
    visible,
)
from app.knowledge.questions import Question
from app.knowledge.readings import read_brief
from app.knowledge.template_questions import driver_values, suggested, template_questions

KNOWN = load_knowledge()
BOOK = KNOWN.questions
TODAY = date(2026, 11, 24)
TEMPLATES = tuple(KNOWN.templates.templates)


def question(id: str) -> Question:
    return BOOK.questions.get(id) or BOOK.ready.questions[id]


def said(id: str, value: Any, *, unknown: bool = False, **answers: Any) -> list[str]:
    """The messages about a value; other answers are given as b9_date=... for "b9.date"."""
    known = {name.replace("_", ".", 1): value for name, value in answers.items()}
    context = AnswerContext(TODAY, known, unknown, lambda day: f"{day.day} {day:%b %Y}")
    return [str(problem) for problem in problems(question(id), value, context)]


class TestShape:
    def test_twelve_steps_in_four_sections_with_one_to_five_fields(self) -> None:
        assert [step.number for step in BOOK.steps] == list(range(1, 13))
        assert [section.title for section in BOOK.sections.values()] == [
            "Your idea",
            "What you need",
            "Working together, time and money",
            "Safety and choosing",
        ]
        for step in BOOK.steps:
            assert step.template_questions or 1 <= len(BOOK.on_step(step.number)) <= 5
        assert BOOK.section_of(9).id == "working"

    def test_the_short_start_is_five_steps(self) -> None:
        assert [step.number for step in BOOK.short_start()] == [1, 2, 3, 9, 10]

    def test_that_one_does_not_know_is_said_in_one_place(self) -> None:
        for one in (*BOOK.questions.values(), *BOOK.ready.questions.values()):
            told = {option.label.casefold() for option in (one.options or {}).values()}
            assert not told & {"not sure", "i can't tell", "don't know", "i don't know"}, one.id

    def test_help_of_two_sentences_ends_both(self) -> None:
        for one in (*BOOK.questions.values(), *BOOK.ready.questions.values()):
            told = one.help or ""
            assert ". " not in told or told.endswith("."), told

    def test_what_is_required_says_so_when_it_is_missing(self) -> None:
        for item in BOOK.questions.values():
            if item.required or item.required_if:
                assert any(rule.rule in ("required", "every_level") for rule in item.validations), item.id

    def test_choices_have_options_and_rows_have_columns(self) -> None:
        for item in {**BOOK.questions, **BOOK.ready.questions}.values():
            if item.type in ("choice", "choices"):
                assert item.options or item.options_from, item.id
            assert (item.columns is not None) is (item.type == "rows"), item.id
            for column in (item.columns or {}).values():
                assert (column.options is not None) is (column.type in ("choice", "choices")), item.id

    def test_defaults_and_presets_are_options(self) -> None:
        for item in {**BOOK.questions, **BOOK.ready.questions}.values():
            keys = set(item.options or {}) | set(item.levels or {})
            filled = {rule.value for rule in item.presets} | ({item.default} if item.default else set())
            assert filled <= keys, item.id

    def test_every_quality_check_has_a_field(self) -> None:
        named = {check for item in BOOK.questions.values() for check in item.quality_checks}
        assert named | {"K10"} == {f"K{number}" for number in range(1, 16)}

    def test_the_factors_and_words_are_those_of_the_knowledge(self) -> None:
        matter = question("b12.matter")
        labels = {id: factor.name for id, factor in KNOWN.factors.factors.items() if factor.asked}
        assert {key: option.label for key, option in (matter.options or {}).items()} == labels
        words = {word.key: word.word for word in KNOWN.factors.importance.words.values()}
        assert {key: option.label for key, option in (matter.levels or {}).items()} == words

    def test_wordings_and_shared_facts_name_templates(self) -> None:
        for item in BOOK.questions.values():
            assert set(item.wordings or {}) <= set(TEMPLATES)
        for fact in BOOK.template_step.shared:
            for template in fact.templates:
                assert fact.key in KNOWN.template(template).drivers

    def test_money_and_who_decides_stay_private(self) -> None:
        assert {item.id for item in BOOK.questions.values() if item.private} == {
            "b10.budget", "b10.show", "b10.run", "b12.who",
        }  # fmt: skip


class TestBranching:
    def test_a_card_with_several_templates_asks_which(self) -> None:
        for card in KNOWN.cards.cards.values():
            assert visible(question("b1.template"), {"b1.kind": card.id}) is (card.ask is not None)
        assert not visible(question("b1.template"), {})

    def test_records_are_asked_only_where_there_are_some(self) -> None:
        assert not visible(question("b6.records"), {})
        assert not visible(question("b6.records"), {"b6.data": "none"})
        assert visible(question("b6.records"), {"b6.data": "some"})

    def test_working_abroad_is_asked_until_the_template_rules_it_out(self) -> None:
        assert visible(question("b8.abroad"), {})
        assert visible(question("b8.abroad"), {"b1.template": "TPL-LOB"})
        assert not visible(question("b8.abroad"), {"b1.template": "TPL-NET"})

    def test_a_list_of_ticks_can_open_a_question(self) -> None:
        assert visible(question("b4.access_note"), {"b4.access": ["larger_text", "other"]})
        assert not visible(question("b4.access_note"), {"b4.access": ["larger_text"]})

    def test_a_service_has_a_term_and_a_monthly_fee(self) -> None:
        service = {"b1.template": "TPL-HLP"}
        assert visible(question("b9.term"), service)
        assert preset(question("b10.price"), service) == "monthly"
        assert preset(question("b10.price"), {}) is None
        assert preset(question("ready.recurrence"), service) == "continuous"
        assert preset(question("b10.show"), service) == "no"

    def test_moving_data_must_be_said_when_a_system_is_replaced(self) -> None:
        assert required(question("b6.data"), {"b1.kind": "CARD-SYSTEM"})
        assert not required(question("b6.data"), {"b1.kind": "CARD-WEB"})


def pounds(low: int | None, high: int | None) -> dict[str, Any]:
    return {"low_minor": low, "high_minor": high, "currency": "GBP"}


def hours(start: str, end: str) -> list[dict[str, Any]]:
    return [{"days": ["mon"], "from": start, "to": end}]


MESSAGES: list[tuple[str, Any, dict[str, Any], list[str]]] = [
    ("b1.kind", None, {}, ['Choose the closest kind of project, or "Something else"']),
    ("b1.name", " ", {}, ["Enter a name for the project"]),
    ("b1.name", "x" * 61, {}, ["Name must be 60 characters or fewer"]),
    ("b1.name", "Ab", {}, ["Name must be 3 characters or more"]),
    ("b2.problem", "", {}, ["Tell us what is getting in the way"]),
    ("b2.problem", "word " * 251, {}, ["Your answer must be 250 words or fewer"]),
    ("b2.cost", {"amount": "much", "unit": "hours_week"}, {}, ["Enter a number, like 6"]),
    ("b2.cost", {"amount": "", "unit": "hours_week"}, {}, []),
    ("b3.outcome", None, {}, ["Tell us what will be different"]),
    ("b3.measures", [], {}, ['Enter what you would count, like "orders taken by phone"']),
    ("b3.measures", [{"from": "2"}], {}, ['Enter what you would count, like "orders taken by phone"']),
    ("b3.measures", [{"what": "Orders", "to": "many"}], {}, ['"To" must be a number']),
    ("b4.users", [{"who": "Office"}], {}, ['Enter how many people, or tick "I don\'t know yet"']),
    ("b5.must", ["", " "], {}, ["Add at least 1 must-have"]),
    ("b5.must", ["one two three four five six " + "more " * 25], {},
     ['"one two three four five six …" must be 30 words or fewer']),
    ("b6.today", [{"job": "Orders", "use": "The order book"}], {},
     ['Choose keep, replace or connect for "The order book"']),
    ("b6.data", None, {"b1_kind": "CARD-SYSTEM"}, ["Choose how much information there is to move"]),
    ("b6.records", "lots", {}, ["Enter roughly how many records, like 2,000"]),
    ("b6.files", [{"name": "photo.heic", "size": 30_100_000, "sha256": "0"}], {},
     ['"photo.heic" is 31 MB. Files must be 25 MB or smaller']),
    ("b8.onsite", "", {}, ["Choose how often someone should be at your place"]),
    ("b8.overlap", hours("9:00", "08:30"), {}, ['"To" must be later than "From"']),
    ("b8.overlap", hours("9:00", "17:30"), {}, []),
    ("b9.date", "2026-13-40", {}, ["Enter a real date, like 30 11 2026"]),
    ("b9.date", "2026-11-24", {}, ["Date must be after today"]),
    ("b9.avoid", [{"from": "2026-12-24", "to": "2026-12-20"}], {},
     ['"To" must be the same day as "From" or later']),
    ("b9.avoid", [{"from": "2026-12-24", "to": "2026-12-24"}], {}, []),
    ("b10.budget", pounds(500, 500), {}, ["High must be more than low"]),
    ("b10.budget", pounds(None, None), {}, ["Enter an amount, like 12,500"]),
    ("b10.budget", pounds(-1, 5), {}, ["Enter an amount, like 12,500"]),
    ("b10.budget", pounds(None, 500), {}, []),
    ("b11.data", [], {}, ['Tick at least one, or "None of these"']),
    ("b11.down", None, {}, ["Choose how long you could manage"]),
    ("b12.matter", {}, {}, ['Choose a level for "Price"']),
    ("b12.who", {"decides": "", "see": ["Ana"]}, {}, ["Enter the name of the person who decides"]),
    ("b12.who", {"decides": "Ana", "see": []}, {}, []),
    ("b12.when", "2027-01-05", {"b9_date": "2027-01-05"}, ["Date must be before 5 Jan 2027"]),
    ("b12.when", "2027-01-04", {"b9_date": "2027-01-05"}, []),
    ("ready.ready_made", "101", {}, ["Enter a share from 0 to 100, like 60"]),
]  # fmt: skip


@pytest.mark.parametrize(("id", "value", "answers", "expected"), MESSAGES)
def test_bad_answers_get_the_agreed_words(
    id: str, value: Any, answers: dict[str, Any], expected: list[str]
) -> None:
    assert said(id, value, **answers) == expected


def test_a_level_left_out_is_named_by_its_row() -> None:
    context = AnswerContext(TODAY)
    value = dict.fromkeys(question("b12.matter").options or {}, "nice") | {"FAC-NEAR": "loud"}
    assert [(str(problem), problem.row) for problem in problems(question("b12.matter"), value, context)] == [
        ('Choose a level for "Someone near us"', 2)
    ]


def test_a_problem_in_a_table_says_its_row_and_column() -> None:
    rows = [{"what": "Orders", "from": "60", "to": "10"}, {"what": "Mistakes", "from": "x"}]
    found = problems(question("b3.measures"), rows, AnswerContext(TODAY))
    assert [(problem.message, problem.row, problem.column) for problem in found] == [
        ('"From" must be a number', 1, "from")
    ]


class TestNotKnowing:
    def test_a_missing_value_is_no_problem(self) -> None:
        assert said("b2.problem", "", unknown=True) == []
        assert said("b4.users", [{"who": "Office"}], unknown=True) == []
        assert answered(question("b2.problem"), "", unknown=True)

    def test_a_malformed_value_still_is(self) -> None:
        assert said("b2.problem", "word " * 251, unknown=True) != []

    def test_a_name_cannot_be_left_to_the_broker(self) -> None:
        assert not answered(question("b1.name"), "", unknown=True)
        assert answered(question("b1.name"), "New tills", unknown=False)


@pytest.mark.parametrize(
    "value",
    [None, "", " ", [], [""], {}, [{}], [{"who": ""}], {"amount": "", "unit": "x"}, {"currency": "GBP"}],
)
def test_nothing_typed_is_empty(value: Any) -> None:
    assert empty(value)


@pytest.mark.parametrize("value", ["0", [{"who": "x"}], {"low_minor": 0, "currency": "GBP"}, ["none"]])
def test_anything_typed_is_not(value: Any) -> None:
    assert not empty(value)


class TestTemplateQuestions:
    @pytest.mark.parametrize("id", TEMPLATES)
    def test_every_driver_and_question_is_asked_once_and_the_chosen_ones_first(self, id: str) -> None:
        template, asked = KNOWN.template(id), template_questions(KNOWN, [id])
        keys = [feed.key for item in asked for feed in item.feeds]
        first = KNOWN.suggestions(id).ask_first
        assert sorted(keys) == sorted([*template.drivers, *template.questions])
        assert tuple(keys[: len(first)]) == first
        assert len({item.id for item in asked}) == len(asked)
        assert all(item.step == 7 for item in asked)

    def test_the_owner_is_asked_only_what_comes_first(self) -> None:
        asked = template_questions(KNOWN, ["TPL-ERP"], only_first=True)
        assert [item.id for item in asked] == [
            "b7.users",
            "b7.ERP.modules",
            "b7.ERP.current",
            "b7.ERP.export",
        ]

    def test_a_shared_fact_is_asked_once_and_feeds_all(self) -> None:
        asked = template_questions(KNOWN, ["TPL-HLP", "TPL-NET"])
        sites = [item for item in asked if any(feed.key == "sites" for feed in item.feeds)]
        assert [item.id for item in sites] == ["b7.sites"]
        assert [feed.template for feed in sites[0].feeds] == ["TPL-HLP", "TPL-NET"]
        assert (sites[0].limits.min, sites[0].limits.max) == (1, 15)
        values = driver_values(asked, {"b7.sites": "3"})
        assert values == {"TPL-HLP": {"sites": Decimal(3)}, "TPL-NET": {"sites": Decimal(3)}}

    def test_no_two_templates_ask_the_same_words_unless_they_mean_two_things(self) -> None:
        apart = set(BOOK.template_step.apart)
        for one in TEMPLATES:
            for other in TEMPLATES:
                if one < other:
                    labels = Counter(item.label for item in template_questions(KNOWN, [one, other]))
                    twice = [label for label, times in labels.items() if times > 1]
                    keys = {
                        key
                        for key in apart
                        if key in KNOWN.template(one).drivers
                        and KNOWN.template(one).drivers[key].question in twice
                    }
                    assert len(twice) == len(keys), (one, other, twice)

    def test_yes_or_no_and_scales_feed_numbers(self) -> None:
        asked = {item.id: item for item in template_questions(KNOWN, ["TPL-MOB", "TPL-LOB"])}
        assert list(asked["b7.MOB.offline"].options or {}) == ["1", "0"]
        tricky = asked["b7.LOB.rules_complexity"]
        assert (tricky.options or {})["1"].label == "simple lists"
        answers = {"b7.MOB.offline": "1", "b7.LOB.rules_complexity": "4", "b7.LOB.users": "five people"}
        assert driver_values(tuple(asked.values()), answers) == {
            "TPL-MOB": {"offline": Decimal(1)},
            "TPL-LOB": {"rules_complexity": Decimal(4)},
        }

    def test_a_number_outside_the_range_says_the_range(self) -> None:
        pages = next(item for item in template_questions(KNOWN, ["TPL-WEB"]) if item.id == "b7.WEB.pages")
        context = AnswerContext(TODAY)
        assert [str(found) for found in problems(pages, "99", context)] == ["Enter a number from 1 to 60"]
        assert [str(found) for found in problems(pages, "ten", context)] == ["Enter a number, like 8"]
        assert problems(pages, "12", context) == ()

    def test_answers_size_the_job(self) -> None:
        asked = template_questions(KNOWN, ["TPL-WEB"])
        values = driver_values(asked, {"b7.WEB.pages": "20"})["TPL-WEB"]
        template = KNOWN.template("TPL-WEB")
        larger = estimate([Job("TPL-WEB", template.drivers, template.work_packages, values)])
        assert larger.total.likely > template.worked_estimate_at_defaults.total_pd.likely

    def test_suggestions_of_several_templates_come_main_first_and_once(self) -> None:
        offered = suggested(KNOWN, ["TPL-ERP", "TPL-NET"], "out")
        assert offered[0] == KNOWN.suggestions("TPL-ERP").out[0]
        assert len(offered) == len(set(offered))
        assert set(offered) == {*KNOWN.suggestions("TPL-ERP").out, *KNOWN.suggestions("TPL-NET").out}


class TestAreYouReady:
    def test_every_input_has_a_source_and_every_question_an_input(self) -> None:
        asked = {source.question for source in BOOK.ready.inputs.values() if source.source == "asked"}
        assert asked == set(BOOK.ready.questions)
        for name, source in BOOK.ready.inputs.items():
            kind = KNOWN.sourcing.inputs[name]
            if kind.type == "enum" and source.table is not None:
                assert set(source.table.values()) <= set(kind.values)
            if kind.type == "enum" and source.question is not None:
                assert set(question(source.question).options or {}) <= set(kind.values)
            if kind.type == "bool" and source.question is not None:
                assert set(question(source.question).options or {}) == {"yes", "no"}

    def test_answers_become_typed_inputs(self) -> None:
        inputs = sourcing_inputs(
            BOOK,
            {
                "ready.finish": "yes",
                "ready.clarity": "4",
                "ready.ready_made": "85",
                "ready.recurrence": "one_off",
                "b6.today": [{"use": "Old program"}, {"use": ""}, {"use": "Card machine"}],
                "b8.onsite": "most_days",
                "b11.data": ["contacts", "cards"],
            },
        )
        assert inputs["has_finish_line"] is True
        assert inputs["scope_clarity"] == 4
        assert inputs["offtheshelf_fit"] == Decimal("0.85")
        assert inputs["recurrence"] == "one_off"
        assert inputs["systems_touched"] == 2
        assert inputs["onsite_need"] == "heavy"
        assert inputs["data_sensitivity"] == "special"

    def test_what_nobody_answered_is_unknown_and_defaults_count(self) -> None:
        inputs = sourcing_inputs(BOOK, {"b8.onsite": "help"})
        assert inputs["onsite_need"] is None
        assert inputs["criticality"] is None
        assert inputs["incident_in_progress"] is False
        assert inputs["trust_history"] == 0
        assert "likely_pd" not in inputs

    def test_an_unanswered_brief_gets_a_provisional_class_and_the_questions_that_settle_it(self) -> None:
        advice = advise_class(KNOWN.sourcing, sourcing_inputs(BOOK, {}))
        assert advice.provisional
        assert "scope_clarity" in advice.would_decide
        assert "incident_in_progress" not in advice.would_decide


class TestEverySourceGives:
    """Every input of the rules comes from where the schema says, and from nowhere else."""

    def told(self) -> dict[str, Any]:
        answers: dict[str, Any] = {
            "b6.today": [{"use": "Old program", "plan": "replace"}],
            "b8.onsite": "weekly",
            "b10.budget": pounds(1_000_000, 2_000_000),
            "b11.data": ["contacts"],
        }
        for id, asked in BOOK.ready.questions.items():
            answers[id] = next(iter(asked.options)) if asked.options else "2"
        for id in KNOWN.sourcing.readiness.questions:
            answers[f"{BOOK.ready.id_prefix}.{id}"] = "3"
        return answers

    def test_a_brief_that_says_everything_leaves_nothing_unknown(self) -> None:
        reading = read_brief(KNOWN, ("TPL-ERP",), self.told(), "GBP")
        assert set(reading.inputs) == set(KNOWN.sourcing.inputs)
        assert [name for name, value in reading.inputs.items() if value is None] == []
        assert not reading.sourcing.provisional
        assert len(KNOWN.sourcing.readiness.questions) == 14
        assert reading.readiness.complete

    @pytest.mark.parametrize("name", sorted(BOOK.ready.inputs))
    def test_each_source_is_where_its_input_comes_from(self, name: str) -> None:
        source, told = BOOK.ready.inputs[name], self.told()
        if source.source == "computed":
            gone = {"estimate": None, "budget": "b10.budget", "readiness": f"{BOOK.ready.id_prefix}.RDY-01"}
            without = gone[source.computed or ""]
        else:
            without = source.question or source.derived_from
        told.pop(without or "", None)
        templates = () if source.computed == "estimate" else ("TPL-ERP",)
        value = read_brief(KNOWN, templates, told, "GBP").inputs[name]
        default = BOOK.ready.questions[without].default if without in BOOK.ready.questions else None
        assert (value is None) is (default is None), (name, value)
