"""The peer of the screening: the same gates, points and score in plain Python, one provider after another.

It does what anybody would write first: floats, dictionaries, ordinals for days, a skill looked up with what it is
worth worked out beforehand. It judges everything our screening judges and gets the same totals.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from app.analysis.columns import months_before
from app.analysis.factors import part_shares
from app.analysis.jobs import Job
from app.analysis.matching import MatchRules
from app.analysis.skill_columns import worth_by_code
from app.analysis.skill_fit import ONE


@dataclass(slots=True)
class Plain:
    """One provider as plain numbers; days are ordinals, money minor units of one currency."""

    travel: float
    hours: float
    free: float
    start: int
    turnover: int
    limit: int
    countries: frozenset[str]
    skills: dict[str, int] = field(default_factory=dict)
    """Skill to level and age in one number, as the columns hold it."""
    papers: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Credential to level and last day."""
    rates: dict[str, tuple[int, bool]] = field(default_factory=dict)
    jobs: list[tuple[str, int, int]] = field(default_factory=list)
    closed: list[tuple[int, float, float]] = field(default_factory=list)


class PlainMatch:
    """A job and the rules, made ready once; `judge` says which gates stop a provider, and its score."""

    def __init__(self, job: Job, rules: MatchRules, weights: Mapping[str, Any]) -> None:
        self.job, self.rules = job, rules
        self.day, self.end = job.on.toordinal(), job.ends.toordinal()
        relations = rules.skills
        skills = set(relations.group)
        ages = ONE, relations.older_factor, relations.stale_factor
        self.needs = [
            (
                float(need.weight),
                need.must,
                {
                    skill: worth_by_code(match, need.level, ages)
                    for skill in skills
                    if (match := relations.match(need, skill))
                },
            )
            for need in job.needs
        ]
        self.whole = sum(weight for weight, _, _ in self.needs)
        self.efforts = [(role, float(days), job.should_rates[role]) for role, days in job.efforts.items()]
        self.after = months_before(job.on, 36)
        self.anchors = {
            part.part: sorted((float(value), float(points)) for value, points in part.anchors)
            for rule in rules.factors.factors
            for part in rule.parts
        }
        self.priors = {part.part: float(part.prior) for rule in rules.factors.factors for part in rule.parts}
        near = next(rule for rule in rules.factors.factors if rule.factor == "FAC-NEAR")
        self.shares = [float(share) for share in part_shares(near, job.onsite_share)]
        self.weights = [float(weights[rule.factor]) / 100 for rule in rules.factors.factors]

    def judge(self, one: Plain) -> tuple[list[str], float]:
        """The gates that stop it, and its total."""
        scores = self._skills(one)
        stops = self._stops(one, scores)
        fit = round_up(
            sum(need[0] * score for need, score in zip(self.needs, scores, strict=True)) / self.whole, 1e4
        )
        start = max(one.start, self.job.starts.toordinal())
        finish = start + (self.job.ends - self.job.starts).days
        assert self.job.deadline is not None
        margin = (self.job.deadline.toordinal() - finish) / self.job.length_days
        near = (self.points("travel_minutes", one.travel), self.points("shared_hours", one.hours))
        proven = (
            self.points("similar_jobs", self._similar(one)),
            self.points("track_record", self._track(one)),
        )
        ready = (
            self.points("margin", margin),
            self.points("free_hands", one.free / float(self.job.days_a_week)),
        )
        factors = (
            self.points("price_ratio", self._charge(one)),
            self.points("need_score", fit),
            round_up(near[0] * self.shares[0] + near[1] * self.shares[1], 100),
            round_up(sum(proven) / 2, 100),
            min(ready),
            self.points("safety_points", self._safety(one)),
        )
        return stops, sum(weight * points for weight, points in zip(self.weights, factors, strict=True))

    def points(self, part: str, value: float | None) -> float:
        """Read off the anchors."""
        if value is None:
            return self.priors[part]
        anchors = self.anchors[part]
        if value <= anchors[0][0]:
            return anchors[0][1]
        for (left, low), (right, high) in pairwise(anchors):
            if value <= right:
                return round_up(low + (high - low) * (value - left) / (right - left), 100)
        return anchors[-1][1]

    def _skills(self, one: Plain) -> list[float]:
        scores = []
        for _, _, worth in self.needs:
            best = 0.0
            for skill, code in one.skills.items():
                table = worth.get(skill)
                if table is not None and table[code] > best:
                    best = table[code]
            scores.append(best)
        return scores

    def _stops(self, one: Plain, scores: Sequence[float]) -> list[str]:
        job, rules, day = self.job, self.rules.credentials, self.day
        stops = []
        suspended = bool(one.closed) and max(one.closed)[1] < float(rules.suspended_score)
        lacks = False
        for name in rules.core_set:
            level, last = one.papers.get(name, (0, 0))
            suspended |= bool(last) and day - last > rules.suspended_after_days
            lacks |= level < 2 or last < day
        light = any(
            one.papers.get(name, (0, 0))[0] < 2 or one.papers[name][1] < day for name in rules.light_path_set
        )
        if suspended or (lacks and not (light and not suspended)):
            stops.append("GATE-01")
        unlisted = lacks and light and not suspended
        for need in job.must_credentials:
            paper = one.papers.get(need.credential)
            if (paper is None and not unlisted) or (paper is not None and paper[1] < day):
                stops.append("GATE-02")
                break
        if any(must and score < 0.6 for (_, must, _), score in zip(self.needs, scores, strict=True)):
            stops.append("GATE-03")
        if float(job.days_a_week) > one.free * 0.6 + 1e-9:
            stops.append("GATE-04")
        cover = max(job.value.minor, job.indemnity_minimum.minor if job.indemnity_minimum else 0)
        if job.value.minor > math.floor(one.turnover * 0.25 + 0.5) or one.limit < cover:
            stops.append("GATE-05")
        if job.allowed_countries is not None and one.countries - job.allowed_countries:
            stops.append("GATE-06")
        if job.onsite_heavy and one.travel > 120:
            stops.append("GATE-07")
        if one.hours < float(job.overlap_minimum):
            stops.append("GATE-09")
        return stops

    def _charge(self, one: Plain) -> float | None:
        remote = self.rules.remote
        factor = next((float(f) for hours, f in remote.steps if one.hours >= hours), float(remote.below))
        total = priced = whole = 0.0
        for role, days, ours in self.efforts:
            card = one.rates.get(role)
            whole += days
            if card is None:
                total += math.floor(ours.minor * days + 0.5 + 1e-6)
            else:
                priced += days
                total += math.floor(card[0] * days * (factor if card[1] else 1.0) + 0.5 + 1e-6)
        return total / self.job.should_cost.minor if priced >= 0.5 * whole - 1e-9 else None

    def _similar(self, one: Plain) -> float | None:
        found = sum(
            kind in self.job.templates and closed > self.after and level > 0
            for kind, closed, level in one.jobs
        )
        return float(found) if found else None

    def _track(self, one: Plain) -> float | None:
        rule = self.rules.factors.track
        past = sorted(one.closed)[-rule.last :]
        if len(past) < rule.rated_from:
            return None
        whole, seen = 1.0, 70.0
        for closed, total, value in past:
            weight = min(3.0, value / 10000) * 0.8 ** ((self.day - closed) / 365.25)
            whole += weight
            seen += weight * total
        return round_up(max(0.0, seen / whole - 8.416 / math.sqrt(whole)), 10)

    def _safety(self, one: Plain) -> float | None:
        safety, rules = self.rules.factors.safety, self.rules.credentials

        def lasting(name: str, last: int) -> float:
            grace = rules.grace_days.get(name, rules.grace_days_default)
            now = 1.0 if last >= self.day else 0.5 if self.day - last <= grace else 0.0
            return now if last >= self.end else min(now, 0.5)

        def worth(name: str, points: Any) -> float:
            level, last = one.papers.get(name, (0, 0))
            return float(points) * float(rules.level_factor[level]) * lasting(name, last) if last else 0.0

        seen = [name for name in (*safety.each, *safety.best_of) if one.papers.get(name, (0, 0))[0] > 0]
        if not seen:
            return None
        total = sum(worth(name, points) for name, points in safety.each.items())
        total += max(worth(name, points) for name, points in safety.best_of.items())
        watched = [
            lasting(name, one.papers[name][1])
            for name in safety.witnessed_of
            if one.papers.get(name, (0, 0))[0] >= safety.witnessed_level
        ]
        return total + float(safety.witnessed_points) * max(watched, default=0.0)


def round_up(value: float, steps: float) -> float:
    """To the nearest of `steps` in one, a half upwards."""
    return math.floor(value * steps + 0.5 + 1e-9) / steps
