"""Windows of a browser: whose they are, how wide, light or dark, and everything that goes wrong in them."""

from dataclasses import dataclass, field
from typing import Literal

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from domain.actor import Actor
from domain.organisation.commands_sessions import open_session
from tests.support.personas import COOKIE, Persona

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

WIDE, NARROW = 1440, 390
HEIGHTS = {WIDE: 900, NARROW: 844}
PATIENCE_MS = 15_000  # for a machine with other work; nothing here waits for time to pass

expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Visits:
    """The windows of one test. `faults` are console errors (refused by the content policy among them), exceptions of
    the page, and answers of the server that it could not give."""

    browser: Browser
    address: str
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    async def window(self, *, width: int = WIDE, scheme: Scheme = "light") -> Page:
        """A window of a browser that nobody has used yet."""
        context = await self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHTS[width]},
            has_touch=width == NARROW,
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("page", self._watch)
        self._contexts.append(context)
        return await context.new_page()

    async def of(self, persona: Persona, *, width: int = WIDE, scheme: Scheme = "light") -> Page:
        """A window in which somebody is signed in."""
        page = await self.window(width=width, scheme=scheme)
        opened = await open_session(Actor.system(), persona.id, user_agent="browser tests")
        await page.context.add_cookies([{"name": COOKIE, "value": opened.secret, "url": self.address}])
        return page

    async def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            await context.close()

    def _watch(self, page: Page) -> None:
        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.faults.append(f"{page.url}: {message.text}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("crash", lambda _: self.faults.append(f"{page.url}: the page crashed"))


async def choose(page: Page, words: str) -> None:
    """Choose a radio by its words, as a finger does: the words lie over the radio itself."""
    await page.locator("label").filter(has_text=words).click()
    await expect(page.get_by_role("radio", name=words)).to_be_checked()


async def shown(page: Page, path: str) -> None:
    """Go to a screen and wait until all of it is there."""
    await page.goto(path)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)


async def sideways(page: Page) -> int:
    """How many pixels the page can be pushed to the side; a page that fits its window says 0."""
    room: int = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return room


async def recoloured(page: Page, scheme: Scheme) -> None:
    """Look at the same page in light or dark. Chromium keeps some inherited colours until the page is laid out anew."""
    await page.emulate_media(color_scheme=scheme)
    await page.evaluate(
        "const root = document.documentElement; root.hidden = true; root.offsetHeight; root.hidden = false"
    )
