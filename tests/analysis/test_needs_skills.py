"""Skills and people read from words: what is said of each, how well it must be known, and what is only meant."""

from datetime import date

import pytest

from app.analysis.needs import Reading, did_you_mean, read
from app.knowledge import load_knowledge
from app.knowledge.vocabulary import vocabulary

TODAY = date(2026, 11, 23)
KNOWN = vocabulary(load_knowledge())


def told(text: str) -> Reading:
    return read(text, KNOWN, today=TODAY)


def said(text: str) -> dict[str, str]:
    """What is said of each skill, without its prefix."""
    return {one.value.removeprefix("sk."): one.polarity for one in told(text).needs()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We need a Shopify expert.", {"shopify": "required"}),
        ("no WordPress, Joomla or Drupal", dict.fromkeys(("wordpress", "cms-general", "drupal"), "excluded")),
        (
            "Please no Wix, Squarespace, or WordPress.",
            dict.fromkeys(("squarespace-wix", "wordpress"), "excluded"),
        ),
        ("It must not be Wix or any other site builder; Drupal is fine.", {"drupal": "required"}),
        ("We don't want Magento, we want Shopify.", {"magento": "excluded", "shopify": "required"}),
        ("Instead of Magento we want Shopify.", {"magento": "excluded", "shopify": "required"}),
        ("We do not want Magento. Shopify must stay.", {"magento": "excluded", "shopify": "in_place"}),
        ("Docker is not needed.", {"docker": "excluded"}),
        ("Shopify and not Magento", {"shopify": "required", "magento": "excluded"}),
        ("Not only Shopify but also Xero.", {"shopify": "required", "xero": "required"}),
        ("WordPress is not working since Monday.", {"wordpress": "in_place"}),
        ("No later than May the Shopify shop is live.", {"shopify": "required"}),
        ("No package meets our needs; today's does not meet WCAG.", {"accessibility": "required"}),
        ("We believe that no Shopify theme is enough.", {"liquid-theme": "required"}),
        ("It must not use WordPress", {"wordpress": "excluded"}),
        ("Many of the staff do not use SharePoint.", {"sharepoint": "required"}),
        ("We are not interested in Drupal", {"drupal": "excluded"}),
    ],
)
def test_a_negation_refuses_its_own_clause_and_the_list_it_opens(text: str, expected: dict[str, str]) -> None:
    assert {skill: said(text).get(skill) for skill in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We are moving away from Magento to Shopify.", {"magento": "legacy", "shopify": "required"}),
        ("migrating from Drupal and Joomla to WordPress", {"drupal": "legacy", "wordpress": "required"}),
        ("We are still on SharePoint.", {"sharepoint": "legacy"}),
        ("Replace our old WordPress site with Shopify", {"wordpress": "legacy", "shopify": "required"}),
        ("Magento is end of life.", {"magento": "legacy"}),
        ("It must work with Xero, which stays.", {"xero": "required"}),
        ("We're on QuickBooks today and will switch to Xero.", {"quickbooks": "legacy", "xero": "required"}),
        ("Our site runs on Drupal and is slow.", {"drupal": "in_place"}),
        ("Move mailboxes from an old Exchange server.", {"exchange-online": "legacy"}),
        ("We used to be on Ruby on Rails; now Laravel.", {"ruby": "legacy", "laravel": "required"}),
        ("A new database is required to replace this process.", {"dba": "required"}),
        ("We have a database and want to replace it.", {"dba": "legacy"}),
    ],
)
def test_what_they_leave_is_legacy_and_where_they_go_is_required(text: str, expected: dict[str, str]) -> None:
    assert {skill: said(text).get(skill) for skill in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shopify required, Klaviyo would be nice.", {"shopify": "required", "email-marketing": "nice"}),
        ("Ideally with Xero, QuickBooks or Sage 50.", {"xero": "nice", "quickbooks": "nice", "sage": "nice"}),
        ("Terraform is nice to have.", {"iac": "nice"}),
        ("Java with 7 years, Kubernetes a plus.", {"java": "required", "kubernetes": "nice"}),
        (
            "Nice to have:\n- TypeScript\n- GraphQL\n\nMust have:\n- Python",
            {"typescript": "nice", "graphql": "nice", "python": "required"},
        ),
        ("We would like a Shopify shop.", {"shopify": "required"}),
        (
            "Nice to have:\n- Xero\n\n- Odoo\n\nWe use Docker.",
            {"xero": "nice", "odoo": "nice", "docker": "in_place"},
        ),
        (
            "No Drupal\nIdeally Xero\nShopify\nDocker",
            {"drupal": "excluded", "xero": "nice", "shopify": "required"},
        ),
        ("Must have\n* Python\nOut of scope\n* Tableau", {"python": "required", "tableau": "excluded"}),
    ],
)
def test_a_wish_is_told_from_a_must_beside_it_or_by_the_heading_above(
    text: str, expected: dict[str, str]
) -> None:
    assert {skill: said(text).get(skill) for skill in expected} == expected


