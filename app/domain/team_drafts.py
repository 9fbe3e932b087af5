"""A first team from what is known already: the lines of the quote, the templates' places, the rule for time on site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.analysis.blend import Phase, Site, site_of
from app.analysis.money import Money
from app.analysis.on_site import AskedShare, Part, Place, ShareInputs, asked_share, spread
from app.analysis.quote_facts import LineFacts
from app.analysis.work import ZERO
from app.analysis.work import WorkPackage as TemplatePackage
from app.knowledge import load_knowledge
from app.words import say, say_known

VISITORS: Mapping[str, int] = {"ROLE-DEVS": 1, "ROLE-OPM": 2, "ROLE-SA": 3}
"""Roles that travel to the owner where the team is elsewhere, in the order in which they do."""


@dataclass(frozen=True)
class PartDraft:
    """One role's part of a package to be; `package` as the quote has it ("TPL-LOB.WP3")."""

    package: str
    title: str
    phase: Phase
    role: str
    tier: str
    effort: Decimal
    rate: Money | None
    on_site: Decimal = ZERO


def draft_parts(
    templates: Sequence[str], lines: Sequence[LineFacts], tier: str, asked: Mapping[str, Decimal]
) -> tuple[PartDraft, ...]:
    """The quote's lines as the parts of a team, their days on site as the rule has them.

    A quote without lines leaves the templates' likely effort, by people of `tier`, at rates nobody has told.
    """
    main = templates[0] if templates else ""
    drafts = [_of_line(line, main) for line in lines if line.effort > 0]
    return share_out(drafts or list(_of_templates(templates, tier)), asked)


def share_out(drafts: Sequence[PartDraft], asked: Mapping[str, Decimal]) -> tuple[PartDraft, ...]:
    """The same parts with days on site by the rule; `asked` is template → share."""
    parts = [
        Part(
            str(at),
            draft.package.partition(".")[0],
            draft.effort,
            place_of(draft.package),
            site_of(draft.tier) is Site.HERE,
            VISITORS.get(draft.role, 0),
        )
        for at, draft in enumerate(drafts)
    ]
    days = spread(parts, asked)
    return tuple(replace(draft, on_site=days[str(at)]) for at, draft in enumerate(drafts))


def asked_shares(templates: Sequence[str], inputs: Mapping[str, Any]) -> dict[str, AskedShare]:
    """Template → the share of its work that stays with the owner; "" for work of no template."""
    floors = load_knowledge().engagement.onsite_offshore_split.onsite_floor
    read = ShareInputs(**{name: inputs.get(name) for name in ShareInputs._fields})
    return {name: asked_share(read, floors.get(name, floors["default"])) for name in (*templates, "")}


def template_package(reference: str) -> TemplatePackage | None:
    """The package of a template by its reference ("TPL-ERP.WP1"), or None."""
    template, _, package = reference.partition(".")
    if template not in load_knowledge().templates.templates:
        return None
    return load_knowledge().template(template).work_packages.get(package)


def place_of(reference: str) -> Place:
    """Where a package is done, by its template; work of its own is partly with the owner."""
    package = template_package(reference)
    said = str(package.location) if package is not None else ""
    return next((place for place in Place if said.startswith(place.value)), Place.MIXED)


def phase_of(reference: str) -> Phase:
    """What a package is for: leading runs beside the rest, the first ones find out, the last stage hands over."""
    package = template_package(reference)
    if package is None:
        return Phase.BUILD
    if package.effort.pct_of_total is not None:
        return Phase.LEAD
    if not package.depends_on:
        return Phase.DISCOVER
    stages = tuple(load_knowledge().template(reference.partition(".")[0]).milestones.values())
    return Phase.HAND_OVER if stages and package.id in stages[-1].work_packages else Phase.BUILD


def package_title(reference: str) -> str:
    """What a package is called, or its reference where no template knows it."""
    package = template_package(reference)
    return say_known(package.name) if package is not None else reference or say("Work of its own")


def _of_line(line: LineFacts, main: str) -> PartDraft:
    package = line.package if "." in line.package or not line.package else f"{main}.{line.package}"
    return PartDraft(
        package, package_title(package), phase_of(package), line.role, line.tier, line.effort, line.rate
    )


def _of_templates(templates: Sequence[str], tier: str) -> Iterator[PartDraft]:
    for name in templates:
        template = load_knowledge().template(name)
        for key, effort in template.worked_estimate_at_defaults.packages_pd.items():
            package = f"{name}.{key}"
            for share in template.work_packages[key].roles:
                days = effort.likely * share.share
                if days > 0:
                    yield PartDraft(
                        package, package_title(package), phase_of(package), share.role, tier, days, None
                    )
