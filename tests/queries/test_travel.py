"""The minutes told of a provider hold for owners where its people come from, and for nobody else."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from app.domain.providers import SiteKind
from app.queries.travel import minutes_to


def site(kind: SiteKind = SiteKind.ON_SITE, **place: str) -> SimpleNamespace:
    return SimpleNamespace(kind=kind, **{"town": "", "country": "", "time_zone": "", **place})


AWAY = site(SiteKind.OFF_SHORE, town="Pune", country="IN")
LEEDS, UTRECHT = site(town="Leeds", country="GB"), site(town="Utrecht", time_zone="Europe/Amsterdam")


@pytest.mark.parametrize(
    ("owner", "firm", "sites", "told_in", "holds"),
    [
        pytest.param("GB", "GB", (), "GB", True, id="a firm in the owner's country"),
        pytest.param("NL", "GB", (), "GB", False, id="a British firm is not near a Dutch owner"),
        pytest.param("NL", "GB", (LEEDS, UTRECHT), "GB", True, id="unless people come from a site there"),
        pytest.param("GB", "IN", (AWAY, LEEDS), "GB", True, id="the site counts, not the address"),
        pytest.param("IN", "GB", (AWAY, LEEDS), "GB", False, id="nobody comes from a site elsewhere"),
        pytest.param("GB", "GB", (AWAY,), "GB", True, id="without a site to come from it is the address"),
        pytest.param("GB", "NL", (site(),), "NL", False, id="a site at the firm's address is in its country"),
        pytest.param("GB", "", (), "GB", True, id="nobody has said where: told for the broker's country"),
        pytest.param("NL", "", (), "GB", False, id="which is not the owner's"),
    ],
)
def test_minutes_hold_where_people_come_from(
    owner: str, firm: str, sites: tuple[SimpleNamespace, ...], told_in: str, holds: bool
) -> None:
    found = minutes_to(owner, 15, sites, firm, told_in)
    assert found == (Decimal(15) if holds else None)
    assert minutes_to(owner, None, sites, firm, told_in) is None
