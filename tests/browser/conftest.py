"""People who sit before a real Chromium and look at the product."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.looking import Visits
from tests.support.browser import chromium
from tests.support.builders.delivery import in_month, this_month
from tests.support.database import Database
from tests.support.personas import Company, founded
from tests.support.serving import serving


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await chromium().launch(playwright)
        yield launched
        await launched.close()


@pytest.fixture(scope="session")
async def address(migrated_database: Database, connections: None) -> AsyncIterator[str]:
    """Where the product answers."""
    async with serving(migrated_database.login_url) as at:
        yield at


@pytest.fixture
async def company(database: Database) -> Company:
    """The company, founded half a year ago, so that it can have results by now."""
    with in_month(this_month() + -6, 1):
        return await founded()


@pytest.fixture
async def visits(database: Database, browser: Browser, address: str) -> AsyncIterator[Visits]:
    """Opens windows; at the end nothing may have gone wrong in any of them."""
    made = Visits(browser, address)
    yield made
    await made.close()
    assert made.faults == []
