"""The portfolio as pictures: by keyboard, by their tables and on paper, in a real browser."""

import re

from playwright.async_api import Page, expect

from tests.browser.looking import NARROW, Visits, shown
from tests.support.builders.evidence import evidence
from tests.support.personas import Company


async def test_points_are_gone_through_by_keyboard_and_open_their_request(company: Company, visits: Visits) -> None:
    await evidence(company)
    page = await visits.of(company.owner_retail)
    await shown(page, "/portfolio")
    await page.get_by_role("link", name="Effort and value").click()
    await expect(page).to_have_url(re.compile("picture=value"))
    points = page.get_by_role("group", name=re.compile("^Effort and value")).get_by_role("link")
    await expect(points).not_to_have_count(0)
    count = await points.count()
    await points.first.focus()
    await page.keyboard.press("Home")
    passed = [await _focused(page)]
    for _ in range(count - 1):
        await page.keyboard.press("ArrowRight")
        passed.append(await _focused(page))
    assert len(set(passed)) == count  # each is reached, none twice
    key = passed[-1].split()[0]
    await expect(page.get_by_role("figure").get_by_role("link", name=re.compile(f"^{key} ")).last).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"/requests/{key}$"))
    await page.go_back()
    await page.get_by_role("button", name="Show as table").click()
    rows = page.get_by_role("table", name="Effort and value").get_by_role("row")
    assert await rows.count() - 1 >= count
    await page.reload()  # the address holds the choice
    await expect(page.get_by_role("table", name="Effort and value")).to_be_visible()


async def test_the_timeline_is_a_list_on_a_phone_and_has_both_on_paper(company: Company, visits: Visits) -> None:
    await evidence(company)
    phone = await visits.of(company.it_platform, width=NARROW)
    await shown(phone, "/portfolio?picture=timeline")
    await expect(phone.get_by_role("table", name="Timeline of the plan")).to_be_visible()
    await phone.get_by_role("button", name="Show as picture").click()
    await expect(phone.get_by_role("list", name="Timeline of the plan")).to_be_visible()

    page = await visits.of(company.owner_retail)
    await shown(page, "/portfolio?picture=timeline")
    lines = page.get_by_role("list", name="Timeline of the plan").get_by_role("link")
    await lines.first.focus()
    await page.keyboard.press("End")
    await expect(lines.last).to_be_focused()
    await page.keyboard.press("Home")
    await expect(lines.first).to_be_focused()
    await expect(page.get_by_role("table", name="Timeline of the plan")).to_have_count(0)
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    await expect(page.get_by_role("table", name="Timeline of the plan")).to_have_count(1)


async def _focused(page: Page) -> str:
    said: str = await page.evaluate("document.activeElement.getAttribute('aria-label')")
    return said
