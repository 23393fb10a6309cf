"""What somebody may do about a delivery is said before the command is asked."""

from domain.portfolio.permissions import permissions_by_request
from tests.support.builders.delivery import committed_request, started
from tests.support.personas import Company


async def test_only_teams_on_a_request_and_its_owners_speak_about_its_delivery(company: Company) -> None:
    request = await committed_request(company)
    for state in ("committed", "in delivery"):
        for persona in company.personas.values():
            allowed = (await permissions_by_request(await persona.as_actor(), [request.id]))[request.id]
            on_it = persona == company.it_platform
            assert allowed.start_delivery is (on_it and state == "committed")
            assert allowed.deliver is (on_it and state == "in delivery")
            assert allowed.move_forecast is on_it
            assert allowed.post_update is (on_it or persona == company.owner_retail)
        if state == "committed":
            await started(company, request)
