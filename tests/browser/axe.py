"""What axe has against a page (WCAG 2.2, levels A and AA)."""

from functools import cache
from typing import Any

from playwright.async_api import Page

from tests.support.browser import PROJECT

SCRIPT = PROJECT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
STILL = """Promise.all(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().iterations !== Infinity)
  .map((each) => each.finished.catch(() => undefined)))"""
COLOURS = ["color-contrast"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _source() -> str:
    return SCRIPT.read_text(encoding="utf-8")


async def violations(page: Page, *, only_colours: bool = False) -> list[str]:
    """Each broken rule with the first places where it is broken; of a page seen already in another scheme only the
    colours can be new. Axe comes by the debugger: the page's content policy lets no foreign script in."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_source())
    # Colours that are still changing would be measured half-way.
    await page.evaluate(STILL)
    found: list[dict[str, Any]] = await page.evaluate(
        "async (rules) => (await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })).violations",
        COLOURS if only_colours else RULES,
    )
    return [f"{rule['id']}: {_place(node)}" for rule in found for node in rule["nodes"][:4]]


def _place(node: dict[str, Any]) -> str:
    reasons = [check["message"] for check in (*node["any"], *node["all"], *node["none"])]
    return f"{node['html'][:160]} ({'; '.join(reasons)[:240]})"
