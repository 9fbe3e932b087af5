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
    "The clerk uses Excel, and we cannot log in to Outlook.": "spreadsheet-adv=in_place exchange-online=in_place",
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
    "Our wholesaler's website runs on Magento and it falls over at Christmas.": "magento=in_place",
    "We do quotes in Word and Excel, then print them.": "spreadsheet-adv=in_place",
    "Bookings are taken by phone and written into Outlook.": "exchange-online=in_place",
    "The builders send photos by WhatsApp.": "messaging-apis=in_place",
    "I've got a Squarespace site and would like to sell gift boxes on it.": "squarespace-wix=in_place",
    "Our bookkeeper works in Xero.": "xero=in_place",
    "Change over from QuickBooks to Xero before the new tax year.": "quickbooks=legacy xero=required",
    "We want to come off Sage 50 and use Xero instead.": "sage=legacy xero=required",
    "We want off WordPress.": "wordpress=legacy",
    "Get us out of Access and into something the whole office can use.": "ms-access=legacy",
    "The new system needs to pull stock from Sage every night.": "sage=required",
    "Customers' details must end up in HubSpot.": "hubspot=required",
    "It should feed our Mailchimp list.": "email-marketing=required",
    "The tenants portal has to fit in with our Microsoft 365.": "m365-admin=required",
    "Looking for a Power BI person for our charity.": "power-bi=required",
    "We can't get into SharePoint since Friday.": "sharepoint=in_place",
    "Mailchimp stopped working after we moved the domain.": "email-marketing=in_place",
    "Everybody here works with Google Workspace.": "google-workspace=in_place",
    "All our customers sit in an Access database on one PC.": "ms-access=in_place",
    "We've been using Shopify since 2020 and are happy with it.": "shopify=in_place",
    "We bought HubSpot two years ago.": "hubspot=in_place",
    "Our accountant insists on Xero, so we need to move to it.": "xero=required",
    "Not Wix again, please.": "squarespace-wix=excluded",
    "We have a WooCommerce shop and need someone to make it faster.": "woocommerce=in_place",
    "At the moment we use Salesforce; it costs too much and we want to drop it.": "salesforce=legacy",
    "Each depot keeps its own Excel sheet.": "spreadsheet-adv=in_place",
    "The surgery's phones are VoIP from BT.": "voip=in_place",
    "Set up Microsoft 365 for nine people.": "m365-admin=required",
    "Teach our staff Power BI.": "power-bi=required",
    "We write invoices by hand and want QuickBooks to do it.": "quickbooks=required",
    "The old Sage server must go.": "sage=legacy",
    "We are with Shopify at present and thinking of WooCommerce.": "shopify=in_place woocommerce=required",
    "My site is WordPress with a theme from 2014.": "wordpress=in_place",
    "Payments go through Stripe today.": "payment-gateway=in_place",
    "We'd rather not leave QuickBooks.": "quickbooks=in_place",
    "Staff rota lives in Google Sheets.": "spreadsheet-adv=in_place",
    "A chatbot on our Shopify shop that answers where a parcel is.": "chatbot=required",
    "Orders must go through Stripe.": "payment-gateway=required",
    "The shop takes payments with Stripe.": "payment-gateway=in_place",
    "We need a website like our competitor's, built with WordPress.": "wordpress=required",
    "Build us a Shopify shop and connect it with QuickBooks.": "shopify=required quickbooks=required",
    "I want my Shopify orders to arrive in Xero.": "xero=required",
    "Our developer left and we need somebody who can look after our WordPress site.": "wordpress=required",
    "A freelancer for Shopify is what we are after.": "shopify=required",
    "We have decided on Odoo.": "odoo=required",
    "We have chosen Xero and need it set up.": "xero=required",
    "We are looking at HubSpot.": "hubspot=required",
    "We are thinking about moving to Microsoft 365.": "m365-admin=required",
    "Can you make Sage and Shopify talk to each other?": "sage=required shopify=required",
    "We have money for a Power BI dashboard.": "power-bi=required",
    "The new tills should work with our Xero.": "xero=required",
    "The idea is a WordPress site with a shop.": "wordpress=required",
    "Our accountant has told us to use Xero.": "xero=required",
    "Everyone in the office should use Teams for calls.": "teams=required",
    "All our staff need training in Excel.": "spreadsheet-adv=required",
    "We keep asking for a CRM.": "crm-config=required",
    "We have been told that we need Cyber Essentials.": "cyber-essentials=required",
    "Our insurer is asking for Cyber Essentials.": "cyber-essentials=required",
    "My customers want to pay with Stripe or PayPal.": "payment-gateway=required",
    "We sell honey at markets and want to sell it on Shopify.": "shopify=required",
    "The site is on WordPress.": "wordpress=in_place",
    "Bookings come in through our WordPress site.": "wordpress=in_place",
    "Our books are done in QuickBooks by a freelancer.": "quickbooks=in_place",
    "All quotes are typed in Excel and mailed with Outlook.": "spreadsheet-adv=in_place exchange-online=in_place",
    "I'm on Wix and it looks dated.": "squarespace-wix=in_place",
    "We use Sage. It is too slow and must go.": "sage=legacy",
    "We use Sage, which is too old, and would like Xero instead.": "sage=legacy xero=required",
    "Our shop on Shopify keeps crashing.": "shopify=in_place",
    "We're still using Access for stock.": "ms-access=in_place",
    "We currently use Xero.": "xero=in_place",
    "The charity has been on Salesforce since 2015.": "salesforce=in_place",
    "We upgraded to Microsoft 365 last summer.": "m365-admin=in_place",
    "Our phones run on Teams.": "teams=in_place",
    "We have outgrown QuickBooks.": "quickbooks=legacy",
    "We are fed up with Squarespace.": "squarespace-wix=legacy",
    "Swap Mailchimp for something cheaper.": "email-marketing=legacy",
    "Our surgery books appointments in Outlook.": "exchange-online=in_place",
    "The physio next door recommended Xero to us.": "xero=required",
    "I do my invoices with QuickBooks.": "quickbooks=in_place",
    "Change from Wix to WordPress, please.": "squarespace-wix=legacy wordpress=required",
    "We'd like our Sage and our Shopify to talk to each other.": "sage=required shopify=required",
    "Our lettings team lives in Outlook.": "exchange-online=in_place",
    "We need a Magento developer for two weeks.": "magento=required",
    "All drivers have WhatsApp on their phones.": "messaging-apis=in_place",
    "We gave up on HubSpot.": "hubspot=legacy",
    "Staff should sign in with Microsoft 365.": "m365-admin=required",
    "The volunteers use Google Sheets and nothing else.": "spreadsheet-adv=in_place",
    "A new website in WordPress that our office can change by itself.": "wordpress=required",
    "Our Mailchimp account is full of old addresses.": "email-marketing=in_place",
    "We are not happy with Salesforce.": "salesforce=in_place",
    "We stay with Xero.": "xero=in_place",
    "The builder's merchant sends invoices as PDF which we type into Xero.": "xero=in_place",
    "Move us to Microsoft 365 from our own mail server.": "m365-admin=required",
    "Power BI on top of our Sage.": "power-bi=required sage=required",
    "Customers book through Squarespace.": "squarespace-wix=in_place",
    "Do you know Odoo?": "odoo=required",
    "We run WooCommerce on a cheap host.": "woocommerce=in_place",
    "We're on QuickBooks but our accountant wants Xero.": "quickbooks=in_place xero=required",
    "Looked at Shopify POS and Square.": "pos=nice",
    "Looked at Xero and QuickBooks.": "xero=nice quickbooks=nice",
    "We had a look at Odoo.": "odoo=nice",
    "We tried HubSpot last year but it did not suit us.": "hubspot=excluded",
    "We tried HubSpot last year.": "hubspot=nice",
    "We have considered Xero, Sage 50 and Odoo.": "xero=nice sage=nice odoo=nice",
    "We tried to connect Xero.": "xero=required",
    "We are moving away from a Lightspeed trial which nobody likes.": "pos=legacy",
    "We are on Lightspeed but moving away.": "pos=legacy",
    "We use Salesforce and are moving away from it.": "salesforce=legacy",
    "We use Xero and are moving away from Sage.": "xero=in_place sage=legacy",
    "We do not use Excel any more.": "spreadsheet-adv=excluded",
    "We don't use Excel anymore.": "spreadsheet-adv=excluded",
    "We no longer use Sage.": "sage=excluded",
    "The accountants no longer use Sage.": "sage=excluded",
    "The other shop does not use Sage any more.": "sage=excluded",
    "We do not use our Shopify reports, so train us in them.": "shopify=required",
    "We stopped using Sage in 2019.": "sage=excluded",
    "We want to stop using Sage.": "sage=legacy",
    "The other shop does not use Xero.": "xero=required",
    "Get our data out of Salesforce.": "salesforce=legacy",
    "We need to export all our customers out of HubSpot.": "hubspot=legacy",
    "Get the takings out of Sage every night.": "sage=required",
    "We cannot get a report out of Sage.": "sage=required",
    "The card machine is a SumUp.": "payment-terminals=in_place",
    "It works with our SumUp card machines.": "payment-terminals=required",
    "Mails from our form go to spam.": "mail-auth=required",
    "Our invoices end up in the junk folder.": "mail-auth=required",
    "Our WordPress site goes down every Saturday.": "wordpress=in_place web-hosting=required",
    "Our website was hacked.": "malware-cleanup=required",
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


