"""An order debt in words: who waits behind whom, and what can be done about it."""

from domain.planning.current import CurrentPlan
from domain.planning.debts import OrderDebt
from domain.planning.explain import few_named
from domain.wording import month_name


def debt_text(plan: CurrentPlan, debt: OrderDebt) -> str:
    """The debt in a sentence."""
    begins = "it is not in the plan" if debt.start is None else f"it starts in {plan.month_names[debt.start]}"
    were = "was" if len(debt.behind) == 1 else "were"
    return (
        f"By its place {debt.request} could start in {plan.month_names[debt.possible]}; {few_named(debt.behind)},"
        f" lower in the order, {were} there first, so {begins}."
    )


def way_out(plan: CurrentPlan) -> str:
    """What can be done about any debt: nobody is pushed back but by a decision."""
    return f"A priority question can ask who gives way, at what price; else it waits for its turn {next_round(plan)}."


def next_round(plan: CurrentPlan) -> str:
    """When the plan follows the order again, as the end of a sentence."""
    if plan.round is None:
        return "at the next planning round"
    due = plan.round.month + plan.input.facts.policy.planning_round_months
    when = f"due in {month_name(due)}" if due >= plan.months[0] else f"due since {month_name(due)}"
    return f"at the next planning round, {when}"
