"""The shape of a team, held to the sentences of the rules."""

import re
from decimal import Decimal

from app.analysis import team_shape
from app.analysis.blend import TeamPart
from app.analysis.team_shape import Load, Shape, heads, longest_chain, shape_findings
from app.knowledge import load_knowledge

D = Decimal
RULES = [
    [D(figure) for figure in re.findall(r"\d+", str(rule))]
    for rule in load_knowledge().roles.team_shape_rules
]


def _part(role: str, days: int, person: str = "", tier: str = "offshore") -> TeamPart:
    return TeamPart(role, tier, D(days), D(0), None, person=person)


def test_the_figures_are_those_of_the_rules() -> None:
    lead, tester, managed, allocation, _ = RULES
    assert lead == [team_shape.LED_FROM, team_shape.LED_BY_ONE]
    assert tester == [team_shape.TESTED_FROM, team_shape.TESTED_BY_ONE]
    assert managed == [*(share * 100 for share in team_shape.MANAGED), team_shape.LEAST_MANAGED_A_WEEK]
    assert allocation == [team_shape.LEAST_ALLOCATION * 100]


def _found(*parts: TeamPart, weeks: int = 10, critical: tuple[Load, ...] = ()) -> dict[Shape, bool]:
    found = shape_findings(parts, D(weeks), blended=True, critical=critical)
    return {each.rule: each.holds for each in found}


def test_three_developers_need_somebody_who_leads_and_somebody_who_tests() -> None:
    three = [_part("ROLE-DEV", 20, name) for name in ("A", "B", "C")]
    assert _found(*three)[Shape.LEAD] is False
    assert _found(*three)[Shape.TESTER] is False
    assert _found(*three, _part("ROLE-DEVS", 9), _part("ROLE-QA", 9))[Shape.LEAD] is True
    assert Shape.LEAD not in _found(*three[:2])
    seven = [_part("ROLE-DEV", 20, f"{at}") for at in range(7)]
    assert _found(*seven, _part("ROLE-DEVS", 9))[Shape.LEAD] is False


def test_people_by_name_count_once_and_nobody_is_one_for_each_kind_of_rate() -> None:
    parts = [_part("ROLE-DEV", 5, "A"), _part("ROLE-DEV", 5, "A"), _part("ROLE-FE", 5), _part("ROLE-FE", 4)]
    assert heads(parts, {"ROLE-DEV", "ROLE-FE"}) == 2
    assert heads([*parts, _part("ROLE-FE", 3, tier="nearshore")], {"ROLE-DEV", "ROLE-FE"}) == 3


def test_a_programme_manager_has_a_fair_part_of_the_work_and_a_day_a_week() -> None:
    assert _found(_part("ROLE-DEV", 80), _part("ROLE-PGM", 20))[Shape.MANAGED] is True
    assert _found(_part("ROLE-DEV", 90), _part("ROLE-PGM", 10))[Shape.MANAGED] is False
    assert _found(_part("ROLE-DEV", 60), _part("ROLE-PGM", 40))[Shape.MANAGED] is False
    seldom = shape_findings([_part("ROLE-DEV", 80), _part("ROLE-PGM", 20)], D(40), blended=True)
    assert [(each.has, each.weekly) for each in seldom if each.rule is Shape.MANAGED] == [(D("0.5"), True)]
    assert not shape_findings([_part("ROLE-DEV", 80)], D(40), blended=False)


def test_nobody_is_spread_too_thin_where_time_is_short() -> None:
    thin, fair = Load("ROLE-QA", D(1), D(10)), Load("ROLE-DEV", D(8), D(10))
    assert _found(_part("ROLE-QA", 1), critical=(thin, fair))[Shape.ALLOCATION] is False
    assert _found(_part("ROLE-DEV", 8), critical=(fair,))[Shape.ALLOCATION] is True
    assert Shape.ALLOCATION not in _found(_part("ROLE-DEV", 8))


def test_key_people_have_a_name() -> None:
    nobody = shape_findings([_part("ROLE-PGM", 9), _part("ROLE-OPM", 4, "S. Perumal")], None, blended=False)
    assert [(each.holds, each.subject) for each in nobody] == [(False, "ROLE-PGM")]
    assert _found(_part("ROLE-DEVS", 9, "T. Wijeran"))[Shape.NAMED] is True
    assert Shape.NAMED not in _found(_part("ROLE-DEV", 9))


def test_what_everything_waits_for_is_the_chain_with_most_work() -> None:
    efforts = {"A": D(2), "B": D(5), "C": D(1), "D": D(1)}
    assert longest_chain(efforts, {"B": ["A"], "C": ["A"], "D": ["B", "C"]}) == ("A", "B", "D")
    assert longest_chain({}, {}) == ()
    assert set(longest_chain({"A": D(1), "B": D(1)}, {"A": ["B"], "B": ["A"]})) == {"A", "B"}