@pytest.mark.parametrize(
    ("text", "skill", "named"),
    [
        ("You know C# and C++ and .NET Core.", "csharp", True),
        ("experience with C / C++", "cplusplus", True),
        ("node.js and CI/CD", "nodejs", True),
        ("APIs and SLAs", "rest-api", True),
        ("We use HTML, CSS", "html-css", True),
        ("The iOS app", "ios", True),
        ("We need a developer who writes Go.", "go", True),
        ("We want to go live in May.", "go", False),
        ("They excel at service.", "spreadsheet-adv", False),
        ("A macro in an Excel workbook", "spreadsheet-adv", True),
        ("Everyone needs access to the files.", "ms-access", False),
        ("an Access database from 2003", "ms-access", True),
        ("We react quickly to customers.", "react", False),
        ("The front end is built in React with TypeScript.", "react", True),
        ("By spring we open the second shop.", "spring", False),
        ("Till Friday nobody is in.", "pos", False),
        ("A new till with a cash drawer", "pos", True),
        ("statistics in R and Python", "statistics", True),
        ("the Resident Access and Experience Programme", "ms-access", False),
        ("Have Razor", "csharp", True),
        ("Our portal (React/Node) is slow.", "react", True),
        ("from SharePoint2010 on", "sharepoint", True),
        ("two roadmaps for IT", "enterprise-arch", True),
        ("Maintain DART information", "flutter", False),
        ("a form of words for the statement", "office-suite", False),
    ],
)
def test_everyday_words_count_only_with_evidence(text: str, skill: str, named: bool) -> None:
    assert (f"sk.{skill}" in {one.value for one in told(text).skills}) is named


def test_what_the_gate_refuses_is_asked_and_never_counted() -> None:
    reading = told("Our deployment of staff is poor.")
    assert "sk.release-mgmt" not in {one.value for one in reading.skills}
    unsure = told("A Shopify theme with a square logo. Make us an offer.").unsure
    assert [(one.words, one.skill) for one in unsure] == [("square", "sk.pos")]


@pytest.mark.parametrize(
    ("word", "skill"),
    [
        ("wrodpress", "wordpress"),
        ("Shopfy", "shopify"),
        ("Postgrs", "postgres"),
        ("Kuberentes", "kubernetes"),
        ("excell", "spreadsheet-adv"),
        ("tils", "pos"),
    ],
)
def test_a_typing_error_is_proposed_and_not_counted(word: str, skill: str) -> None:
    reading = told(f"Somebody for {word}, soon.")
    assert [(one.words, one.skill) for one in reading.typos] == [(word, f"sk.{skill}")]
    assert reading.skills == ()
    assert did_you_mean(word, KNOWN)[0].skill == f"sk.{skill}"


def test_a_typing_error_put_right_is_read() -> None:
    text = "Anna types the takings into excell every night."
    (typo,) = told(text).typos
    righted = text.replace(typo.words, typo.meant)
    assert "sk.spreadsheet-adv" in {one.value for one in told(righted).skills}


@pytest.mark.parametrize(
    "text",
    [
        "We reach our customers with stationary fabrics, smaller flowers, angling gear and laminated labels.",
        "They excell at service and give acces to everybody.",
        "Our custommers till fridays, sprng and autum; swich it off, squre and skech.",
    ],
)
def test_everyday_words_are_no_typing_errors_of_products(text: str) -> None:
    assert told(text).typos == ()


