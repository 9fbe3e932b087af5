"""The guided brief as data: sections, steps, questions, limits, branching and the page "Are you ready?".

The value of an answer is plain JSON, by the type of its question:

| type | value |
| --- | --- |
| line, text | text |
| list | list of texts |
| card, choice | the key of one option |
| choices | list of keys |
| number | decimal text, like "8.5" |
| amount | {"amount": decimal text, "unit": key} |
| money_range | {"low_minor": whole or null, "high_minor": whole or null, "currency": "GBP"} |
| date | "2026-11-24" |
| rows | list of {column: value}; a column is a line, number, date, choice, choices or time ("HH:MM") |
| levels | {row key: level key} |
| people | {"decides": name, "see": [names]} |
| files | list of {"name", "size" in bytes, "sha256"} |

"I don't know yet" is kept beside the value, which then holds whatever was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from app.analysis.conditions import Condition
from app.analysis.keyed import Keyed
from app.analysis.said import Said

QuestionType: TypeAlias = Literal[
    "line",
    "text",
    "list",
    "card",
    "choice",
    "choices",
    "number",
    "amount",
    "money_range",
    "date",
    "rows",
    "levels",
    "people",
    "files",
]
ColumnType: TypeAlias = Literal["line", "number", "date", "time", "choice", "choices"]
RuleName: TypeAlias = Literal[
    "required",
    "min_chars",
    "max_chars",
    "max_words",
    "min_items",
    "max_items",
    "item_max_words",
    "is_number",
    "in_range",
    "is_date",
    "after_today",
    "not_after",
    "high_over_low",
    "is_amount",
    "column_required",
    "column_is_number",
    "column_in_order",
    "column_after",
    "every_level",
    "max_bytes",
]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: `key` is stored, `label` is shown with its `hint`."""

    key: str
    label: Said
    hint: Said | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of rows; `chips` are words offered for it."""

    key: str
    label: Said
    type: ColumnType
    options: Annotated[Mapping[str, Option], Keyed("key")] | None = None
    chips: tuple[Said, ...] = ()
    example: Said | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer must keep to; the `aim` figures only guide the coach."""

    min_chars: int | None = None
    max_chars: int | None = None
    aim_words: tuple[int, int] | None = None
    max_words: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    aim_items: tuple[int, int] | None = None
    item_max_words: int | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Validation:
    """A rule and what is said when it is broken; `column` and `other` name what it looks at."""

    rule: RuleName
    message: Said
    column: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Other words for a question under one template."""

    label: Said | None = None
    help: Said | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """The value that is filled in, and may be changed, where `when` holds."""

    when: Condition
    value: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Where the answer of a template's question goes: to a `driver` or a question of that template."""

    template: str
    key: str
    driver: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the brief.

    It is shown unless `hide_if` is known to hold, or `show_if` is not; in these expressions an id's
    dot and dashes are underscores (`b6_data`). `suggest` names the list of the template's
    suggestions offered beside it, `options_from` where its options come from when they are not
    written here. `private` answers never leave the owner's and the broker's workspace. What is asked
    of the business, and not of this one project, is to `remember`: its answer is offered in the next
    brief. `feeds` is set on questions of templates only; one question may feed several templates.
    """

    id: str
    step: int
    label: Said
    type: QuestionType
    summary_label: Said
    help: Said | None = None
    example: Said | None = None
    required: bool = False
    required_if: Condition | None = None
    allow_unknown: bool = True
    limits: Limits = Limits()
    options: Annotated[Mapping[str, Option], Keyed("key")] | None = None
    options_from: Literal["cards", "card_templates", "other_templates", "countries"] | None = None
    columns: Annotated[Mapping[str, Column], Keyed("key")] | None = None
    levels: Annotated[Mapping[str, Option], Keyed("key")] | None = None
    suggest: Literal["problem", "outcome", "measures", "must", "nice", "out"] | None = None
    show_if: Condition | None = None
    hide_if: Condition | None = None
    validations: tuple[Validation, ...] = ()
    presets: tuple[Preset, ...] = ()
    default: str | None = None
    wordings: Mapping[str, Wording] | None = None
    quality_checks: tuple[str, ...] = ()
    maps_to: tuple[str, ...] = ()
    private: bool = False
    remember: bool = False
    role: Literal["owner", "broker"] = "owner"
    feeds: tuple[Feed, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief, as it stands in the task list."""

    id: str
    number: int
    title: Said
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the brief with its heading; the `short` ones are enough for a first talk."""

    number: int
    title: Said
    help: Said | None = None
    short: bool = False
    template_questions: bool = False


@dataclass(frozen=True, slots=True)
class SharedFact:
    """Questions of several templates that ask the same thing; the brief asks it once, as `question`."""

    key: str
    templates: tuple[str, ...]
    question: Said
    remember: bool = False


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """How a template's own questions are put on their step.

    `shared` facts are asked once for all their templates; `apart` are keys whose words are the same
    under two templates while the thing asked is not.
    """

    id_prefix: str
    summary_by_broker: Said
    yes_label: Said
    no_label: Said
    number_message: Said
    range_message: Said
    shared: tuple[SharedFact, ...]
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcingSource:
    """Where an input of the sourcing rules comes from.

    `asked`: the question `question` on the page "Are you ready?". `derived_from`: an answer of the
    brief, by `table` (from its key; of several keys the entry that stands last in the table) or as the
    `count` of its rows. `computed`: the estimate, the readiness or the budget, by the caller.
    """

    input: str
    source: Literal["asked", "derived", "computed"]
    question: str | None = None
    derived_from: str | None = None
    table: Mapping[str, str] | None = None
    count: bool = False
    divide_by: Decimal | None = None
    computed: Literal["estimate", "readiness", "budget"] | None = None


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """The page "Are you ready?": readiness questions first, then what the sourcing rules still need."""

    title: Said
    help: Said
    step: int
    id_prefix: str
    readiness_message: Said
    questions: Annotated[Mapping[str, Question], Keyed()]
    inputs: Annotated[Mapping[str, SourcingSource], Keyed("input")]


@dataclass(frozen=True, slots=True)
class Interview:
    """The whole guided brief."""

    version: str
    unknown_label: Said
    unknown_label_broker: Said
    """The same where a broker fills in the brief for the owner."""
    sections: Annotated[Mapping[str, Section], Keyed()]
    steps: tuple[Step, ...]
    questions: Annotated[Mapping[str, Question], Keyed()]
    template_step: TemplateStep
    ready: ReadyPage

    def unknown(self, *, broker: bool) -> Said:
        """What the tick for "I don't know yet" says."""
        return self.unknown_label_broker if broker else self.unknown_label

    def step(self, number: int) -> Step:
        """A step by its number, 1 to 12."""
        return next(step for step in self.steps if step.number == number)

    def asks_the_kind(self, number: int) -> bool:
        """Whether the questions of a step are the templates' own."""
        return any(step.number == number and step.template_questions for step in self.steps)

    def section_of(self, step: int) -> Section:
        """The section a step belongs to."""
        return next(section for section in self.sections.values() if step in section.steps)

    def on_step(self, number: int) -> tuple[Question, ...]:
        """The written questions of a step; those of the templates come on top (`template_questions`)."""
        return tuple(question for question in self.questions.values() if question.step == number)

    def short_start(self) -> tuple[Step, ...]:
        """The steps that are enough for a first talk with the broker."""
        return tuple(step for step in self.steps if step.short)
