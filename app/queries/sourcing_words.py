"""What the rules of buying and paying looked at, in the words of the answers they come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from app.analysis.conditions import Condition, parse, weigh
from app.analysis.estimate import rounded_cost, rounded_effort
from app.knowledge import Knowledge
from app.knowledge.questions import Question
from app.knowledge.readings import BriefReading
from app.queries.answer_words import AnswerWords
from app.words import say, say_count, say_known
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class InputWords:
    """Puts the inputs of a rule into words for one project."""

    knowledge: Knowledge
    read: BriefReading
    values: Mapping[str, Any]
    formats: Formats
    words: AnswerWords

    def facts(self, condition: Condition) -> tuple[str, ...]:
        """What `condition` looked at and found, in the order it is written; the unknown is left out."""
        return tuple(self._facts(condition))

    def speaking(self, condition: Condition) -> tuple[str, ...]:
        """Of the alternatives in `condition` ("this or that") only what those that hold have found."""
        holding = (parse(part) for part in condition.text.split(" or "))
        return tuple(
            fact
            for part in holding
            if weigh(part, self.read.inputs).holds
            for fact in self.facts(part)
            if fact
        )

    def _facts(self, condition: Condition) -> Iterator[str]:
        for name in sorted(condition.names, key=condition.text.find):
            value = self.read.inputs.get(name)
            if value is not None:
                yield self.fact(name, value)

    def fact(self, name: str, value: Any) -> str:
        """One input with its value."""
        question = self._question(name)
        if question is not None:
            told = self.values.get(question.id, question.default)
            words = self.words.text(question, told) if told is not None else ""
            if words:
                label = say_known(question.summary_label)
                return say("{what}: {value}", what=label, value=" · ".join(words.split("\n")))
        return self._reckoned(name, value)

    def _question(self, name: str) -> Question | None:
        source = self.knowledge.questions.ready.inputs.get(name)
        if source is None or source.count:
            return None
        asked = source.question or source.derived_from or ""
        interview = self.knowledge.questions
        return interview.ready.questions.get(asked) or interview.questions.get(asked)

    def _reckoned(self, name: str, value: Any) -> str:
        number = value if isinstance(value, Decimal) else Decimal(0)
        formats = self.formats
        worded = {
            "likely_pd": lambda: say("Size: {days}", days=formats.effort(rounded_effort(number))),
            "est_value": lambda: say("Likely cost: {sum}", sum=self._likely_cost()),
            "duration_weeks": lambda: say(
                "Time it takes: {weeks}", weeks=formats.weeks(int(number.to_integral_value(ROUND_CEILING)))
            ),
            "skills_needed": lambda: say_count(
                "{count} skill is needed", "{count} skills are needed", int(number)
            ),
            "systems_touched": lambda: say_count(
                "It touches {count} system", "It touches {count} systems", int(number)
            ),
            "offshorable_share": lambda: say(
                "Work that can be done elsewhere: {share}", share=formats.percent(number)
            ),
            "readiness_score": lambda: say("Readiness: {score} of 100", score=formats.number(number)),
            "readiness_blockers": lambda: say_count(
                "{count} answer stands in the way", "{count} answers stand in the way", int(number)
            ),
            "budget_ratio": lambda: say(
                "Your budget is {share} of what is enough four times in five", share=formats.percent(number)
            ),
        }
        return worded[name]() if name in worded else ""

    def _likely_cost(self) -> str:
        spent = self.read.cost
        return self.formats.money_short(rounded_cost(spent.likely)) if spent is not None else ""
