"""Pictures of every screen of the demo company, light and dark, wide and narrow: `python -m tests.browser.pictures`.

They are for looking at, not for comparing: whoever changes a screen sees at once how it became. Without `--address` the
demo company is served for the purpose, with data of its own.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

from playwright.async_api import Page, async_playwright

from api.auth.demo_accounts import PASSWORD
from tests.browser.looking import NARROW, SCHEMES, WIDE, Scheme, Visits, shown
from tests.support.browser import PROJECT, chromium

README_PICTURE = PROJECT / "docs" / "pictures" / "portfolio.png"
README = ("portfolio-ranked", WIDE, "light")
DEMO_FOLDER = PROJECT / "var" / "pictures-demo"
START_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen as somebody sees it. With `link` it is where the first such link on the page at `path` leads."""

    name: str
    account: str
    path: str
    link: str | None = None


OWNER, IT, BOARD, ADMIN, REQUESTER = "owner.retail", "it.platform", "board", "admin", "requester"
SCREENS = (
    Screen("home-owner", OWNER, "/"),
    Screen("home-it", IT, "/"),
    Screen("home-board", BOARD, "/"),
    Screen("ranking", OWNER, "/ranking"),
    Screen("portfolio", OWNER, "/portfolio"),
    Screen("portfolio-ranked", OWNER, "/portfolio?standing=RANKED"),
    Screen("plan", BOARD, "/plan"),
    Screen("plan-it", IT, "/plan"),
    Screen("scenarios", OWNER, "/scenarios"),
    Screen("scenario-new", OWNER, "/scenarios/new"),
    Screen("scenario", BOARD, "/scenarios/1"),
    Screen("scenarios-compared", BOARD, "/scenarios/compare?chosen=1~2"),
    Screen("portfolio-value", OWNER, "/portfolio?picture=value&table=no"),
    Screen("portfolio-timeline", OWNER, "/portfolio?picture=timeline&table=no"),
    Screen("portfolio-timeline-list", OWNER, "/portfolio?picture=timeline&table=yes"),
    Screen("requests", OWNER, "/requests"),
    Screen("request-new", REQUESTER, "/requests/new"),
    Screen("request-ranked", OWNER, "/requests?states=RANKED", "/requests/REQ"),
    Screen("request-in-delivery", IT, "/requests?states=IN_DELIVERY", "/requests/REQ"),
    Screen("request-closed", OWNER, "/requests?states=CLOSED", "/requests/REQ"),
    Screen("questions", OWNER, "/questions"),
    Screen("question-to-answer", OWNER, "/questions", "/questions/"),
    Screen("question-decided", IT, "/questions?status=DECIDED", "/questions/"),
    Screen("capacity", IT, "/capacity"),
    Screen("capacity-days", IT, "/capacity?view=days"),
    Screen("capacity-budgets", BOARD, "/capacity?view=budgets"),
    Screen("reviews", BOARD, "/reviews"),
    Screen("reviews-record", BOARD, "/reviews?record=UNIT"),
    Screen("review-due", BOARD, "/reviews", "/reviews/"),
    Screen("review-measuring", OWNER, "/reviews", "/reviews/"),
    Screen("review-closed", OWNER, "/reviews?status=CLOSED", "/reviews/"),
    Screen("policy", BOARD, "/policy"),
    Screen("people", ADMIN, "/people"),
    Screen("people-places", ADMIN, "/people?tab=places"),
    Screen("profile", OWNER, "/profile"),
)


async def _take(address: str, folder: Path, only: str) -> list[str]:
    """Take the pictures of the screens whose name begins so; what went wrong in the windows meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await chromium().launch(playwright)
        visits = Visits(browser, address)
        for width in (WIDE, NARROW):
            for scheme in SCHEMES:
                await _take_each(visits, folder, only, width, scheme)
        await visits.close()
        await browser.close()
        return visits.faults


async def _take_each(visits: Visits, folder: Path, only: str, width: int, scheme: Scheme) -> None:
    windows: dict[str, Page] = {}
    for screen in SCREENS:
        if not screen.name.startswith(only):
            continue
        page = windows.get(screen.account)
        if page is None:
            page = windows[screen.account] = await visits.window(width=width, scheme=scheme)
            await _sign_in(page, screen.account)
        await shown(page, screen.path)
        if screen.link is not None:
            link = page.locator(f"main a[href^='{screen.link}']").first
            if await link.count() == 0:
                print(f"{screen.name}: there is none on {screen.path}", file=sys.stderr)
                continue
            await shown(page, str(await link.get_attribute("href")))
        picture = folder / f"{screen.name}-{width}-{scheme}.png"
        await page.screenshot(path=picture, full_page=True)
        if (screen.name, width, scheme) == README:
            await page.get_by_role("button", name="Hide").click()  # so that the commit line is in sight
            README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
            await page.screenshot(path=README_PICTURE)


async def _sign_in(page: Page, account: str) -> None:
    await shown(page, "/sign-in")
    await page.get_by_label("E-mail address").fill(f"{account}@demo.example")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.wait_for_url("**/")


@contextmanager
def _demo_company() -> Iterator[str]:
    """Serve the demo company for as long as the block lasts; its address. Its data stay for the next time."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "MANDATE_DATA_DIR": str(DEMO_FOLDER), "MANDATE_PORT": str(port)}
    with subprocess.Popen([sys.executable, "-m", "api", "serve", "--demo"], cwd=PROJECT, env=environment) as served:
        try:
            until = monotonic() + START_SECONDS
            while not _answers(f"{address}/readyz"):
                if served.poll() is not None or monotonic() > until:
                    sys.exit("The demo company is not served; the lines above say why.")
                sleep(0.2)
            yield address
        finally:
            served.terminate()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.pictures", description=__doc__)
    parser.add_argument("--address", help="where the demo company is served already")
    parser.add_argument("--folder", type=Path, default=PROJECT / "var" / "pictures", help="default: var/pictures")
    parser.add_argument("--only", default="", metavar="NAME", help="only the screens whose name begins so")
    asked = parser.parse_args()
    serving = nullcontext(asked.address) if asked.address else _demo_company()
    with serving as address:
        faults = asyncio.run(_take(address, asked.folder, asked.only))
    print(f"The pictures are in {asked.folder}.", *faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
