"""A request is submitted in three fields and ordered by keyboard, and others see it move: in a real browser."""

import re

from playwright.async_api import Page, expect

from tests.browser.looking import NARROW, Visits, choose, shown
from tests.support.builders.ranking import ranked_list
from tests.support.personas import Company


async def test_three_answers_are_enough_to_submit(company: Company, visits: Visits) -> None:
    page = await visits.of(company.requester, width=NARROW)
    await shown(page, "/requests/new")
    await page.get_by_role("button", name="Submit request").click()
    await expect(page.get_by_role("link", name="Say what the problem is.")).to_be_visible()
    await page.get_by_label("What is the problem?").fill("Refunds are typed by hand and take nine minutes each.")
    await page.get_by_label("Who gains, and what gets better?").fill("Shop staff: a refund takes a minute.")
    await choose(page, "I cannot say yet")
    await page.get_by_role("button", name="Choose").click()
    await page.get_by_role("option", name="Retail").click()
    await page.get_by_role("button", name="Submit request").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^REQ-\d+ is submitted$"))
    await expect(page.get_by_role("main").get_by_text("Next step")).to_be_visible()
    await expect(page.get_by_role("main").get_by_text(company.owner_retail.name)).to_be_visible()
    await page.get_by_role("link", name=re.compile("^Open REQ-")).click()
    await expect(page.get_by_role("main").get_by_text("Submitted", exact=True).first).to_be_visible()


async def test_a_move_by_keyboard_stays_and_is_seen_at_once(company: Company, visits: Visits) -> None:
    owner = await company.owner_retail.as_actor()
    titles = ["Loyalty cards", "Returns portal", "Store wifi"]
    await ranked_list(owner, company.retail, *titles)
    page, watching = await visits.of(company.owner_retail), await visits.of(company.it_platform)
    await shown(page, "/ranking")
    await shown(watching, "/ranking?unit=retail")
    assert await _order(page) == await _order(watching) == titles

    row = page.get_by_role("row", name=re.compile("Store wifi"))
    await row.focus()
    await page.keyboard.press("Alt+ArrowUp")
    moved = ["Loyalty cards", "Store wifi", "Returns portal"]
    await expect(row).to_be_focused()
    await _expect_order(page, moved)
    await _expect_order(watching, moved)
    await watching.get_by_role("row", name=re.compile("Store wifi")).focus()
    await watching.keyboard.press("Alt+ArrowUp")  # IT reads the list; nothing happens

    await page.reload()
    await _expect_order(page, moved)
    await _expect_order(watching, moved)


async def _order(page: Page) -> list[str]:
    """The titles as they stand on the screen, from top to bottom."""
    await expect(page.get_by_role("rowheader")).not_to_have_count(0)
    titles: list[str] = await page.evaluate(
        """[...document.querySelectorAll('[role=row][data-id]')]
             .filter((row) => row.querySelector('[role=rowheader] a'))
             .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
             .map((row) => row.querySelector('[role=rowheader] a').textContent)"""
    )
    return titles


async def _expect_order(page: Page, titles: list[str]) -> None:
    await page.wait_for_function(
        """(titles) => {
             const rows = [...document.querySelectorAll('[role=row][data-id]')]
               .filter((row) => row.querySelector('[role=rowheader] a'))
               .sort((one, other) => Number(one.ariaRowIndex) - Number(other.ariaRowIndex))
               .map((row) => row.querySelector('[role=rowheader] a').textContent);
             return JSON.stringify(rows) === JSON.stringify(titles);
           }""",
        arg=titles,
    )
