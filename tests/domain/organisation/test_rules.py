"""Sides, periods, names and sessions, for all values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actor import Role, Side
from domain.errors import RuleViolation
from domain.organisation import rules
from domain.organisation.rules import Held

START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 40).map(lambda hours: START + timedelta(hours=hours))
roles = st.sampled_from([Role.OWNER, Role.IT, Role.BOARD, Role.ADMIN])


@st.composite
def periods(draw: st.DrawFn) -> tuple[datetime, datetime | None]:
    begins = draw(moments)
    return begins, draw(st.none() | st.integers(1, 20).map(lambda hours: begins + timedelta(hours=hours)))


def covers(period: tuple[datetime, datetime | None], moment: datetime) -> bool:
    return period[0] <= moment and (period[1] is None or moment < period[1])


@given(periods(), periods())
def test_two_periods_meet_exactly_when_some_hour_is_in_both(
    one: tuple[datetime, datetime | None], other: tuple[datetime, datetime | None]
) -> None:
    hours = [START + timedelta(hours=hour) for hour in range(70)]
    shared = any(covers(one, hour) and covers(other, hour) for hour in hours)
    assert Held(Role.IT, *one).meets(*other) == shared
    assert Held(Role.IT, *other).meets(*one) == shared


@given(roles, periods(), roles, periods())
def test_nobody_is_on_both_sides_in_the_same_hour(
    role: Role, period: tuple[datetime, datetime | None], other: Role, held: tuple[datetime, datetime | None]
) -> None:
    across = {role.side, other.side} == {Side.BUSINESS, Side.IT}
    known = [Held(other, *held, of="Platform")]
    if across and known[0].meets(*period):
        with pytest.raises(RuleViolation, match=r"Ida .* cannot be .*: the business decides priorities"):
            rules.check_one_side("Ida", role, *period, known)
    else:
        rules.check_one_side("Ida", role, *period, known)


def test_the_refusal_names_the_role_in_the_way_and_its_end() -> None:
    held = [Held(Role.IT, START, datetime(2026, 3, 1, tzinfo=UTC), of="Platform")]
    with pytest.raises(RuleViolation) as refused:
        rules.check_one_side("Ida Dahl", Role.OWNER, START, None, held, standing_in=True)
    assert refused.value.message.startswith(
        "Ida Dahl is IT staff of Platform until 1 March 2026 and cannot stand in for a business owner"
    )
    assert refused.value.rule == "one_side"


@pytest.mark.parametrize(
    ("role", "unit", "team", "wrong"),
    [
        (Role.OWNER, True, False, ()),
        (Role.IT, False, True, ()),
        (Role.BOARD, False, False, ()),
        (Role.ADMIN, False, False, ()),
        (Role.OWNER, False, False, ("unit",)),
        (Role.OWNER, False, True, ("unit", "team")),
        (Role.IT, True, False, ("unit", "team")),
        (Role.BOARD, True, False, ("unit",)),
        (Role.REQUESTER, False, False, ("role",)),
        (Role.SYSTEM, False, False, ("role",)),
    ],
)
def test_a_role_has_the_scope_that_belongs_to_it(role: Role, unit: bool, team: bool, wrong: tuple[str, ...]) -> None:
    if not wrong:
        rules.check_scope(role, unit=unit, team=team)
        return
    with pytest.raises(RuleViolation) as refused:
        rules.check_scope(role, unit=unit, team=team)
    assert tuple(each.path for each in refused.value.violations) == wrong


@pytest.mark.parametrize("email", ["", "a", "@x", "a@", "a@b@c", "a b@c.example", "x" * 260 + "@y.example"])
def test_what_is_no_email_address_is_refused(email: str) -> None:
    with pytest.raises(RuleViolation):
        rules.normal_email(email)


@given(st.text(max_size=200))
def test_a_name_is_one_line_or_refused(name: str) -> None:
    try:
        tidy = rules.normal_name(name)
    except RuleViolation:
        assert not name.split() or len(" ".join(name.split())) > 160
    else:
        assert tidy == " ".join(tidy.split())
        assert 1 <= len(tidy) <= 160


@given(st.timedeltas(timedelta(0), timedelta(hours=12)))
def test_a_session_never_lives_longer_than_its_idle_and_absolute_time(used_for: timedelta) -> None:
    end = rules.session_end(START, START + used_for)
    assert end <= START + rules.SESSION_ABSOLUTE
    assert end - (START + used_for) <= rules.SESSION_IDLE


def test_locales_and_time_zones_are_real() -> None:
    assert rules.known_locale("de-CH") == "de-CH"
    assert rules.known_time_zone("Europe/Zurich") == "Europe/Zurich"
    for locale in ("", "x", "german language", "de_CH", "1234"):
        with pytest.raises(RuleViolation):
            rules.known_locale(locale)
    with pytest.raises(RuleViolation):
        rules.known_time_zone("Middle/Earth")