def test_what_is_in_place_implies_nothing_and_is_likely_what_the_work_is_about() -> None:
    reading = read("We use WooCommerce.", KNOWN, today=TODAY)
    assert reading.implied == ()
    assert [skill for skill, _ in reading.likely()] == ["sk.woocommerce"]
    assert read("We are moving away from WooCommerce.", KNOWN, today=TODAY).likely() == ()


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        (
            "We are moving away from Shopify. No, we keep Shopify, and we need somebody who knows Shopify.",
            "required",
        ),
        ("We need somebody who knows Shopify. No: we are moving away from Shopify.", "legacy"),
        ("We use Shopify. We need a Shopify developer.", "required"),
        ("We need a Shopify developer. We use Shopify.", "required"),
        ("We use Shopify. Every order of Shopify is printed.", "in_place"),
        ("No Shopify. Shopify is what a neighbour took.", "excluded"),
        ("We want to move to Shopify. No: we are moving away from Shopify.", "legacy"),
    ],
)
def test_of_two_things_said_that_cannot_both_hold_the_later_counts(text: str, polarity: str) -> None:
    assert said(text)["shopify"] == polarity


@pytest.mark.parametrize(
    ("text", "skill", "polarity"),
    [
        ("We need a new website. Our current website was built in 2014.", "web-development", "required"),
        ("We need a website. Our current website was built in 2014.", "web-development", "required"),
        ("We are to build a new website. Our current website is old.", "web-development", "required"),
        ("We want to get rid of our current website.", "web-development", "legacy"),
        (
            "You will write new features for the modules that are shown to all our many members and running on Azure.",
            "azure",
            "required",
        ),
        ("All our modules are running on Azure.", "azure", "in_place"),
    ],
)
def test_what_is_to_be_made_or_known_is_needed_although_there_is_one(
    text: str, skill: str, polarity: str
) -> None:
    assert said(text)[skill] == polarity
