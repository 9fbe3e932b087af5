"""What the dataclasses cannot say: references that must resolve and figures that must add up."""

from collections.abc import Callable, Collection, Iterator

from app.analysis.conditions import Condition
from app.knowledge.broken import BrokenKnowledge
from app.knowledge.pack import SOURCES, Knowledge
from app.knowledge.questions import Question
from app.knowledge.templates import Template


def faults(knowledge: Knowledge) -> tuple[BrokenKnowledge, ...]:
    """Every fault found, each with its file and place; empty where the knowledge is whole.

    A part that cannot be read at all is one fault, and hides what refers to it.
    """
    found: list[BrokenKnowledge] = []
    for part, check in _CHECKS.items():
        file = SOURCES[part].file
        try:
            found.extend(BrokenKnowledge(why, place, file) for place, why in check(knowledge))
        except BrokenKnowledge as fault:
            found.append(fault if fault.file else fault.in_file(file))
    try:
        for entry in knowledge.templates.templates.values():
            found.extend(_template_faults(knowledge, entry.id, entry.file))
    except BrokenKnowledge as fault:
        found.append(fault)
    return tuple({str(fault): fault for fault in found}.values())


Finding = tuple[str, str]


def _template_faults(knowledge: Knowledge, id: str, file: str) -> Iterator[BrokenKnowledge]:
    try:
        for place, why in _template(knowledge, knowledge.template(id)):
            yield BrokenKnowledge(why, place, file)
    except BrokenKnowledge as fault:
        yield fault


def _unknown(place: str, wanted: Collection[str], known: Collection[str], what: str) -> Iterator[Finding]:
    for name in wanted:
        if name not in known:
            yield place, f"{name} is not a known {what}"


def _inputs(place: str, condition: Condition | None, known: Collection[str]) -> Iterator[Finding]:
    if condition is not None:
        yield from _unknown(place, sorted(condition.names), known, "input")


def _template(knowledge: Knowledge, template: Template) -> Iterator[Finding]:
    drivers = template.drivers.keys()
    yield from _unknown("pricing_models", template.pricing_models, knowledge.sourcing.pricing_models, "model")
    yield from _unknown(
        "default_class", [template.default_class], knowledge.sourcing.engagement_classes, "class"
    )
    for key, driver in template.drivers.items():
        if not driver.min <= driver.default <= driver.max:
            yield f"drivers.{key}", "the default lies outside min and max"
        if driver.input == "scale" and len(driver.labels) != int(driver.max - driver.min) + 1:
            yield f"drivers.{key}.labels", "a scale needs one word for each step"
        if (driver.large_above is None) is not (driver.large_note is None):
            yield f"drivers.{key}", "large_above and large_note belong together"
    for key, question in template.questions.items():
        if question.labels and len(question.labels) != len(question.options):
            yield f"questions.{key}.labels", "labels and options differ in number"
    yield from _packages(knowledge, template)
    yield from _stages(template)
    for place, need in enumerate(template.skills):
        skills = (need.skill, *need.alternatives)
        yield from _unknown(f"skills[{place}]", skills, knowledge.skills.skills, "skill")
        yield from _unknown(f"skills[{place}]", need.classes, knowledge.sourcing.engagement_classes, "class")
        for condition in (need.when, need.must_when):
            yield from _inputs(f"skills[{place}]", condition, drivers)
    for place, credential in enumerate(template.credentials):
        accepted = credential.accepted()
        yield from _unknown(
            f"credentials[{place}]", accepted, knowledge.credentials.credentials, "credential"
        )
        yield from _inputs(f"credentials[{place}]", credential.when, drivers)
    yield from _unknown(
        "service_measures", template.service_measures, knowledge.service_levels.measures, "measure"
    )
    yield from _unknown("risks", template.risks, knowledge.risks.risks, "risk")


def _packages(knowledge: Knowledge, template: Template) -> Iterator[Finding]:
    before: set[str] = set()
    for id, package in template.work_packages.items():
        place, rule = f"work_packages.{id}", package.effort
        if (rule.base is None) is (rule.pct_of_total is None):
            yield f"{place}.effort", "either a base or a share of the rest is needed"
        if sum(share.share for share in package.roles) != 1:
            yield f"{place}.roles", "the shares do not add up to 1"
        yield from _unknown(
            f"{place}.roles", [share.role for share in package.roles], knowledge.roles.roles, "role"
        )
        yield from _unknown(f"{place}.depends_on", package.depends_on, before, "earlier package")
        yield from _unknown(f"{place}.effort.per", rule.per or {}, template.drivers, "driver")
        yield from _inputs(place, package.when, template.drivers)
        before.add(id)


