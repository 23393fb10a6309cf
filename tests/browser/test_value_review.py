"""The owner measures what came true and the board closes the value review: in a real browser."""

from playwright.async_api import expect

from domain.actor import Actor
from domain.audit.actions import Action
from domain.governance.commands import set_policy
from domain.realisation.commands import open_due_reviews
from tests.browser.looking import NARROW, Visits, choose, shown
from tests.support.builders.delivery import in_month, this_month
from tests.support.builders.organisation import told
from tests.support.builders.realisation import live, review_of
from tests.support.personas import Company

EVIDENCE = "https://ledger.example/4711"
LESSON = "Count the returns before promising."


async def test_the_board_closes_a_review_on_what_the_owner_measured(company: Company, visits: Visits) -> None:
    with in_month(this_month() + -5, 3):
        await set_policy(await company.board.as_actor(), {"review_checkpoint_months": [3]}, reason="One is enough.")
        made = await live(company)
    await open_due_reviews(Actor.system())
    review = await review_of(company, made)

    board = await visits.of(company.board)
    await shown(board, f"/reviews/{review.id}")
    await expect(board.get_by_role("button", name="Record")).to_have_count(0)

    owner = await visits.of(company.owner_retail, width=NARROW)
    await shown(owner, "/reviews")
    await owner.get_by_role("link", name="Measure").click()
    await owner.get_by_role("button", name="Record").first.click()
    await owner.get_by_label("Money in").fill("750")
    await owner.get_by_role("button", name="Record", exact=True).last.click()
    await expect(owner.get_by_text("Where does the figure come from?")).to_be_visible()
    await owner.get_by_label("Evidence").fill(EVIDENCE)
    await owner.get_by_role("button", name="Record", exact=True).first.click()
    await expect(owner.get_by_text("is recorded.")).to_be_visible()
    await expect(owner.get_by_role("link", name=EVIDENCE)).to_be_visible()
    measured = await told(Action.MEASUREMENT_RECORDED)
    assert measured["actor"] == company.owner_retail.id

    # The board's open screen shows the figure without a reload.
    await expect(board.get_by_role("link", name=EVIDENCE)).to_be_visible()
    await board.get_by_role("button", name="Close review").click()
    await expect(board.get_by_text("Choose what came of the promise.").first).to_be_visible()
    await choose(board, "Partly realised")
    await board.get_by_label("What do we learn for the next promise?").fill(LESSON)
    await board.get_by_role("button", name="Close review").click()
    await expect(board.get_by_role("heading", name="What we learned")).to_be_visible()
    await expect(board.get_by_role("main").get_by_text(LESSON)).to_be_visible()

    await expect(owner.get_by_role("main").get_by_text(LESSON)).to_be_visible()
    await shown(owner, f"/requests/{made.request.key}")
    await expect(owner.get_by_role("main").get_by_text("Closed", exact=True).first).to_be_visible()
    closed = await told(Action.REVIEW_CLOSED)
    assert (closed["actor"], closed["subject"]) == (company.board.id, review.id)
