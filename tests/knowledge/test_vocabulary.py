"""The vocabulary made of the knowledge: what is added has a source, and every name leads to its own skill."""

from datetime import date

from app.analysis.needs import read
from app.analysis.needs.words import keys_of
from app.knowledge import load_knowledge
from app.knowledge.fitted import skill_use
from app.knowledge.vocabulary import vocabulary

KNOWN = load_knowledge()
VOCABULARY = vocabulary(KNOWN)
OPEN = {"briefs", "titles", "onet", "cpv", "trade"}


def test_every_addition_names_an_open_source_that_is_attributed() -> None:
    assert set(KNOWN.skills.sources) == OPEN
    added = [skill for skill in KNOWN.skills.skills.values() if skill.source is not None]
    assert len(added) == 60
    for skill in KNOWN.skills.skills.values():
        marked = [alias for aliases in skill.added.values() for alias in aliases]
        assert len(marked) == len(set(marked))
        if skill.source is not None:
            assert set(marked) == set(skill.aliases), skill.id


def test_every_name_leads_to_the_skill_it_is_a_name_of() -> None:
    for skill in KNOWN.skills.skills.values():
        gated = {alias.alias for alias in skill.ambiguous}
        for name in {skill.name, *skill.aliases} - gated:
            assert VOCABULARY.skills.phrases[" ".join(keys_of(name))].thing == skill.id, (name, skill.id)


def test_a_name_without_a_gate_is_read_wherever_it_stands() -> None:
    for skill in KNOWN.skills.skills.values():
        gated = {alias.alias for alias in skill.ambiguous}
        for alias in set(skill.aliases) - gated:
            found = {one.value for one in read(f"It is {alias}.", VOCABULARY, today=date(2026, 1, 1)).skills}
            assert skill.id in found, (alias, skill.id, found)


def test_a_gate_asks_for_context_or_a_written_name() -> None:
    for skill in KNOWN.skills.skills.values():
        for gate in skill.ambiguous:
            assert gate.written.lower() in ("", gate.alias)


def test_everyday_words_are_no_ungated_names_of_products() -> None:
    words = KNOWN.everyday.words.split()
    assert len(words) == len(set(words))
    spelled = {phrase for phrases in VOCABULARY.spellings.values() for phrase in phrases}
    spelled = {phrase for phrase in spelled if VOCABULARY.skills.phrases[phrase].gate is None}
    assert not spelled.intersection(words)


def test_of_what_a_skill_calls_for_the_work_comes_before_its_tools_and_the_widely_used_first() -> None:
    used, tools = skill_use(), set(KNOWN.needs.tools)
    rules = [rule.skills for rule in vocabulary(KNOWN).implied]
    assert {frozenset(skills) for skills in rules} == {frozenset(rule.skills) for rule in KNOWN.needs.implied}
    for skills in rules:
        places = [(skill in tools, -used[skill]) for skill in skills]
        assert places == sorted(places)


def test_what_is_implied_has_a_reason_and_implies_nothing_of_itself() -> None:
    for rule in KNOWN.needs.implied:
        assert rule.why.endswith(".")
        assert not set(rule.named) & set(rule.skills)
