"""The words of one provider's card, told from its snapshot and the outcome kept with the ranking."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.analysis.confidence import Confidence
from app.analysis.credentials import CheckLevel, Tier
from app.analysis.findings import Kind
from app.analysis.gates import Answer
from app.analysis.matching import Newcomer, Strength
from app.analysis.money import Money
from app.domain.gate_answers import checks_stale, gate_name
from app.knowledge import Knowledge
from app.queries.evidence_words import source_words
from app.queries.finding_words import FindingWords
from app.queries.gate_words import GateWords, answer_words
from app.queries.match_facts import told_facts
from app.queries.provider_words import credential_name, tier_words
from app.queries.shortlist_rows import FactorRow, GateRow
from app.words import say, say_known
from app.words.formats import Formats

CHECKS_NAMED = 3


@dataclass(frozen=True, slots=True)
class CardWords:
    """Tells what a kept ranking says of one provider."""

    knowledge: Knowledge
    formats: Formats
    snapshot: Mapping[str, Any]
    outcome: Mapping[str, Any]
    to_broker: bool = False
    """Whether the reader is the broker: then it is the owner's place that is near or far."""

    @property
    def _findings(self) -> FindingWords:
        person = str(self.snapshot.get("on_site_person") or "")
        return FindingWords(self.knowledge, self.formats, person, self.to_broker)

    def told(self, kind: str) -> tuple[str, ...]:
        """The sentences of one kind: strength, weakness or unknown."""
        found: Sequence[Mapping[str, Any]] = self.outcome.get("findings", ())
        return tuple(
            self._findings.sentence(
                Kind(one["kind"]), one["factor"], one["part"], one["code"], told_facts(one["facts"])
            )
            for one in found
            if one["kind"] == kind
        )

    def gates(self, waived: Mapping[str, tuple[uuid.UUID, str]]) -> tuple[GateRow, ...]:
        """Every gate in its order, with the waivers written since."""
        words = GateWords(self.formats, self.to_broker)
        rows = []
        for gate in self.outcome.get("gates", ()):
            answer = Answer(gate["answer"])
            told, tone = answer_words(answer)
            counts = answer is Answer.FAIL and gate["waivable"]
            waiver_id, reason = waived.get(gate["gate"], (None, "")) if counts else (None, "")
            rows.append(
                GateRow(
                    gate=gate["gate"],
                    name=gate_name(gate["gate"]),
                    answer=answer,
                    answer_words=told,
                    tone=tone,
                    sentence=words.sentence(gate["code"], told_facts(gate["facts"])),
                    waivable=gate["waivable"],
                    waiver=reason,
                    waiver_id=waiver_id,
                )
            )
        return tuple(rows)

    def factors(self, averages: Mapping[str, Decimal]) -> tuple[FactorRow, ...]:
        """The six factors, the one that adds most first; what they add makes up the total to a tenth."""
        return tuple(self._factor(one, averages) for one in self.outcome.get("factors", ()))

    def _factor(self, one: Mapping[str, Any], averages: Mapping[str, Decimal]) -> FactorRow:
        words = self._findings
        known = [part for part in one["parts"] if not part["missing"]]
        weight = Decimal(one["weight"])
        return FactorRow(
            factor=one["factor"],
            name=say_known(self.knowledge.factors.factors[one["factor"]].name),
            weight=weight,
            weight_words=self.formats.percent(weight / 100),
            points=Decimal(one["points"]),
            adds=Decimal(one["adds"]),
            average=averages.get(one["factor"], Decimal(0)),
            evidence=tuple(
                words.measured(part["part"], self._measured(part), Decimal(part["points"])) for part in known
            ),
            sources=tuple(source_words(part, self.formats) for part in known),
            missing=tuple(words.prior(part["part"]) for part in one["parts"] if part["missing"]),
            capped=words.sentence(Kind.WEAKNESS, one["factor"], None, one["cap"], {}) if one["cap"] else "",
        )

    def _measured(self, part: Mapping[str, Any]) -> dict[str, Any]:
        points = Decimal(part["points"])
        reached = max((at for at in (0, 40, 80, 100) if at <= points), default=0)
        return {**told_facts(part["facts"]), "band": Decimal(reached)}

    def match(self) -> tuple[str, str]:
        """The word for the match, and its tone."""
        words = {
            Strength.STRONG: (say("strong"), "success"),
            Strength.GOOD: (say("good"), "success"),
            Strength.POSSIBLE: (say("possible"), "info"),
            Strength.NOT_SUGGESTED: (say("not suggested"), "neutral"),
        }
        return words[Strength(self.outcome.get("strength", Strength.NOT_SUGGESTED))]

    def confidence(self) -> str:
        """How sure the score is."""
        words = {
            Confidence.HIGH: say("High confidence: most of it rests on fresh evidence."),
            Confidence.MEDIUM: say("Medium confidence: at least half of it rests on evidence."),
            Confidence.LOW: say("Low confidence: less than half of it rests on evidence."),
        }
        return words[Confidence(self.outcome.get("confidence", Confidence.LOW))]

    def confidence_short(self) -> str:
        """The same on a mark."""
        words = {
            Confidence.HIGH: say("Evidence: high"),
            Confidence.MEDIUM: say("Evidence: medium"),
            Confidence.LOW: say("Evidence: low"),
        }
        return words[Confidence(self.outcome.get("confidence", Confidence.LOW))]

    def newcomer(self) -> str:
        """For which rule of fairness it is suggested; empty where its match alone does."""
        words = {
            Newcomer.TO_OWNER: say("A place kept for somebody new to the owner")
            if self.to_broker
            else say("A place kept for somebody new to you"),
            Newcomer.TO_BROKER: say("A place kept for somebody with no recent business from this broker"),
        }
        kept = self.outcome.get("newcomer")
        return words[Newcomer(kept)] if kept else ""

    def stale(self) -> str:
        """That even its newest check is old."""
        if not checks_stale(self.snapshot):
            return ""
        day = date.fromisoformat(self.snapshot["checked_on"])
        return say("Checks need renewing: the newest is of {day}", day=self.formats.day(day))

    def tier(self) -> str:
        """The standing on the day of the ranking."""
        return tier_words(Tier(self.snapshot.get("tier", Tier.UNLISTED)))[0]

    def person_line(self) -> str:
        """The person on site first, and how far away."""
        person, minutes = self.snapshot.get("on_site_person"), self.snapshot.get("travel_minutes")
        if minutes is not None and self.to_broker:
            if person:
                return say(
                    "On site: {person}, about {minutes} minutes from the owner",
                    person=person,
                    minutes=minutes,
                )
            return say("On site: nobody named, about {minutes} minutes from the owner", minutes=minutes)
        if person and minutes is not None:
            return say("On site: {person}, about {minutes} minutes from you", person=person, minutes=minutes)
        if person:
            return say("On site: {person}", person=person)
        if minutes is not None:
            return say("On site: nobody named, about {minutes} minutes from you", minutes=minutes)
        return say("On site: nobody named yet")

    def team_line(self) -> str:
        """Where the team is, and the hours shared with it."""
        place = self.snapshot.get("remote_place") or self.snapshot.get("town")
        hours = self.snapshot.get("shared_hours")
        if place and hours is not None:
            return say(
                "Team: {place}, {hours} hours shared a day",
                place=place,
                hours=self.formats.number(Decimal(hours)),
            )
        return say("Team: {place}", place=place) if place else say("Team: place not known")

    def checks_line(self) -> str:
        """What was checked, with end dates: those that count most first."""
        core = self.knowledge.credentials.pre_credentialed_standard.core_set
        checked = [one for one in self.snapshot.get("checks", ()) if one["level"] >= CheckLevel.CHECKED]
        if not checked:
            return say("Nothing checked yet")
        ordered = sorted(checked, key=lambda one: (one["credential"] in core, one["credential"]))
        named = "; ".join(self._check(one) for one in ordered[:CHECKS_NAMED])
        rest = len(ordered) - CHECKS_NAMED
        if rest > 0:
            return say("Checked: {names}, and {count} more", names=named, count=rest)
        return say("Checked: {names}", names=named)

    def _check(self, one: Mapping[str, Any]) -> str:
        name = credential_name(one["credential"])
        if not one["expires"]:
            return name
        day = self.formats.day(date.fromisoformat(one["expires"]))
        return say("{credential} to {day}", credential=name, day=day)

    def earliest_start(self) -> date | None:
        """When it could begin."""
        text = self.snapshot.get("earliest_start")
        return date.fromisoformat(text) if text else None

    def usual(self, amount: Money | None) -> str:
        """The usual price for such a job, to the nearest hundred: for the broker's eyes."""
        if amount is None:
            return ""
        rounded = amount.rounded_to(Decimal(100))
        return say(
            "Usually about {amount} excl. tax for such a job", amount=self.formats.money_short(rounded)
        )
