"""How a refusal says what somebody may not do, and who may."""

from uuid import uuid4

import pytest

from domain.actor import MAY, Actor, Assignment, Deed, Role, check, spoken, who_may
from domain.errors import Forbidden


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (Deed.RANK_REQUEST, "rank a request"),
        (Deed.SUBMIT_RANKING, "submit a ranking"),
        (Deed.COMPARE_REQUESTS, "compare requests"),
        (Deed.RECONFIRM_REQUEST, "confirm a request anew"),
        (Deed.LEND_PRIORITY, "lend days of priority"),
        (Deed.HOLD_PLANNING_ROUND, "hold a planning round"),
        (Deed.SAVE_SCENARIO, "save a scenario"),
        (Deed.ADOPT_SCENARIO, "adopt a scenario"),
        (Deed.DISCARD_SCENARIO, "discard a scenario"),
        (Deed.START_CALCULATION, "start a calculation"),
        (Deed.CANCEL_CALCULATION, "cancel a calculation"),
        (Deed.ESTIMATE_REQUEST, "estimate a request"),
        (Deed.CREATE_API_TOKEN, "create an API token"),
        (Deed.POST_UPDATE, "post an update"),
    ],
)
def test_a_deed_is_said_as_people_say_it(deed: Deed, said: str) -> None:
    assert spoken(deed) == said


def test_the_system_is_named_only_where_nobody_else_may() -> None:
    assert who_may(Deed.RAISE_PRIORITY_QUESTION) == "a business owner or IT staff of the team"
    assert who_may(Deed.START_CALCULATION) == "a business owner, the governance board or IT staff of the team"
    assert who_may(Deed.CLOSE_PERIOD) == "the system itself"
    for deed, roles in MAY.items():
        assert (Role.SYSTEM.who in who_may(deed)) is (roles == (Role.SYSTEM,)), deed


def test_a_refusal_is_one_sentence() -> None:
    it = Actor(uuid4(), "Ivo", (Assignment(uuid4(), Role.IT, team_id=uuid4()),))
    with pytest.raises(Forbidden, match=r"^You may not confirm a request anew: a business owner may\.$"):
        check(it, Deed.RECONFIRM_REQUEST)
