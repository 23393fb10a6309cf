"""An owner saves a what-if, compares it with the plan, and the board adopts it: in a real browser."""

import re

from playwright.async_api import Page, expect

from domain.audit.actions import Action
from tests.browser.looking import NARROW, Visits, shown, sideways
from tests.support.builders.decisions import Clash, clash
from tests.support.builders.organisation import told
from tests.support.personas import Company

NAME = "Twenty more days of Platform"
REASON = "Returns cost more than the days."


async def test_a_scenario_is_saved_compared_and_adopted(company: Company, visits: Visits) -> None:
    """Days are bought so that the request which found no room comes in; IT and the owner get no control to adopt."""
    made = await clash(company)
    owner = await visits.of(company.owner_retail)
    await shown(owner, "/scenarios")
    await owner.get_by_role("main").get_by_role("link", name="New scenario").click()
    await _save(owner)
    await expect(owner.get_by_role("link", name="Give the scenario a name.")).to_be_visible()
    await expect(owner.get_by_text("Say at least one thing that would be different.")).to_be_visible()
    await owner.get_by_label("Name").fill(NAME)
    await owner.get_by_role("button", name="Add days of a team").click()
    await owner.get_by_label("Days in each month").fill("many")
    await _pick(owner, "Team", "Platform")
    await _save(owner)
    await expect(owner.get_by_role("link", name="A number is needed.")).to_be_visible()
    await owner.reload()  # nothing typed is lost
    await expect(owner.get_by_label("Name")).to_have_value(NAME)
    await owner.get_by_label("Days in each month").fill("20")
    await _pick(owner, "Until", re.compile(r"\d{4}$"))
    await _save(owner)
    await expect(owner.get_by_role("heading", level=1)).to_have_text(NAME)
    await _comes_in(owner, made)
    await expect(owner.get_by_role("button", name="Adopt scenario")).to_have_count(0)
    await expect(owner.get_by_text("The governance board can adopt it.")).to_be_visible()

    await owner.get_by_role("link", name="Compare with others").click()
    await expect(owner.get_by_role("heading", level=1)).to_have_text("Compare plans")
    await _comes_in(owner, made)
    steps = owner.get_by_role("table", name=re.compile("From the first plan's value"))
    await expect(steps.get_by_role("row", name=re.compile(r"Come in \(1\)"))).to_be_visible()

    await shown(owner, "/scenarios/compare?chosen=98,99")
    await expect(owner.get_by_role("heading", name="There is no such scenario")).to_be_visible()
    for number in (98, 99):
        await owner.get_by_role("button", name=f"Take out: Scenario {number}").click()
    await expect(owner.get_by_role("heading", name="The comparison will be here")).to_be_visible()

    staff = await visits.of(company.it_platform, width=NARROW)
    await shown(staff, "/scenarios")
    await expect(staff.get_by_role("link", name="New scenario")).to_have_count(0)
    await staff.get_by_role("link", name=re.compile(NAME)).click()
    await _comes_in(staff, made)
    assert await sideways(staff) == 0
    await expect(staff.get_by_role("button", name="Adopt scenario")).to_have_count(0)

    board = await visits.of(company.board)
    await shown(board, "/scenarios")
    await board.get_by_role("link", name=re.compile(NAME)).click()
    await board.get_by_role("button", name="Adopt scenario").click()
    dialog = board.get_by_role("dialog")
    await expect(dialog.get_by_text(re.compile("Retail: 1 request comes in"))).to_be_visible()
    await dialog.get_by_role("button", name="Adopt scenario").click()
    await expect(dialog.get_by_role("link", name="Say why; it stays in the record.")).to_be_visible()
    await dialog.get_by_label("Why?").fill(REASON)
    await dialog.get_by_role("button", name="Adopt scenario").click()
    for page in (board, staff):
        await expect(page.get_by_text(re.compile(f"Adopted by {company.board.name}.*{REASON}"))).to_be_visible()
    assert (await told(Action.SCENARIO_ADOPTED))["reason"] == REASON


async def _save(page: Page) -> None:
    await page.get_by_role("button", name="Save scenario").click()


async def _pick(page: Page, field: str, option: str | re.Pattern[str]) -> None:
    """Choose from a list that drops down."""
    await page.get_by_role("button", name=re.compile(f"{field}$")).click()
    await page.get_by_role("option", name=option).last.click()


async def _comes_in(page: Page, made: Clash) -> None:
    """The crowded request has a row of its own, and says so."""
    requests = page.get_by_role("table", name="Requests in each plan")
    row = requests.get_by_role("row", name=re.compile(made.crowded.key))
    await expect(row.get_by_text("comes in")).to_be_visible()
