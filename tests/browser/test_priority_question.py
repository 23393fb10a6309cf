"""IT raises a priority question, the business answers it, and IT sees who decided: in a real browser."""

import re

from playwright.async_api import Page, expect

from domain.actor import Role
from domain.audit.actions import Action
from domain.decisions.kinds import OptionKind
from domain.decisions.queries import questions_by_request
from domain.organisation.commands_roles import assign_role
from tests.browser.looking import NARROW, Visits, choose, shown, sideways
from tests.support.builders.decisions import clash, options_of
from tests.support.builders.organisation import PASSWORD, person_with_password, told
from tests.support.personas import Company, Persona

REASON = "The shops open in spring."
ANSWER = "Returns cost us customers every day."


async def test_an_owner_answers_the_question_that_it_raised(company: Company, visits: Visits) -> None:
    """IT states what does not fit; two owners agree, one of them on a phone; IT never gets a control to answer."""
    made = await clash(company)
    retail = await person_with_password(company)
    await assign_role(await company.admin.as_actor(), retail.id, Role.OWNER, unit=company.retail)
    staff = await visits.of(company.it_platform)
    await shown(staff, f"/requests/{made.crowded.key}")
    await staff.get_by_role("button", name="Actions").click()
    await staff.get_by_role("menuitem", name="Raise a priority question").click()
    await staff.get_by_label("What does not fit, and why").fill(REASON)
    await staff.get_by_role("button", name="Raise question").click()
    await expect(staff.get_by_text("The owners are asked.")).to_be_visible()

    (question,) = (await questions_by_request(await company.owner_retail.as_actor(), [made.crowded.id]))[
        made.crowded.id
    ]
    assert (question.raised_by, question.reason) == (company.it_platform.id, REASON)
    theirs = next(
        one
        for one in await options_of(question)
        if one.kind is OptionKind.DISPLACE and [gone.request for gone in one.displaced] == [made.theirs.id]
    )

    owner = await visits.window(width=NARROW)
    await _sign_in(owner, retail)
    await _open_from_home(owner)
    assert await sideways(owner) == 0
    options = owner.get_by_role("radio")
    assert await options.count() >= 3
    await expect(owner.get_by_role("radio", checked=True)).to_have_count(0)
    await owner.get_by_role("button", name="Answer", exact=True).click()
    await expect(owner.get_by_text("Choose one of the options.").first).to_be_visible()
    await _answer(owner, theirs.title)
    await expect(owner.get_by_role("main").get_by_text(ANSWER)).to_be_visible()
    await expect(owner.get_by_text("has not answered")).to_have_count(1)

    # IT looks on while the other owner decides.
    await shown(staff, f"/questions/{question.id}")
    other = await visits.of(company.owner_logistics)
    await shown(other, "/")
    await _open_from_home(other)
    await _answer(other, theirs.title)
    outcome = f"Decided on .*{re.escape(theirs.title)}"
    for page in (other, owner, staff):
        await expect(page.get_by_text(re.compile(outcome))).to_be_visible()
    for decider in (retail, company.owner_logistics):
        await expect(staff.get_by_role("main").get_by_text(decider.name).first).to_be_visible()
    await expect(staff.get_by_role("radio")).to_have_count(0)
    await expect(staff.get_by_role("button", name=re.compile("^Answer"))).to_have_count(0)
    assert (await told(Action.QUESTION_DECIDED))["reason"] == ANSWER


async def _sign_in(page: Page, persona: Persona) -> None:
    await page.goto("/")
    await page.get_by_label("E-mail address").fill(persona.email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()


async def _open_from_home(page: Page) -> None:
    """What waits is on Home, and leads to the question."""
    await page.get_by_role("main").get_by_role("link", name="Answer").click()
    await expect(page.get_by_text("Choose one option")).to_be_visible()


async def _answer(page: Page, title: str) -> None:
    await choose(page, title)
    await expect(page.get_by_role("heading", name="Before and after")).to_be_visible()
    await page.get_by_label("Why this one?").fill(ANSWER)
    await page.get_by_role("button", name=f"Answer: {title}").click()
    await expect(page.get_by_text(f"Your answer is recorded: {title}")).to_be_visible()
