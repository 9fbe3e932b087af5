"""What people say of the needs read from a brief: kept, undone, and used to match providers."""

from typing import Any

import pytest

from app.analysis.skill_fit import Need
from app.domain.errors import DomainError
from app.knowledge import load_knowledge
from app.persistence.workspace import Workspace
from app.queries.brief_needs import BriefNeed, NeedSaid, brief_needs, called_for, said_of
from app.queries.estimates import reading
from app.queries.match_inputs import match_inputs
from app.services import needs
from tests.services.test_briefs import ON, Desk


class Reader(Desk):
    """A brief whose needs are read."""

    def needs(self, *, light: bool = False) -> dict[str, BriefNeed]:
        found = brief_needs(load_knowledge(), self.values, self.said(), ON, light=light)
        return {one.skill: one for one in found}

    def said(self) -> tuple[NeedSaid, ...]:
        return tuple(self.see(said_of))

    def called_for(self) -> tuple[BriefNeed, ...]:
        return called_for(load_knowledge(), tuple(self.needs().values()), self.said())

    def say(self, skill: str, **facts: Any) -> Any:
        return self.do(needs.say_need, project_id=self.project, skill=skill, **facts)

    def matched(self) -> dict[str, Need]:
        inputs = self.see(lambda s, project_id: match_inputs(s, project_id=project_id, on=ON))
        return {need.skill: need for need in inputs.job.needs}


@pytest.fixture
def desk(workspace: Workspace) -> Reader:
    return Reader(workspace, main_template="TPL-SHOP", card="CARD-WEB")


def test_where_words_stand_says_what_they_ask_for(desk: Reader) -> None:
    desk.answer("b2.problem", "We use WordPress and it is slow")
    desk.answer("b5.must", ["Works with Mailchimp"])
    desk.answer("b5.nice", ["A chatbot on React"])
    desk.answer("b5.out", ["Magento"])
    told = {skill: (one.weight, one.state) for skill, one in desk.needs().items()}
    assert told["sk.wordpress"] == ("legacy", "read")
    assert told["sk.email-marketing"] == ("must", "read")
    assert told["sk.react"] == ("nice", "read")
    assert told["sk.magento"] == ("excluded", "read")


def test_what_is_used_today_is_never_needed(desk: Reader) -> None:
    desk.answer(
        "b2.problem", "We have Office 365 and type orders into Sage. We want to go from Sage to Xero."
    )
    desk.answer(
        "b6.today", [{"use": "Mailchimp, ideally", "plan": "keep"}, {"use": "no CRM yet", "plan": "replace"}]
    )
    told = {skill: one.weight for skill, one in desk.needs().items()}
    assert told == {
        "sk.m365-admin": "legacy",
        "sk.sage": "legacy",
        "sk.xero": "must",
        "sk.email-marketing": "legacy",
    }
    assert {"sk.m365-admin", "sk.sage", "sk.email-marketing"}.isdisjoint(desk.matched())
    assert "sk.xero" in desk.matched()


def test_what_goes_wrong_is_needed_and_what_was_only_looked_at_is_not_had(desk: Reader) -> None:
    desk.answer("b2.problem", "Mails from our form go to spam. Looked at Odoo. We are moving away from Sage.")
    desk.answer("b6.today", [{"use": "looked at Xero", "plan": "keep"}, {"use": "Wix", "plan": "replace"}])
    told = {skill: (one.weight, one.leaving) for skill, one in desk.needs().items()}
    assert told == {
        "sk.mail-auth": ("must", False),
        "sk.odoo": ("nice", False),
        "sk.sage": ("legacy", True),
        "sk.squarespace-wix": ("legacy", True),
    }


def test_a_small_job_needs_what_its_problem_names(workspace: Workspace) -> None:
    desk = Reader(workspace, main_template="TPL-FIX", card="CARD-WEB")
    desk.answer("b2.problem", "Our WordPress site goes down every Saturday. We are moving away from Sage.")
    told = {skill: one.weight for skill, one in desk.needs(light=True).items()}
    assert told == {"sk.wordpress": "must", "sk.web-hosting": "must", "sk.sage": "legacy"}
    assert "sk.wordpress" in desk.matched()


def test_what_is_needed_calls_for_more_until_somebody_refuses_it(desk: Reader) -> None:
    desk.answer("b5.must", ["A WooCommerce shop"])
    desk.answer("b5.out", ["WordPress"])
    found = {one.skill: one for one in desk.called_for()}
    assert "sk.wordpress" not in found
    assert found["sk.ecommerce-sites"].reason
    assert found["sk.ecommerce-sites"].state == "implied"
    assert "sk.ecommerce-sites" not in desk.needs()
    same = {"words": "", "read_as": "sk.ecommerce-sites"}
    desk.say("sk.ecommerce-sites", confirmed=False, **same)
    assert "sk.ecommerce-sites" not in {one.skill for one in desk.called_for()}
    assert "sk.ecommerce-sites" not in desk.needs()
    desk.say("sk.ecommerce-sites", weight="must", **same)
    assert desk.needs()["sk.ecommerce-sites"].state == "confirmed"
    assert "sk.ecommerce-sites" in desk.matched()


