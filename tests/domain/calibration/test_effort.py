"""What finished work took beside its estimates, and what is planned for the next: known answers and properties."""

from datetime import date, timedelta
from fractions import Fraction
from math import exp
from random import Random
from uuid import UUID

import pytest

from domain.calibration.effort import (
    HIGHEST_RATIO,
    LATEST,
    CompanyEfforts,
    FinishedWork,
    company_efforts,
    effort_factor,
    latest_works,
    parted,
)
from domain.calibration.effort_record import RecordBy, effort_records
from domain.calibration.planned_effort import planned_decidays, planned_effort, team_effort
from tests.support.cases import each_case

PLATFORM, DATA, NEW = UUID(int=1), UUID(int=2), UUID(int=3)
SINCE = date(2026, 1, 1)


def work(
    number: int, ratio: float, *, team: UUID | None = PLATFORM, category: str | None = "Sales", days: float = 10.0
) -> FinishedWork:
    return FinishedWork(
        f"{number:06}", team, category, UUID(int=9), "it_delivery", days, days * ratio, SINCE + timedelta(number)
    )


def history(chance: Random) -> list[FinishedWork]:
    """A random record of up to three teams in up to three categories."""
    truth = {(t, c): chance.choice((0.7, 1.0, 1.2, 1.6)) for t in range(3) for c in range(3)}
    return [
        work(
            number,
            truth[team, category] * exp(chance.gauss(0, 0.35)),
            team=UUID(int=team + 1),
            category=f"C{category}",
            days=chance.choice((0.5, 5.0, 40.0)),
        )
        for number, (team, category) in enumerate(
            (chance.randrange(3), chance.randrange(3)) for _ in range(chance.randint(5, 40))
        )
    ]


def fitted(works: list[FinishedWork], minimum: int = 5) -> CompanyEfforts:
    return company_efforts(works, minimum_sample=minimum)


def test_below_the_smallest_sample_the_factor_is_exactly_one() -> None:
    factor = effort_factor(fitted([work(n, 2.0) for n in range(4)]), team=PLATFORM, category="Sales")
    assert (factor.factor, factor.too_few, factor.low, factor.sample) == (1.0, True, None, 4)
    assert factor.exact == 1
    assert factor.text == "Too few to say: 4 finished pieces of work with an estimate, 5 needed."
    one = effort_factor(fitted([work(1, 2.0)]), team=PLATFORM, category="Sales")
    assert "1 finished piece of work" in one.text
    assert planned_decidays(101, factor, calibrate=True) == 101


def test_twice_and_half_cancel_out() -> None:
    factor = effort_factor(fitted([work(n, (0.5, 2.0)[n % 2]) for n in range(10)]), team=PLATFORM, category="Sales")
    assert factor.factor == 1.0
    assert not factor.too_few
    assert factor.low == pytest.approx(0.5, abs=0.1)
    assert factor.high == pytest.approx(2.0, abs=0.3)


def test_where_the_typical_piece_and_the_sums_say_the_opposite_the_estimate_stands() -> None:
    small = [work(n, 0.8) for n in range(9)]
    factor = effort_factor(fitted([*small, work(9, 3.0, days=40)]), team=PLATFORM, category="Sales")
    assert factor.typical < 1
    assert factor.factor == factor.exact == 1
    assert factor.text.endswith("All together took 1.48 for each day, which says the opposite, so the estimate stands.")
    assert effort_factor(fitted([*small, work(9, 0.8)]), team=PLATFORM, category="Sales").factor == 0.8


def test_whose_work_took_half_as_much_again_is_planned_so_and_a_new_team_as_all() -> None:
    seen = [work(n, 1.5 + (n % 3 - 1) / 10, team=PLATFORM) for n in range(30)]
    seen += [work(100 + n, 1.0 + (n % 3 - 1) / 10, team=DATA) for n in range(30)]
    record = fitted(seen)
    slow, good, new = (effort_factor(record, team=team, category="Sales") for team in (PLATFORM, DATA, NEW))
    assert slow.factor == pytest.approx(1.5, abs=0.03)
    assert good.factor == pytest.approx(1.0, abs=0.03)
    assert good.factor < new.factor < slow.factor
    assert (slow.own, slow.of_team, slow.sample, new.own_share) == (30, 30, 60, 0.0)
    assert slow.own_share > 0.9
    assert slow.text.endswith("have come out at 1.50; its own 30 finished pieces of work count 99% in it.")
    assert "all teams' work" in new.text
    spread = record.spread()
    assert spread.common[None] >= spread.common[PLATFORM] > 0
    assert spread.residuals[0] < 1 < spread.residuals[-1]
    assert record.spread(calibrate=False).residuals[-1] == pytest.approx(1.6)
    assert fitted([]).spread().residuals == ()
    assert list(record.residuals) == sorted(record.residuals)


def test_categories_are_told_apart_before_teams() -> None:
    seen = [work(n, 2.0 + (n % 3 - 1) / 10, category="Data") for n in range(20)]
    seen += [work(50 + n, 1.0 + (n % 3 - 1) / 10, category="Sales", team=DATA) for n in range(20)]
    seen += [work(90 + n, 1.0 + (n % 3 - 1) / 10, category="Sales", team=PLATFORM) for n in range(20)]
    record = fitted(seen)
    assert effort_factor(record, team=DATA, category="Data").factor > 1.5
    assert effort_factor(record, team=NEW, category="Data").factor > 1.5
    assert effort_factor(record, team=NEW, category="Sales").factor < 1.2


