"""Every screen in every look: nothing against WCAG 2.2 AA, nothing beside the window, no error on the console."""

import pytest

from domain.actor import Actor
from domain.calculation.commands import start_calculation
from domain.calculation.kinds import CalculationKind
from domain.realisation.commands import open_due_reviews
from tests.browser.axe import violations
from tests.browser.looking import NARROW, SCHEMES, WIDE, Visits, recoloured, shown, sideways
from tests.support.builders.delivery import in_month, this_month
from tests.support.builders.evidence import Evidence, evidence
from tests.support.builders.realisation import Live, live, measured, review_of
from tests.support.builders.scenarios import saved
from tests.support.personas import Company, Persona


async def _story(company: Company) -> tuple[Evidence, Live]:
    """Something on every screen; the second is a request whose review is due."""
    with in_month(this_month() + -5, 3):
        due = await live(company, "Gift cards")
        await measured(company, due, 80_000, 70_000)
    await open_due_reviews(Actor.system())
    return await evidence(company), due


async def _screens(company: Company) -> list[tuple[Persona, str]]:
    made, due = await _story(company)
    review = await review_of(company, due)
    owner, board, staff = company.owner_retail, company.board, company.it_platform
    days = [{"team": "platform", "month": str(this_month() + 1), "until_month": str(this_month() + 3), "days": "20"}]
    scenario = await saved(await owner.as_actor(), capacity=days)
    await start_calculation(await board.as_actor(), CalculationKind.MAXIMUM_VALUE)
    return [
        (owner, "/"),
        (owner, "/ranking"),
        (owner, "/portfolio"),
        (owner, "/portfolio?picture=value&table=no"),
        (owner, "/portfolio?picture=value&table=yes"),
        (owner, "/portfolio?picture=timeline&table=no"),
        (owner, "/portfolio?picture=timeline&table=yes"),
        (owner, "/scenarios"),
        (owner, "/scenarios/new"),
        (owner, f"/scenarios/new?from={scenario.number}"),
        (board, f"/scenarios/{scenario.number}"),
        (staff, f"/scenarios/compare?chosen={scenario.number}"),
        (board, "/plan"),
        (staff, "/plan"),
        (owner, "/requests"),
        (owner, "/requests/new"),
        (owner, f"/requests/{made.clash.crowded.key}"),
        (owner, f"/requests/{made.under_way.key}"),
        (owner, f"/requests/{due.request.key}"),
        (owner, "/questions"),
        (company.owner_logistics, f"/questions/{made.question.id}"),
        (owner, "/reviews"),
        (owner, "/reviews?record=UNIT"),
        (owner, "/reviews?efforts=TEAM"),
        (owner, f"/reviews/{review.id}"),
        (owner, "/profile"),
        (staff, "/"),
        (staff, "/capacity"),
        (staff, "/capacity?view=days"),
        (staff, f"/questions/{made.question.id}"),
        (board, "/capacity?view=budgets"),
        (board, f"/reviews/{review.id}"),
        (board, "/policy"),
        (company.admin, "/people"),
        (company.admin, "/people?tab=places"),
        (company.admin, "/people?tab=imports"),
    ]


@pytest.mark.parametrize("width", [WIDE, NARROW])
async def test_every_screen_is_accessible_and_fits(company: Company, visits: Visits, width: int) -> None:
    screens = await _screens(company)
    windows = {persona.id: await visits.of(persona, width=width) for persona, _ in screens}
    stranger = await visits.window(width=width)
    looked = [(windows[persona.id], persona.name, path) for persona, path in screens]
    found = []
    for page, name, path in [*looked, (stranger, "Nobody", "/sign-in")]:
        await shown(page, path)
        for scheme in SCHEMES:
            await recoloured(page, scheme)
            found += [
                f"{name} {path} {scheme}: {wrong}" for wrong in await violations(page, only_colours=scheme == "dark")
            ]
        if room := await sideways(page):
            found.append(f"{name} {path} can be pushed {room} px to the side")
    assert not found, "\n".join(found)
