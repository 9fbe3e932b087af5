"""The knowledge keeps its own promises: sizes, plain words, anchors, weights, ambiguous names."""

import re
from collections import Counter
from decimal import Decimal
from itertools import chain

import pytest

from app.analysis.conditions import weigh
from app.analysis.estimate import Job, estimate
from app.knowledge import load_knowledge
from app.knowledge.compile import compiled
from app.knowledge.resources import resource

KNOWN = load_knowledge()
TEMPLATES = tuple(KNOWN.templates.templates)
JARGON = (
    "tenant",
    "API",
    "SLA",
    "UAT",
    "rollback",
    "backlog",
    "stakeholder",
    "endpoint",
    "deployment",
    "fit-gap",
)


def words(text: str) -> int:
    return len(text.split())


def holds_word(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", text.lower()) is not None


def test_the_parts_are_as_large_as_the_product_says() -> None:
    assert len(TEMPLATES) == 18
    assert len(KNOWN.skills.skills) == 369
    assert len(KNOWN.roles.roles) == 30
    assert len(KNOWN.credentials.credentials) == 40
    assert len(KNOWN.service_levels.measures) == 42
    assert len(KNOWN.risks.risks) == 68
    assert len(KNOWN.lifecycle.entities) == 8
    assert len(KNOWN.lifecycle.guards) == 42
    assert len(KNOWN.lifecycle.documents) == 34
    assert len(KNOWN.sourcing.readiness.questions) == 14
    assert len(KNOWN.sourcing.pricing_models) == 8


def test_ids_in_running_text_lead_somewhere() -> None:
    ids = {
        r"\bSLA-[A-Z0-9]+\b": KNOWN.service_levels.measures,
        r"\bRSK-[A-Z]+-\d+\b": KNOWN.risks.risks,
        r"\bCRD-[A-Z0-9]+(?:-[A-Z])?\b": KNOWN.credentials.credentials,
        r"\bTPL-[A-Z0-9]+\b": KNOWN.templates.templates,
        r"\bROLE-[A-Z0-9]+\b": KNOWN.roles.roles,
        r"\bDOC-[A-Z0-9]+\b": KNOWN.lifecycle.documents,
        r"\bGATE-\d+\b": KNOWN.matching.gates,
        r"\bPRC-[A-Z]+\b": KNOWN.sourcing.pricing_models,
        r"\bPAY-\d+\b": KNOWN.sourcing.payment_guards,
        r"\bMC-[A-Z]+\b": KNOWN.matching.criteria,
        r"\bRF-\d+\b": KNOWN.matching.red_flags,
        r"\bQE-\d+\b": KNOWN.matching.quote_evaluation_checklist,
        r"\bRDY-\d+\b": KNOWN.sourcing.readiness.questions,
        r"\bSTR-\d+\b": KNOWN.sourcing.strategy_rules,
        r"\bCL-\d+\b": KNOWN.engagement.clause_topics,
        r"\bSC-[A-Z]+\b": KNOWN.engagement.scorecard.criteria,
        r"\bFAC-[A-Z]+\b": KNOWN.factors.factors,
        r"\bCARD-[A-Z]+\b": KNOWN.cards.cards,
        r"\bBF-[A-Z]+\b": KNOWN.matching.broker_independence.fee_models,
    }
    for name, content in compiled(resource("knowledge")).items():
        for pattern, known in ids.items():
            dangling = set(re.findall(pattern, content.decode())) - set(known)
            assert not dangling, (name, dangling)


@pytest.mark.parametrize("id", TEMPLATES)
class TestTemplate:
    def test_it_is_complete(self, id: str) -> None:
        template = KNOWN.template(id)
        for part in (template.scope_in, template.scope_out, template.questions, template.risks):
            assert len(part) >= 2
        assert len(template.owner_tasks) >= 3
        assert len(template.hidden_costs) >= 3
        assert any(need.need == "must" for need in template.skills)
        assert Decimal(0) < template.owner_effort_share[0] < template.owner_effort_share[1] <= Decimal("0.4")

    def test_payments_keep_the_guards(self, id: str) -> None:
        template = KNOWN.template(id)
        price = template.worked_estimate_at_defaults.indicative_cost_gbp_all_onshore[1]
        ceiling = 100 if price <= 5000 else 45 if price <= 25000 else 30
        stages = list(template.milestones.values())
        assert all(stage.payment_pct <= ceiling for stage in stages)
        first = 40 if id == "TPL-HLP" else 30
        assert stages[0].payment_pct <= first or len(stages) == 1

    def test_every_stage_has_a_test_that_can_be_read(self, id: str) -> None:
        template = KNOWN.template(id)
        assert all(stage.acceptance for stage in template.milestones.values())
        for criterion in template.acceptance_criteria.values():
            assert len(criterion.pass_if) > 2
            assert words(criterion.criterion) <= 24

    def test_at_most_six_measures_carry_money(self, id: str) -> None:
        assert sum(measure.credit for measure in KNOWN.template(id).service_measures.values()) <= 6

    def test_the_largest_job_is_still_a_job(self, id: str) -> None:
        template = KNOWN.template(id)
        largest = {key: driver.max for key, driver in template.drivers.items()}
        done = estimate([Job(id, template.drivers, template.work_packages, largest)])
        assert done.total.likely <= 900

    def test_drivers_are_asked_as_questions(self, id: str) -> None:
        for driver in KNOWN.template(id).drivers.values():
            assert driver.question.rstrip().endswith(("?", ")"))
            if driver.input == "yes_no":
                assert (driver.min, driver.max) == (0, 1)

    def test_where_the_straight_line_ends_is_the_figure_its_note_names(self, id: str) -> None:
        for driver in KNOWN.template(id).drivers.values():
            if driver.large_note:
                figure = re.match(r"more than ([\d,.]+\d)", driver.large_note)
                assert figure is not None
                assert Decimal(figure[1].replace(",", "")) == driver.large_above
                assert driver.default < driver.large_above < driver.max  # type: ignore[operator]

    def test_an_alternative_is_another_one(self, id: str) -> None:
        template = KNOWN.template(id)
        assert all(need.skill not in need.alternatives for need in template.skills)
        assert all(need.credential not in need.alternatives for need in template.credentials)

    def test_suggestions_are_plain_short_and_can_be_checked(self, id: str) -> None:
        book, language = KNOWN.suggestions(id), KNOWN.language
        vague = [word for group in language.vague if not group.weak for word in group.words]
        assert 3 <= len(book.ask_first) <= 4
        assert 5 <= len(book.must) <= 9
        assert 2 <= len(book.nice) <= 5
        assert 3 <= len(book.out) <= 6
        for text in book.must:
            assert 3 <= words(text) <= 30
            assert not [word for word in vague if holds_word(word, text)], text
        assert all(words(text) <= 14 for text in (*book.nice, *book.out))
        for text in (book.problem, book.outcome, *book.must, *book.nice, *book.out):
            assert not any(holds_word(word, text) for word in JARGON), text

    def test_the_example_shows_size_and_ends_in_figures(self, id: str) -> None:
        book = KNOWN.suggestions(id)
        assert 40 <= words(book.problem) <= 120
        assert len(re.findall(r"[.!?](\s|$)", book.problem)) >= 2
        assert any(re.search(p, book.problem, re.I) for p in KNOWN.language.frequency.patterns)
        assert 20 <= words(book.outcome) <= 60
        assert book.outcome.startswith("When this is done, we will")
        assert 1 <= len(book.measures) <= 3
        assert all(measure.from_ != measure.to for measure in book.measures)

    def test_its_factor_weights_are_the_sums_of_its_criteria(self, id: str) -> None:
        criteria = KNOWN.matching.weights.of(id)
        asked = KNOWN.factors.weights.order
        raw = {factor: sum(criteria[c] for c in KNOWN.factors.factors[factor].criteria) for factor in asked}
        shares = {factor: 100 * weight / sum(raw.values()) for factor, weight in raw.items()}
        whole = {factor: int(share) for factor, share in shares.items()}
        by_remainder = sorted(shares, key=lambda factor: whole[factor] - shares[factor])
        for factor in by_remainder[: 100 - sum(whole.values())]:
            whole[factor] += 1
        assert KNOWN.factors.weights.of(id) == whole


def test_needs_follow_the_class_and_the_drivers() -> None:
    remote = next(need for need in KNOWN.template("TPL-LOB").skills if need.classes)
    assert remote.applies({}, "blended_project")
    assert remote.applies({}, None)
    assert not remote.applies({}, "project")
    cabling = next(need for need in KNOWN.template("TPL-NET").skills if need.when)
    assert cabling.applies({"points": Decimal(18)}, "project")
    assert not cabling.applies({"points": Decimal(0)}, "project")
    rescue = next(need for need in KNOWN.template("TPL-FIX").skills if need.must_when)
    assert rescue.is_must({"hacked": Decimal(1)})
    assert not rescue.is_must({"hacked": Decimal(0)})


def test_nine_cards_in_the_owners_words() -> None:
    assert [card.label for card in KNOWN.cards.cards.values()] == [
        "Website or online shop",
        "Replace a business system",
        "Move email and files to the cloud",
        "Custom app or internal tool",
        "Office network, Wi-Fi and computers",
        "Security check-up and fixes",
        "Reports and dashboards",
        "Ongoing IT support",
        "Something else",
    ]
    for card in KNOWN.cards.cards.values():
        here = [line.template for line in card.templates]
        assert card.default in here or (not here and card.default is None)
        assert not set(card.also) & set(here)
        assert (card.ask is None) is (len(here) == 1)
        assert all(line.weeks[0] < line.weeks[1] and words(line.line) <= 16 for line in card.templates)


def test_a_project_without_a_template_weighs_the_factors_alike() -> None:
    weights = KNOWN.cards.cards["CARD-ELSE"].equal_weights or {}
    assert sum(weights.values()) == 100
    assert tuple(weights) == KNOWN.factors.weights.order


def test_six_factors_are_asked_and_the_seventh_is_not() -> None:
    assert [factor.asked for factor in KNOWN.factors.factors.values()] == [True] * 6 + [False]
    words_ = KNOWN.factors.importance.words
    assert [word.word for word in words_.values()] == ["Not important", "Nice", "Important", "Vital"]
    assert list(words_) == ["not_important", "nice", "important", "vital"]
    for criterion in KNOWN.matching.criteria.values():
        assert criterion.id in KNOWN.factors.factors[criterion.factor].criteria
        assert 0 < criterion.prior < 3


def test_price_is_never_measured_against_the_other_bidders() -> None:
    assert "lowest" not in (KNOWN.matching.criteria["MC-PRICE"].auto or "")
    assert b"median" not in compiled(resource("knowledge"))["matching.json"]


@pytest.mark.parametrize("id", KNOWN.factors.factors)
def test_anchors_run_one_way_and_priors_stay_under_just_enough(id: str) -> None:
    factor = KNOWN.factors.factors[id]
    shares = [part.share for part in factor.parts.values()]
    if factor.combine == "weighted":
        assert all(share is None for share in shares) or sum(share or 0 for share in shares) == 1
    for part in factor.parts.values():
        values = [value for value, _ in part.anchors]
        assert [earned for _, earned in part.anchors] == [0, 40, 80, 100]
        assert values in (sorted(values), sorted(values, reverse=True))
        assert len(set(values)) == 4
        assert set(part.words) == {0, 40, 80, 100}
        assert 0 < part.prior < 60
        assert part.prior_says


def test_safety_points_name_known_credentials() -> None:
    points = KNOWN.factors.factors["FAC-SAFE"].parts["safety_points"].points
    assert points is not None
    assert {*points.each, *points.best_of, *points.witnessed.of} <= set(KNOWN.credentials.credentials)


class TestLanguage:
    def test_vague_words_stand_once_and_are_many(self) -> None:
        counted = Counter(word.lower() for group in KNOWN.language.vague for word in group.words)
        assert len(counted) >= 100
        assert {word for word, times in counted.items() if times > 1} <= {"reasonable"}

    def test_the_wording_offered_instead_is_not_vague_itself(self) -> None:
        everyday = {"some", "many", "several", "few", "support", "handle", "manage"}
        vague = {word for group in KNOWN.language.vague for word in group.words} - everyday
        for group in KNOWN.language.vague:
            assert group.ask.endswith("?") or "Name" in group.ask
            assert not [word for word in vague if holds_word(word, group.try_)], group.try_

    @pytest.mark.parametrize("cues", ["negation", "legacy", "nice", "must"])
    def test_cues_are_many_and_stand_once(self, cues: str) -> None:
        found = getattr(KNOWN.language, cues).cues
        assert len(found) >= 10
        assert len(found) == len(set(found))

    def test_no_is_a_word_and_not_a_truth_value(self) -> None:
        assert "no" in KNOWN.language.negation.cues

    def test_patterns_compile(self) -> None:
        for pattern in KNOWN.language.frequency.patterns:
            re.compile(pattern)


def title(text: str) -> str:
    return re.sub(r"[^a-z0-9+#./]+", " ", text.lower()).strip()


def test_a_job_title_names_one_role() -> None:
    roles = KNOWN.roles.roles.values()
    counted = Counter(title(text) for role in roles for text in (role.name, *role.titles))
    assert [text for text, times in counted.items() if times > 1] == []
    assert not {title(word) for word in KNOWN.roles.title_rules.bare} & set(counted)
    assert all(3 <= len(role.titles) <= 10 for role in roles)


def test_an_alias_names_one_skill() -> None:
    skills = KNOWN.skills.skills
    counted = Counter(alias.lower() for skill in skills.values() for alias in skill.aliases)
    assert [alias for alias, times in counted.items() if times > 1] == []
    names = {skill.name.lower(): skill.id for skill in skills.values()}
    for skill in skills.values():
        assert skill.aliases
        assert skill.related
        assert all(near.id != skill.id for near in skill.related)
        assert all(names.get(alias.lower(), skill.id) == skill.id for alias in skill.aliases)


def test_everyday_words_are_gated_by_their_context() -> None:
    skills = KNOWN.skills.skills
    owner = {alias.lower(): skill.id for skill in skills.values() for alias in skill.aliases}
    gated = [(gate, skill) for skill in skills.values() for gate in skill.ambiguous]
    for gate, skill in gated:
        assert owner.get(gate.alias) == skill.id or skill.name.lower() == gate.alias
        assert gate.ambiguous
        assert len(gate.context) >= 3
    counted = Counter(gate.alias for gate, _ in gated)
    assert max(counted.values()) == 1
    everyday = "go access excel spring node swift sage oracle r react teams make exact square fabric"
    assert set(everyday.split()) <= set(counted)


def test_levers_of_silence_are_off() -> None:
    assert KNOWN.engagement.acceptance.deemed_acceptance.default == "off"
    assert "signed deemed-acceptance sentence" in KNOWN.lifecycle.guards["G-DEEMED"].text


def test_the_service_credit_example_adds_up() -> None:
    example = KNOWN.service_levels.credit_scheme.worked_example
    assert example.monthly_fee * example.pool_pct / 100 * example.points / 100 == example.credit_money


def test_risks_score_probability_times_impact_and_fall_in_a_band() -> None:
    method = KNOWN.risks.method
    for risk in KNOWN.risks.risks.values():
        assert risk.score == risk.probability * risk.impact
        assert method.band(risk.score).min <= risk.score
    assert [method.band(score).label for score in (25, 15, 14, 8, 7, 1)] == [
        "act now", "act now", "manage", "manage", "watch", "watch",
    ]  # fmt: skip


def test_every_guard_stops_something() -> None:
    machines = KNOWN.lifecycle.entities.values()
    used = set(chain.from_iterable(step.guards for machine in machines for step in machine.transitions))
    assert set(KNOWN.lifecycle.guards) == used


def test_steps_are_found_by_state_and_event() -> None:
    project = KNOWN.lifecycle.entities["Project"]
    assert [step.to for step in project.steps_from(None)] == ["draft"]
    assert [step.event for step in project.steps("assessed", "in_advice")] == ["choose broker"]
    assert project.steps("closed", "draft") == ()


def test_the_split_formula_is_reproduced_by_its_example() -> None:
    split = KNOWN.engagement.onsite_offshore_split
    case, floor = split.worked_example, split.onsite_floor[split.worked_example.template]
    share = max(
        floor,
        Decimal("0.20")
        + Decimal("0.05") * (5 - case.scope_clarity)
        + Decimal("0.05") * (case.criticality - 3),
    )
    assert share == case.onsite_share


def test_rates_lie_in_bands_of_the_tiers_currency() -> None:
    basis = KNOWN.roles.rate_basis.currency_by_tier
    assert {tier: place.currency for tier, place in KNOWN.meta.region_tiers.items()} == basis


def test_overrides_of_the_pricing_choice_can_be_weighed() -> None:
    for note in KNOWN.sourcing.pricing_choice.overrides:
        assert weigh(note.when, {}).unknown <= set(KNOWN.sourcing.inputs)