@pytest.mark.parametrize(
    ("text", "level", "years"),
    [
        ("a senior Python developer", 4, None),
        ("an expert in Laravel", 5, None),
        ("junior PHP developer", 2, None),
        ("5+ years of Python", None, 5),
        ("at least three years' experience with Django", None, 3),
        ("used Python within the last two years", None, None),
        ("Python for the past 5 years on our side", None, None),
        ("solid Python", 3, None),
        ("solid state RF transmitters", None, None),
    ],
)
def test_level_and_years_stand_beside_the_skill(text: str, level: int | None, years: int | None) -> None:
    one = told(text).skills[0]
    assert (one.level, one.years) == (level, years)


def test_people_who_are_there_already_are_not_asked_for() -> None:
    reading = told("We need a data engineer. Reports to our project manager.")
    assert [(one.value, one.polarity) for one in reading.roles] == [
        ("ROLE-DATA", "required"),
        ("ROLE-PM", "in_place"),
    ]


def test_everybody_named_after_working_with_is_there_already() -> None:
    text = "You work alongside the product owner, the project manager and two software developers."
    reading = told(text)
    assert {one.polarity for one in (*reading.roles, *reading.skills)} == {"in_place"}


def test_a_list_of_who_is_there_asks_for_none_of_them() -> None:
    text = "In-house expertise can be drawn upon:\nDelivery manager\nUser researcher\n.NET developers\n"
    assert {one.polarity for one in told(text).roles} == {"in_place"}
    assert {one.polarity for one in told("We need:\nUser researcher\n").roles} == {"required"}


def test_implied_skills_are_kept_apart_with_a_reason() -> None:
    reading = told("A WooCommerce shop, please.")
    implied = {one.skill: one for one in reading.implied}
    assert implied["sk.wordpress"].because == ("sk.woocommerce",)
    assert implied["sk.wordpress"].reason
    assert implied["sk.wordpress"].confidence < reading.skills[0].confidence
    assert not {one.skill for one in reading.implied} & {one.value for one in reading.skills}
    assert told("No WooCommerce, please.").implied == ()


def test_terms_nobody_knows_are_listed_once() -> None:
    text = "It talks to our Zorblatt box. The Zorblatt box runs XQ7. It is blue."
    assert [one.words for one in told(text).unknown] == ["Zorblatt", "XQ7"]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Orders come in, Anna types them again and Tom prints them.", []),
        ("Ask for Anna Brzezicki or Mr Bradford.", []),
        ("At noon, Zsuzsi types it again.", []),
        ("It prints on our Epson TM-T88 and the Brother printer.", []),
        ("Labels come from a Zebra; the tills are from Sharp.", []),
        ("Anna works with the Zorblatt box.", ["Zorblatt"]),
        ("At noon the Zorblatt prints it again.", ["Zorblatt"]),
    ],
)
def test_people_and_makers_of_devices_are_no_unknown_terms(text: str, unknown: list[str]) -> None:
    assert [one.words for one in told(text).unknown] == unknown


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("We sell with Shopify POS.", {"sk.pos"}),
        ("The tills are from 2009.", {"sk.pos"}),
        ("A new POS for the shop", {"sk.pos"}),
    ],
)
def test_a_till_is_named_in_any_words(text: str, named: set[str]) -> None:
    assert {one.value for one in told(text).skills} - {"sk.sector-retail"} == named


def test_a_name_in_the_title_says_what_the_text_is_about() -> None:
    below = "We need Laravel, and it should be Laravel by all means."
    assert told(f"Drupal for the club\n{below}").likely()[0][0] == "sk.drupal"
    assert told(f"Our plan\nWe need Drupal. {below}").likely()[0][0] == "sk.laravel"
    assert told(f"Our plan\n{below}").title == len("Our plan")


@pytest.mark.parametrize(
    "text",
    ["Shopify theme", "We need a Shopify theme.\nSoon.", "Shopify theme\n\n  ", "x" * 130 + "\nmore", ""],
)
def test_a_sentence_or_a_lone_or_long_line_is_no_title(text: str) -> None:
    assert told(text).title == 0


def test_likely_skills_name_the_surest_first() -> None:
    reading = told("A Shopify theme; ideally Klaviyo. Shopify again.")
    likely = [skill for skill, _ in reading.likely()]
    assert likely[0] in ("sk.shopify", "sk.liquid-theme")
    assert likely.index("sk.shopify") < likely.index("sk.email-marketing")
    assert likely.index("sk.shopify") < likely.index("sk.web-development")
