"""Reading what past decisions of all kinds gave up or gained. Everyone signed in sees it."""

from domain.actor import Actor
from domain.realisation.queries_regret import DecisionRegret, question_regrets
from domain.realisation.queries_regret_rounds import round_regrets


async def decision_regrets(actor: Actor) -> tuple[DecisionRegret, ...]:
    """The regret of every decided question and every planning round of which it is known, the latest decision first."""
    known = (*await question_regrets(actor), *await round_regrets(actor))
    return tuple(sorted(known, key=lambda one: (one.decided_at, one.id), reverse=True))
