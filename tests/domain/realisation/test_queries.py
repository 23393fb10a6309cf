"""What is read of realised value: figures, records, factors, and who sees whose."""

import pytest

from domain.calibration import queries_value
from domain.database.engine import value
from domain.realisation import queries, record
from domain.realisation.record import TrackRecordBy
from domain.realisation.rules import ReviewStatus, Verdict
from tests.support.builders.delivery import in_month
from tests.support.builders.realisation import Live, closed, live, measured, review_of
from tests.support.personas import SYSTEM, Company


async def kept(company: Company, count: int, *, share: int) -> list[Live]:
    """So many requests of which this percentage of the promise came true in each of three months."""
    made = []
    for number in range(count):
        made.append(await live(company, f"Work {number}", room=number == 0))
        await measured(company, made[-1], *[1_000 * share] * 3)
    return made


async def test_reviews_come_by_their_day_and_status(company: Company) -> None:
    first, second = await live(company, "One"), await live(company, "Two", room=False)
    with in_month(first.since + 4, 2):
        due = await queries.value_reviews(SYSTEM, ReviewStatus.DUE, first=1)
        assert (due.total, due.has_next) == (2, True)
        rest = await queries.value_reviews(
            SYSTEM, ReviewStatus.DUE, first=5, after=(due.items[0].due_on, due.items[0].id)
        )
        assert {due.items[0].request, rest.items[0].request} == {first.request.id, second.request.id}
        assert (len(rest.items), rest.has_next) == (1, False)
        assert not due.items[0].overdue
    await closed(company, first, Verdict.UNMEASURABLE)
    with in_month(first.since + 6):
        (left,) = (await queries.value_reviews(SYSTEM, ReviewStatus.DUE, first=5)).items
        assert left.request == second.request.id
        assert left.overdue
        assert (await queries.value_reviews(SYSTEM, ReviewStatus.CLOSED, first=5)).total == 1
        assert (await queries.value_reviews(SYSTEM, None, first=5)).total == 4


async def test_a_late_delivery_shows_what_it_lost(company: Company) -> None:
    it = await live(company, late=2)
    await measured(company, it, 100_000)
    review = await review_of(company, it)
    figures = (await queries.figures_by_review(SYSTEM, [review.id]))[review.id]
    assert (figures.promised, figures.lost, figures.realised, figures.ratio) == (500_000, 200_000, 100_000, 1.0)
    assert figures.measured_share == pytest.approx(1 / 3)


async def test_months_that_wait_to_be_measured_are_counted(company: Company) -> None:
    it = await live(company)
    assert await queries.measurements_due_by_request(SYSTEM, [it.request.id]) == {}
    await measured(company, it, 1)
    with in_month(it.since + 4):
        due = (await queries.measurements_due_by_request(SYSTEM, [it.request.id]))[it.request.id]
        assert (due.months, due.since) == (2, it.since + 2)


async def test_a_track_record_compares_what_was_due_and_measured(company: Company) -> None:
    made = await kept(company, 5, share=50)
    with in_month(made[0].since + 7):
        (unit,) = await record.track_records(SYSTEM, TrackRecordBy.UNIT)
        assert (unit.key, unit.label) == (company.retail, "Retail")
        assert (unit.record.sample, unit.record.ratio, unit.record.median) == (5, 0.5, 0.5)
        assert unit.record.measured_share == pytest.approx(0.5)
        assert (unit.record.promised, unit.record.realised) == (1_500_000, 750_000)
        (route,) = await record.track_records(SYSTEM, TrackRecordBy.ROUTE)
        assert route.label == "it delivery"
        (category,) = await record.track_records(SYSTEM, TrackRecordBy.CATEGORY)
        assert category.label == made[0].request.category


async def test_an_owners_record_is_seen_by_the_owner_and_the_board_alone(company: Company) -> None:
    made = await kept(company, 1, share=50)
    with in_month(made[0].since + 5):
        for persona in company.personas.values():
            seen = await record.track_records(await persona.as_actor(), TrackRecordBy.OWNER)
            allowed = persona in (company.owner_retail, company.board, company.board_chair)
            assert [row.key for row in seen] == ([company.owner_retail.id] if allowed else [])


async def test_what_the_board_has_judged_weighs_more(company: Company) -> None:
    it = await live(company)
    await measured(company, it, 50_000, 50_000)
    (before,) = await queries_value.kept_promises()
    assert (before.months, before.verified_months) == (2, 0)
    await closed(company, it)
    (after,) = await queries_value.kept_promises()
    assert (after.months, after.verified_months, after.realised) == (2, 2, 100_000)


async def test_the_record_prices_the_next_promise(company: Company) -> None:
    made = await kept(company, 2, share=50)
    before = await queries_value.calibrated_value_by_request(SYSTEM, [made[0].request.id])
    assert before[made[0].request.id].factor.too_few
    assert before[made[0].request.id].expected_cents == before[made[0].request.id].promised_cents
    for number in range(6):
        more = await live(company, f"More {number}", room=False)
        await measured(company, more, 50_000, 50_000, 50_000)
    with in_month(made[0].since + 5):
        after = (await queries_value.calibrated_value_by_request(SYSTEM, [made[0].request.id]))[made[0].request.id]
    assert after.factor.factor == pytest.approx(0.5)
    assert after.factor.sample == 8
    assert after.expected_cents == round(after.promised_cents / 2)
    assert await value("select count(*) from measurement") == 24
