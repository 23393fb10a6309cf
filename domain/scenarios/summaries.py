"""What a scenario comes to beside the live plan of the same data. Pure."""

from dataclasses import dataclass

from domain.scenarios.differences import Comparison, Effect
from domain.scenarios.figures import Figures
from domain.scenarios.moving import more_text, moves_text
from domain.wording import days, money


@dataclass(frozen=True, slots=True)
class Summary:
    """What a scenario comes to beside the live plan of the same data."""

    data_version: int
    figures: Figures
    live: Figures
    effects: tuple[Effect, ...]

    @property
    def earlier(self) -> int:
        return sum(each.earlier for each in self.effects)

    @property
    def later(self) -> int:
        return sum(each.later for each in self.effects)

    @property
    def came_in(self) -> int:
        return sum(each.came_in for each in self.effects)

    @property
    def dropped_out(self) -> int:
        return sum(each.dropped_out for each in self.effects)

    @property
    def text(self) -> str:
        """The difference as one or two sentences."""
        moves = moves_text(self.came_in, self.dropped_out, self.earlier, self.later)
        before, after = self.live.total, self.figures.total
        more = more_text(after.effort - before.effort, after.promised - before.promised)
        text = f"Against the plan as it is {moves}; {more}."
        if self.figures.bought_cents or self.figures.bought_decidays:
            bought = f"{days(self.figures.bought_decidays)} days bought for {money(self.figures.bought_cents)}"
            text = f"{text} It takes {bought}."
        return text


def summary(comparison: Comparison) -> Summary:
    """The second of two plans beside the first, without their requests one by one."""
    first, other = comparison.outcomes
    return Summary(first.plan.data_version, other.figures, first.figures, comparison.effects[1])
