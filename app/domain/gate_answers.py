"""How a candidate stands at the gates: what failed, what nobody checked, and what was set aside in writing.

One reading of it for the verbs that ask and award and for the screens that say why they refuse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.analysis.gates import Answer
from app.domain.shortlists import Candidate, Waiver
from app.words import say

NO_RANKING = ""
"""Stands for every gate at once, where a provider never went through them."""


@dataclass(frozen=True, slots=True)
class OpenGate:
    """A gate that is not passed and not waived; `waivable` only matters for one that failed."""

    gate: str
    answer: Answer
    waivable: bool = False

    @property
    def name(self) -> str:
        """What is checked, in a few plain words that stand inside a sentence."""
        return gate_name(self.gate)


def open_gates(candidate: Candidate | None, waivers: Sequence[Waiver]) -> tuple[OpenGate, ...]:
    """The gates that still stand between this candidate and an award, in their order.

    A written waiver sets aside a gate that failed and may be waived; a gate nobody checked stays open
    whatever was written. Without a candidate, or without a ranking of it, everything is unchecked.
    """
    answers: Sequence[Mapping[str, object]] = () if candidate is None else candidate.outcome.get("gates", ())
    if candidate is None or not answers:
        return (OpenGate(NO_RANKING, Answer.NOT_CHECKED),)
    waived = {
        waiver.gate for waiver in waivers if waiver.candidate_id == candidate.id and waiver.reason.strip()
    }
    found = []
    for entry in answers:
        gate, answer = str(entry["gate"]), Answer(str(entry["answer"]))
        waivable = bool(entry.get("waivable", False))
        if answer is Answer.NOT_CHECKED or (
            answer is Answer.FAIL and not (waivable and (gate in waived or entry.get("waiver")))
        ):
            found.append(OpenGate(gate, answer, waivable))
    return tuple(found)


def checks_stale(snapshot: Mapping[str, Any]) -> bool:
    """Whether even the newest check of a provider was more than a year old on the day of the ranking."""
    return bool(snapshot.get("checks_stale"))


def gate_name(gate: str) -> str:
    """A gate in a few plain words that stand inside a sentence."""
    names = {
        NO_RANKING: say("everything we check before a choice"),
        "GATE-01": say("its business papers and insurance"),
        "GATE-02": say("the credentials this work needs"),
        "GATE-03": say("the skills this work needs"),
        "GATE-04": say("whether it has people free in time"),
        "GATE-05": say("whether the job fits its size and insurance"),
        "GATE-06": say("the countries it would work in"),
        "GATE-07": say("whether somebody can come on site"),
        "GATE-08": say("ties between the broker and it"),
        "GATE-09": say("the hours a day it can be reached"),
        "OWN-LANGUAGE": say("whether there is a shared language"),
        "OWN-CEILING": say("whether its usual price is within the limit"),
    }
    return names.get(gate, gate)