@each_case(601, cases=300)
def test_a_record_scaled_is_a_factor_scaled(chance: Random) -> None:
    seen, times = history(chance), chance.choice((0.8, 1.25, 1.5))
    scaled = [
        FinishedWork(
            e.key, e.team, e.category, e.unit, e.route, e.estimated, e.ratio * times * e.estimated, e.finished_on
        )
        for e in seen
    ]
    if all(1 / HIGHEST_RATIO < e.ratio * times < HIGHEST_RATIO for e in seen):
        before, after = fitted(seen), fitted(scaled)
        for each in seen:
            one = effort_factor(before, team=each.team, category=each.category)
            two = effort_factor(after, team=each.team, category=each.category)
            assert two.typical == pytest.approx(one.typical * times, abs=3e-4)


@each_case(602, cases=300)
def test_no_factor_is_more_extreme_than_the_record_and_the_order_of_reading_does_not_matter(chance: Random) -> None:
    seen = history(chance)
    record = fitted(seen)
    mixed = list(seen)
    chance.shuffle(mixed)
    again = fitted(mixed)
    for each in seen:
        factor = effort_factor(record, team=each.team, category=each.category)
        assert 1 / HIGHEST_RATIO <= factor.typical <= HIGHEST_RATIO
        assert factor.factor in (1.0, factor.typical)
        assert effort_factor(again, team=each.team, category=each.category) == factor


@each_case(603)
def test_what_is_planned_is_rounded_up_and_exact(chance: Random) -> None:
    factor = effort_factor(fitted([work(n, chance.uniform(0.5, 2)) for n in range(6)]), team=PLATFORM, category="Sales")
    estimated = chance.randint(0, 5000)
    planned = planned_decidays(estimated, factor, calibrate=True)
    assert planned - 1 < estimated * Fraction(round(factor.factor * 10_000), 10_000) <= planned
    assert planned_decidays(estimated, factor, calibrate=False) == estimated


def test_only_the_latest_work_of_a_team_in_a_category_counts() -> None:
    seen = [work(n, 5.0) for n in range(100)] + [work(200 + n, 1.0) for n in range(LATEST)]
    assert len(latest_works(seen)) == LATEST
    assert effort_factor(fitted(seen), team=PLATFORM, category="Sales").factor == 1.0


def test_a_median_hides_what_a_ratio_of_sums_shows() -> None:
    seen = [work(n, 1.0) for n in range(9)] + [work(9, 4.0, days=40)]
    ((key, record),) = effort_records(seen, fitted(seen), RecordBy.TEAM)
    assert key == PLATFORM
    assert record.median == 1.0
    assert record.ratio == pytest.approx(250 / 130)
    assert (
        record.text
        == "250 days for 130 estimated over 10 finished pieces of work: 1.92 for each day; the middle one took 1.00."
    )


def test_a_row_with_too_few_says_so_and_shows_no_ratio() -> None:
    seen = [work(n, 1.5) for n in range(6)] + [work(9, 3.0, category="Data")]
    rows = dict(effort_records(seen, fitted(seen), RecordBy.CATEGORY))
    assert rows["Data"].too_few
    assert (rows["Data"].ratio, rows["Data"].median) == (None, None)
    assert rows["Data"].text == "Too few to say: 1 finished piece of work with an estimate, 5 needed."
    assert not rows["Sales"].too_few
    for by in RecordBy:
        for _, row in effort_records(seen, fitted(seen), by):
            assert 0 <= row.own_share <= 1
    assert effort_records([work(1, 1.0, team=None)], fitted([]), RecordBy.TEAM) == []


def test_work_of_several_teams_counts_for_each_by_its_part_of_the_estimate() -> None:
    whole = [work(n, 1.5, team=None) for n in range(6)]
    parts = parted(whole, {each.key: {PLATFORM: 30, DATA: 10, NEW: 0} for each in whole})
    assert [(one.team, one.share, one.estimated) for one in parts[:2]] == [(PLATFORM, 0.75, 7.5), (DATA, 0.25, 2.5)]
    record = fitted(parts)
    assert (record.sample, record.of_team) == (6, {PLATFORM: 6, DATA: 6})
    assert effort_factor(record, team=DATA, category="Sales").factor == 1.5
    rows = dict(effort_records(parts, record, RecordBy.TEAM))
    assert (rows[PLATFORM].actual, rows[DATA].actual) == (67.5, 22.5)
    assert parted(whole, {}) == whole


def test_both_figures_stand_side_by_side() -> None:
    record = fitted([work(n, 1.2) for n in range(6)])
    factor = effort_factor(record, team=PLATFORM, category="Sales", name="Platform")
    part = team_effort(PLATFORM, "Platform", 100, factor)
    whole = planned_effort([part], calibrate=True)
    assert (whole.estimated, whole.planned, whole.applied) == (100, 120, True)
    assert whole.text == ("12 days of Platform (10 estimated; such estimates have come out at 1.20).")
    half = team_effort(PLATFORM, "Platform", 100, factor, kept=Fraction(1, 2))
    assert (half.estimated, half.planned) == (50, 60)
    off = planned_effort([team_effort(PLATFORM, "Platform", 100, factor, calibrate=False)], calibrate=False)
    assert (off.planned, off.applied) == (100, False)
    few = effort_factor(fitted([]), team=PLATFORM, category="Sales")
    none = planned_effort([team_effort(PLATFORM, "Platform", 100, few)], calibrate=True)
    assert (none.planned, none.low, none.applied) == (100, None, False)
    assert none.text.startswith("10 days of Platform. Too few to say")