def _stages(template: Template) -> Iterator[Finding]:
    stages = template.milestones.values()
    if sum(stage.payment_pct for stage in stages) != 100:
        yield "milestones", "the payments do not add up to 100"
    packages = sorted(id for stage in stages for id in stage.work_packages)
    counted = sorted(id for id, package in template.work_packages.items() if not package.effort.pct_of_total)
    if packages != counted:
        yield "milestones", "every package belongs to exactly one stage"
    if {id for stage in stages for id in stage.acceptance} != set(template.acceptance_criteria):
        yield "milestones", "every sign-off test belongs to a stage, and every stage names known tests"
    for id, criterion in template.acceptance_criteria.items():
        yield from _inputs(f"acceptance_criteria.{id}", criterion.when, template.drivers)


def _sourcing(knowledge: Knowledge) -> Iterator[Finding]:
    rules, inputs = knowledge.sourcing, knowledge.sourcing.inputs
    documents = knowledge.lifecycle.documents
    for id, rule in rules.strategy_rules.items():
        yield from _inputs(f"strategy_rules.{id}", rule.when, inputs)
        if rule.decides:
            yield from _unknown(f"strategy_rules.{id}", [rule.result], rules.engagement_classes, "class")
    deciding = [rule for rule in rules.strategy_rules.values() if rule.decides]
    if not deciding or deciding[-1].when.text != "true":
        yield "strategy_rules", "the last deciding rule must always hold"
    for name, kind in rules.engagement_classes.items():
        yield from _unknown(f"engagement_classes.{name}", kind.documents, documents, "document")
    for id, model in rules.pricing_models.items():
        for condition in (model.prefer_when, model.avoid_when):
            yield from _inputs(f"pricing_models.{id}", condition, inputs)
        yield from _inputs(f"pricing_models.{id}.formula", model.formula, model.example.vars)
    if set(rules.pricing_choice.fallback_order) != set(rules.pricing_models):
        yield "pricing_choice.fallback_order", "every model stands in it once"
    for note in rules.pricing_choice.overrides:
        yield from _inputs("pricing_choice.overrides", note.when, inputs)
    readiness = rules.readiness
    yield from _unknown("readiness.light_subset", readiness.light_subset, readiness.questions, "question")
    for id, question in readiness.questions.items():
        if [option.p for option in question.options] != [0, 1, 2, 3]:
            yield f"readiness.{id}", "the options earn 0, 1, 2 and 3 points"
        for option in question.options:
            yield from _inputs(f"readiness.{id}", option.block_if, inputs)


def _cards(knowledge: Knowledge) -> Iterator[Finding]:
    homes = [line.template for card in knowledge.cards.cards.values() for line in card.templates]
    if sorted(homes) != sorted(knowledge.templates.templates):
        yield "cards", "every template has exactly one home card"
    for id, card in knowledge.cards.cards.items():
        yield from _unknown(f"cards.{id}.also", card.also, knowledge.templates.templates, "template")


def _suggestions(knowledge: Knowledge) -> Iterator[Finding]:
    for id in knowledge.templates.templates:
        template = knowledge.template(id)
        keys = {*template.drivers, *template.questions}
        yield from _unknown(
            f"templates.{id}.ask_first", knowledge.suggestions(id).ask_first, keys, "question"
        )


def _roles(knowledge: Knowledge) -> Iterator[Finding]:
    for id, role in knowledge.roles.roles.items():
        wanted = [skill.skill for skill in role.skills]
        yield from _unknown(f"roles.{id}", wanted, knowledge.skills.skills, "skill")
        if role.offshorable and role.day_rate.get("offshore") is None:
            yield f"roles.{id}.day_rate", "work that may go off-shore needs an off-shore rate"
        for tier, band in role.day_rate.items():
            if band is not None and band.low >= band.high:
                yield f"roles.{id}.day_rate.{tier}", "low must be below high"