def test_a_system_to_be_connected_is_needed_though_it_is_there(desk: Reader) -> None:
    desk.answer("b6.today", [{"use": "We use Xero", "plan": "connect"}])
    assert desk.needs()["sk.xero"].weight == "must"


def test_a_wish_says_how_it_is_to_be(desk: Reader) -> None:
    desk.answer("b3.outcome", "Customers pay with Stripe. We use Sage today.")
    desk.answer("b5.must", ["Orders are kept in Excel"])
    told = {skill: one.weight for skill, one in desk.needs().items()}
    assert told == {"sk.payment-gateway": "must", "sk.sage": "legacy", "sk.spreadsheet-adv": "must"}


def test_a_reading_is_confirmed_refused_or_corrected_and_undone(desk: Reader) -> None:
    desk.answer("b5.must", ["Works with Mailchimp"])
    facts = {"words": "Mailchimp", "read_as": "sk.email-marketing"}
    desk.say("sk.email-marketing", weight="must", **facts)
    assert desk.needs()["sk.email-marketing"].state == "confirmed"
    desk.say("sk.rest-api", weight="must", **facts)
    assert desk.needs()["sk.rest-api"].state == "corrected"
    assert "sk.email-marketing" not in desk.needs()
    desk.say("sk.email-marketing", confirmed=False, **facts)
    assert desk.needs() == {}
    desk.workspace.undo()
    assert set(desk.needs()) == {"sk.rest-api"}


def test_what_was_confirmed_of_words_goes_with_them_and_what_was_added_stays(desk: Reader) -> None:
    desk.answer("b5.must", ["Works with Mailchimp"])
    desk.say("sk.email-marketing", words="Mailchimp", read_as="sk.email-marketing")
    added = desk.say("sk.react", weight="nice", level=4, by="broker")
    desk.answer("b5.must", ["Works on phones"])
    found = desk.needs()
    assert set(found) == {"sk.react"}
    assert (found["sk.react"].state, found["sk.react"].level, found["sk.react"].said_by) == (
        "added",
        4,
        "broker",
    )
    desk.do(needs.take_back_need, need_id=added)
    assert desk.needs() == {}


def test_a_word_nobody_knew_means_what_somebody_said(desk: Reader) -> None:
    desk.answer("b5.must", ["Talks to Xoobar"])
    desk.say("sk.rest-api", words="Xoobar")
    assert desk.needs()["sk.rest-api"].words == "Xoobar"


def test_a_skill_that_is_not_in_the_list_is_refused(desk: Reader) -> None:
    with pytest.raises(DomainError, match="not in the list"):
        desk.say("sk.nonsense")


def test_what_the_owner_said_of_a_skill_is_the_owners_to_change(desk: Reader) -> None:
    desk.answer("b5.must", ["Works with Mailchimp"])
    read = {"words": "Mailchimp", "read_as": "sk.email-marketing"}
    said = desk.say("sk.email-marketing", by="broker", **read)
    assert desk.say("sk.rest-api", by="broker", **read) == said, "a broker's own word is theirs to change"
    desk.say("sk.email-marketing", **read)
    assert desk.say("sk.email-marketing", by="broker", **read) == said
    with pytest.raises(DomainError, match="The owner has said what this means"):
        desk.say("sk.rest-api", by="broker", **read)
    with pytest.raises(DomainError, match="The owner has said what this means"):
        desk.do(needs.take_back_need, need_id=said, by="broker")
    assert desk.needs()["sk.email-marketing"].state == "confirmed"
    desk.say("sk.rest-api", **read)
    assert desk.needs()["sk.rest-api"].state == "corrected"


def test_matching_uses_what_is_needed_and_only_what_is_confirmed_rules_out(desk: Reader) -> None:
    usual = desk.matched()
    desk.answer("b5.must", ["Works with Mailchimp"])
    assert desk.matched()["sk.email-marketing"].must is False
    assert {skill: need for skill, need in desk.matched().items() if skill in usual} == usual
    desk.say("sk.email-marketing", words="Mailchimp", read_as="sk.email-marketing")
    assert desk.matched()["sk.email-marketing"].must is True


def test_matching_leaves_out_what_is_refused_and_takes_the_next_best(desk: Reader) -> None:
    usual = desk.matched()["sk.shopify"]
    desk.answer("b5.out", ["Shopify"])
    found = desk.matched()
    assert "sk.shopify" not in found
    assert found[usual.alternatives[0]].alternatives == usual.alternatives[1:]
    desk.say("sk.shopify", words="Shopify", read_as="sk.shopify", confirmed=False)
    assert desk.matched()["sk.shopify"] == usual


def test_a_skill_of_another_field_is_one_more_to_find(desk: Reader) -> None:
    def count() -> Any:
        return desk.see(reading).inputs["skills_needed"]

    before = count()
    desk.answer("b5.must", ["Works with Mailchimp"])
    assert count() == before
    desk.say("sk.pentest", words="Mailchimp", read_as="sk.email-marketing")
    assert count() == before + 1
    desk.say("sk.shopify")
    assert count() == before + 1, "the kind of project brings it already"
    desk.answer("b5.must", ["Works on phones"])
    desk.answer("b9.why", "The contract with Mailchimp ends")
    assert count() == before, "its words no longer stand where they are read"
