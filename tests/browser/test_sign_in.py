"""Signing in through the page, in a real browser."""

from playwright.async_api import expect

from tests.browser.looking import Visits
from tests.support.builders.organisation import PASSWORD, person_with_password
from tests.support.personas import Company


async def test_a_person_signs_in_and_out(company: Company, visits: Visits) -> None:
    persona = await person_with_password(company)
    page = await visits.window()
    await page.goto("/requests?mine=true")
    await page.get_by_label("E-mail address").fill(persona.email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page).to_have_url(f"{visits.address}/requests?mine=true")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Requests")