def _skills(knowledge: Knowledge) -> Iterator[Finding]:
    skills = knowledge.skills.skills
    pairs = {(skill.id, near.id): near.weight for skill in skills.values() for near in skill.related}
    for (one, other), weight in pairs.items():
        if pairs.get((other, one)) != weight or not 0 < weight <= 1:
            yield f"skills.{one}", f"the relation to {other} is not the same both ways, or not within 0 and 1"
    for id, skill in skills.items():
        yield from _unknown(f"skills.{id}.group", [skill.group], knowledge.skills.groups, "group")
        sources = [*skill.added, *([skill.source] if skill.source else [])]
        yield from _unknown(f"skills.{id}", sources, knowledge.skills.sources, "source")
        for aliases in skill.added.values():
            yield from _unknown(f"skills.{id}.added", aliases, skill.aliases, "alias of this skill")


def _needs(knowledge: Knowledge) -> Iterator[Finding]:
    for place, rule in enumerate(knowledge.needs.implied):
        wanted = (*rule.named, *rule.skills)
        yield from _unknown(f"implied[{place}]", wanted, knowledge.skills.skills, "skill")
    yield from _unknown("tools", knowledge.needs.tools, knowledge.skills.skills, "skill")
    if set(knowledge.needs.levels) != set(knowledge.skills.levels):
        yield "levels", "every level of the skills has its words"


def _language(knowledge: Knowledge) -> Iterator[Finding]:
    yield from _readable("language")(knowledge)
    wanted = [symptom.skill for symptom in knowledge.language.symptoms]
    yield from _unknown("symptoms", wanted, knowledge.skills.skills, "skill")


def _places(knowledge: Knowledge) -> Iterator[Finding]:
    book = knowledge.places
    for place, seat in enumerate(book.seats):
        yield from _unknown(f"seats[{place}]", [seat.place], book.places, "place")
    known = {name for each in book.places.values() for name in (each.name, *each.names)}
    yield from _unknown("everyday", book.everyday, known, "name of a place")


def _credentials(knowledge: Knowledge) -> Iterator[Finding]:
    book = knowledge.credentials
    standard = book.pre_credentialed_standard
    for name, wanted in (("core_set", standard.core_set), ("light_path_set", standard.light_path_set)):
        yield from _unknown(f"pre_credentialed_standard.{name}", wanted, book.credentials, "credential")
    members = sorted(id for templates in book.project_families.values() for id in templates)
    if members != sorted(knowledge.templates.templates):
        yield "project_families", "every template belongs to one family"
    for id, credential in book.credentials.items():
        if set(credential.weight) != set(book.project_families):
            yield f"credentials.{id}.weight", "every family needs a weight"


def _factors(knowledge: Knowledge) -> Iterator[Finding]:
    book = knowledge.factors
    criteria = sorted(criterion for factor in book.factors.values() for criterion in factor.criteria)
    if criteria != sorted(knowledge.matching.criteria):
        yield "factors", "every criterion belongs to exactly one factor"
    asked = tuple(id for id, factor in book.factors.items() if factor.asked)
    if book.weights.order != asked:
        yield "weights.order", "the order is that of the factors that are asked"
    for id, row in book.weights.rows.items():
        if sum(row) != 100 or len(row) != len(asked):
            yield f"weights.{id}", "a row has one weight for each factor and adds up to 100"


def _matching(knowledge: Knowledge) -> Iterator[Finding]:
    book = knowledge.matching
    if book.weights.order != tuple(book.criteria):
        yield "weights.order", "the order is that of the criteria"
    for id, row in book.weights.rows.items():
        if sum(row) != 100 or len(row) != len(book.criteria):
            yield f"weights.{id}", "a row has one weight for each criterion and adds up to 100"
    yield from _unknown("interview_questions", book.interview_questions, knowledge.roles.roles, "role")


def _lifecycle(knowledge: Knowledge) -> Iterator[Finding]:
    book = knowledge.lifecycle
    for name, machine in book.entities.items():
        states = {step.to for step in machine.transitions} | {machine.initial, *machine.terminal}
        states |= {step.from_ for step in machine.transitions if step.from_ is not None}
        yield from _unknown(f"entities.{name}", sorted(states), machine.states, "state")
        for step in machine.transitions:
            yield from _unknown(f"entities.{name}.{step.event}", step.guards, book.guards, "guard")
            yield from _unknown(
                f"entities.{name}.{step.event}",
                [step.produces] if step.produces else [],
                book.documents,
                "document",
            )


