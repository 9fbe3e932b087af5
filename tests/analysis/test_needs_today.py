"""What small businesses write of what they use today: it is told from what they need, in their own words."""

from datetime import date

import pytest

from app.analysis.needs import read
from app.knowledge import load_knowledge
from app.knowledge.vocabulary import vocabulary

TODAY = date(2026, 11, 29)
KNOWN = vocabulary(load_knowledge())


def said(text: str) -> dict[str, str]:
    """What is said of each skill, without its prefix."""
    found = read(text, KNOWN, today=TODAY).needs()
    return {one.value.removeprefix("sk."): one.polarity for one in found}


OWNERS = {
    "We want to go from Sage to Xero by the end of March.": "sage=legacy xero=required",
    "Our clerk uses Excel all day and we cannot log in to Outlook.": "spreadsheet-adv=in_place exchange-online=in_place",
    "We have Office 365 and use QuickBooks.": "m365-admin=in_place quickbooks=in_place",
    "Our till is a Lightspeed K-series.": "pos=in_place",
    "We are on Shopify.": "shopify=in_place",
    "Everything is in a spreadsheet.": "spreadsheet-adv=in_place",
    "Orders come in by WhatsApp and we type them into Sage.": "messaging-apis=in_place sage=in_place",
    "The website was made with Wix in 2016.": "squarespace-wix=in_place",
    "It must work with our QuickBooks.": "quickbooks=required",
    "The shop has to connect to Xero and talk to our till.": "xero=required pos=required",
    "The booking page should sync with Outlook.": "exchange-online=required",
    "We need somebody who knows Xero.": "xero=required",
    "We are looking for a developer with React.": "react=required",
    "We use Xero and want to keep it.": "xero=in_place",
    "We use Sage but it is too slow and must go.": "sage=legacy",
    "We use Wix and want a Shopify shop.": "squarespace-wix=in_place shopify=required",
    "Please replace the till system in both bakeries.": "pos=legacy",
    "It talks to our Shopify... no, not Shopify: we are moving away from Shopify.": "shopify=legacy",
    "I run a small bakery and take orders with WooCommerce.": "woocommerce=in_place",
    "The clinic keeps patient letters in SharePoint.": "sharepoint=in_place",
    "Our letting agency does its accounts in QuickBooks and hates it.": "quickbooks=in_place",
    "My wife does the books in Sage on Sundays.": "sage=in_place",
    "We switched to Xero last year and want a dashboard in Power BI.": "xero=in_place power-bi=required",
    "Our WordPress site was hacked on Monday.": "wordpress=in_place",
    "Outlook is not working since the update.": "exchange-online=in_place",
    "The garage has used QuickBooks for ten years.": "quickbooks=in_place",
    "We have no website.": "web-development=required",
    "We don't have a CRM yet.": "crm-config=required",
    "We thought about Magento but do not want it.": "magento=excluded",
    "Stock is kept in Excel, and invoices are written in Word.": "spreadsheet-adv=in_place",
    "Could someone move our shop from WooCommerce to Shopify?": "woocommerce=legacy shopify=required",
    "We would like to get away from Excel.": "spreadsheet-adv=legacy",
    "Fix our WordPress site, please.": "wordpress=required",
    "Our donors are kept in Salesforce, which stays.": "salesforce=in_place",
    "Xero must stay.": "xero=in_place",
    "We already have Microsoft 365.": "m365-admin=in_place",
    "An app that uses Stripe to take deposits.": "payment-gateway=required",
    "We pay for HubSpot but nobody uses it.": "hubspot=in_place",
    "We need a person who uses Power BI well.": "power-bi=required",
    "Our goal is a Shopify shop for 400 products.": "shopify=required",
}
"""A sentence, and what it says of each skill."""


@pytest.mark.parametrize("text", OWNERS)
def test_what_owners_use_today_is_told_from_what_they_need(text: str) -> None:
    expected = dict(pair.split("=") for pair in OWNERS[text].split())
    found = said(text)
    assert {skill: found.get(skill, "") for skill in expected} == expected


def test_going_somewhere_names_no_language() -> None:
    reading = read("We want to go from Sage to Xero by the end of March.", KNOWN, today=TODAY)
    assert "sk.go" not in {one.skill for one in reading.unsure} | {one.value for one in reading.skills}
