"""What a scenario comes to beside the live plan of the same data. Pure."""

from dataclasses import dataclass

from domain.scenarios.differences import Comparison, Effect, Leg, Split, leg
from domain.scenarios.figures import Figures
from domain.wording import days, money


@dataclass(frozen=True, slots=True)
class Summary:
    """What a scenario comes to beside the live plan of the same data.

    split: what of it a planning round held today does by itself, and what the change does on top; None where the
    scenario plans within the cycle, or a round would change nothing because none was held yet.
    """

    data_version: int
    whole: Leg
    split: Split | None

    @property
    def figures(self) -> Figures:
        return self.whole.after

    @property
    def live(self) -> Figures:
        return self.whole.before

    @property
    def effects(self) -> tuple[Effect, ...]:
        return self.whole.effects

    @property
    def change(self) -> Leg:
        """What the change alone does."""
        return self.whole if self.split is None else self.split.change

    @property
    def text(self) -> str:
        """The difference in plain words: the round alone and the change apart where the scenario plans as a round."""
        if self.split is None:
            text = f"Against the plan as it is {self.whole.text}."
        else:
            text = f"{round_text(self.split)} {change_text(self.split)}"
        if self.figures.bought_cents or self.figures.bought_decidays:
            bought = f"{days(self.figures.bought_decidays)} days bought for {money(self.figures.bought_cents)}"
            text = f"{text} It takes {bought}."
        return text


def round_text(split: Split) -> str:
    """What a planning round does without the scenario, as a sentence."""
    return f"Holding a planning round today: {split.round_alone.text}."


def change_text(split: Split) -> str:
    """What the scenario's change does once the round is held, as a sentence."""
    return f"The change on top: {split.change.text}."


def summary(comparison: Comparison) -> Summary:
    """The second of two plans beside the first, without their requests one by one."""
    first, other = comparison.outcomes
    return Summary(first.plan.data_version, leg(first, other), comparison.splits[1])