def _questions(knowledge: Knowledge) -> Iterator[Finding]:
    book = knowledge.questions
    everything = {**book.questions, **book.ready.questions}
    names = {id.replace(".", "_").replace("-", "_") for id in everything}
    for id, question in everything.items():
        for condition in _expressions(question):
            yield from _inputs(f"questions.{id}", condition, names)
        for rule in question.validations:
            if rule.column is not None and rule.column not in (question.columns or {}):
                yield f"questions.{id}", f"{rule.column} is not one of its columns"
    steps = [number for section in book.sections.values() for number in section.steps]
    if steps != [step.number for step in book.steps]:
        yield "sections", "every step belongs to one section, in order"
    if set(book.ready.inputs) != set(knowledge.sourcing.inputs):
        yield "ready.inputs", "every input of the sourcing rules has one source"
    for name, source in book.ready.inputs.items():
        wanted = [id for id in (source.question, source.derived_from) if id is not None]
        yield from _unknown(f"ready.inputs.{name}", wanted, everything, "question")
        derived = source.derived_from is not None and (bool(source.table) or source.count)
        given = {"asked": source.question is not None, "derived": derived, "computed": bool(source.computed)}
        if not given[source.source]:
            yield f"ready.inputs.{name}", f"an input that is {source.source} says from what"


def _supplier_questions(knowledge: Knowledge) -> Iterator[Finding]:
    interview = knowledge.questions
    brief = {**interview.questions, **interview.ready.questions}
    names = {id.replace(".", "_").replace("-", "_") for id in (*brief, *_kinds_own(knowledge))}
    names |= set(knowledge.sourcing.inputs)
    for id, asked in knowledge.supplier_questions.questions.items():
        place = f"questions.{id}"
        wanted = [*asked.answered_by.questions, *([asked.where] if asked.where else [])]
        ours = [name for name in wanted if not name.startswith(f"{interview.template_step.id_prefix}.")]
        yield from _unknown(place, ours, brief, "question")
        for condition in (asked.when, asked.answered_if):
            yield from _inputs(place, condition, names)
        if not (0 < asked.weight <= 1 and (asked.raised is None or 0 < asked.raised <= 1)):
            yield place, "the weights are shares of the briefs"
        if bool(asked.raised_by) is not (asked.raised is not None):
            yield place, "raised_by and raised belong together"
        by = asked.answered_by
        if not (by.questions or by.words or by.sizes or asked.own):
            yield place, "nothing answers it"
        if any(name in brief and brief[name].private for name in by.questions) and asked.answered_if is None:
            yield place, "what providers are not told answers nothing"


def _kinds_own(knowledge: Knowledge) -> Iterator[str]:
    prefix = knowledge.questions.template_step.id_prefix
    for id in knowledge.templates.templates:
        for key in knowledge.template(id).questions:
            yield f"{prefix}.{id.removeprefix('TPL-')}.{key}"


def _expressions(question: Question) -> Iterator[Condition | None]:
    yield from (question.show_if, question.hide_if, question.required_if)
    yield from (preset.when for preset in question.presets)


def _engagement(knowledge: Knowledge) -> Iterator[Finding]:
    book = knowledge.engagement
    if sum(line.weight for line in book.scorecard.criteria.values()) != 100:
        yield "scorecard", "the weights add up to 100"
    floors = [id for id in book.onsite_offshore_split.onsite_floor if id != "default"]
    yield from _unknown(
        "onsite_offshore_split.onsite_floor", floors, knowledge.templates.templates, "template"
    )
    for row in book.raci.rows:
        answers = sum("A" in letter for letter in row.raci)
        if len(row.raci) != len(book.raci.columns) or answers != 1:
            yield f"raci.{row.activity}", "exactly one answers for it, and every column has a letter"


def _readable(part: str) -> Callable[[Knowledge], Iterator[Finding]]:
    def check(knowledge: Knowledge) -> Iterator[Finding]:
        getattr(knowledge, part)
        return iter(())

    return check


_CHECKS: dict[str, Callable[[Knowledge], Iterator[Finding]]] = {
    "meta": _readable("meta"),
    "sourcing": _sourcing,
    "cards": _cards,
    "suggestions": _suggestions,
    "templates": _readable("templates"),
    "roles": _roles,
    "skills": _skills,
    "needs": _needs,
    "places": _places,
    "credentials": _credentials,
    "factors": _factors,
    "matching": _matching,
    "engagement": _engagement,
    "risks": _readable("risks"),
    "service_levels": _readable("service_levels"),
    "lifecycle": _lifecycle,
    "language": _language,
    "questions": _questions,
    "supplier_questions": _supplier_questions,
}
