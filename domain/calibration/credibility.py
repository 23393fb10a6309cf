"""How much an own record counts beside the record of everybody else: hierarchical credibility. Pure.

Owners stand in units, units in the company. Each mean is pulled towards the level above it, the less the more it was
observed and the more such means truly differ. Bühlmann and Straub 1970 for one level, Jewell 1975 for the hierarchy;
unbiased moment estimators, negative ones cut to zero. It needs no distribution, takes zeros, and says in one figure
(`weight`) how much an own record counts.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Observation:
    """One observed ratio of somebody in a unit, and how much it weighs."""

    unit: Hashable
    owner: Hashable
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Level:
    """A mean on one level, the weights behind it, and the share (0 to 1) that it counts beside the level above."""

    mean: float
    volume: float
    share: float


@dataclass(frozen=True, slots=True)
class Credibility:
    """The structure of a record: `mean` of all with the `volume` behind it, variance `within` an owner's observations,
    `between` the owners of a unit and `across` units; each unit and each owner (by unit and owner) with the share that
    its own mean counts."""

    mean: float
    volume: float
    within: float
    between: float
    across: float
    units: Mapping[Hashable, Level]
    owners: Mapping[tuple[Hashable, Hashable], Level]

    def of_unit(self, unit: Hashable) -> float:
        """What to expect of a unit; of one without a record what is true of all."""
        return self._towards(self.units.get(unit), self.mean)

    def of_owner(self, unit: Hashable, owner: Hashable) -> float:
        """What to expect of an owner in a unit; of one without a record what is true of the unit."""
        return self._towards(self.owners.get((unit, owner)), self.of_unit(unit))

    def variance_of_unit(self, unit: Hashable) -> float:
        """How far the truth about a unit lies from what is expected of it, as a variance; of one without a record the
        whole variance across units."""
        level = self.units.get(unit)
        return self.across * (1 - level.share) if level else self.across

    def variance_of_owner(self, unit: Hashable, owner: Hashable) -> float:
        """The same for an owner in a unit: own uncertainty, and what is left of the unit's."""
        level = self.owners.get((unit, owner))
        share = level.share if level else 0.0
        return self.between * (1 - share) + (1 - share) ** 2 * self.variance_of_unit(unit)

    def without(self, one: Observation) -> float:
        """What would have been expected of the observation's owner without it, the variances as they are."""
        owner, unit = self.owners[one.unit, one.owner], self.units[one.unit]
        volume = owner.volume - one.weight
        if volume > 1e-12:
            mean = (owner.volume * owner.mean - one.weight * one.value) / volume
            rest = Level(mean, volume, _share(volume, self.within, self.between))
        else:
            rest = None
        left, mean = _exchanged((unit.volume, unit.mean), self._counts(owner), owner.mean, self._counts(rest), rest)
        above = Level(mean, left, _share(left, self._noise, self.across)) if left else None
        counted = self._counts_in_all(unit)
        left, mean = _exchanged((self.volume, self.mean), counted, unit.mean, self._counts_in_all(above), above)
        return self._towards(rest, self._towards(above, mean if left else self.mean))

    @property
    def _noise(self) -> float:
        """The variance of a unit's mean for one unit of its volume: of owners' means, else of single observations."""
        return self.between if self.between > 0 else self.within

    def _counts(self, owner: Level | None) -> float:
        """How much an owner's mean counts in the mean of the unit."""
        if owner is None:
            return 0.0
        return owner.share if self.between > 0 else owner.volume

    def _counts_in_all(self, unit: Level | None) -> float:
        """How much a unit's mean counts in the mean of all."""
        if unit is None:
            return 0.0
        return unit.share if self.across > 0 else unit.volume

    @staticmethod
    def _towards(level: Level | None, above: float) -> float:
        return above if level is None else level.share * level.mean + (1 - level.share) * above

    @classmethod
    def fitted(cls, observations: Iterable[Observation]) -> Self:
        """The structure that observations show. Raises ValueError without any.

        Where owners of a unit do not differ (or each unit has one) their means count by volume, which is the limit of
        the formula for a vanishing variance between owners.
        """
        by_owner: defaultdict[tuple[Hashable, Hashable], list[Observation]] = defaultdict(list)
        for one in observations:
            by_owner[one.unit, one.owner].append(one)
        if not by_owner:
            raise ValueError("a record needs an observation")
        means = {key: _mean([(each.value, each.weight) for each in seen]) for key, seen in by_owner.items()}
        freedom = sum(len(seen) - 1 for seen in by_owner.values())
        scatter = sum(
            each.weight * (each.value - means[key][0]) ** 2 for key, seen in by_owner.items() for each in seen
        )
        within = scatter / freedom if freedom else 0.0

        in_unit: defaultdict[Hashable, list[tuple[float, float]]] = defaultdict(list)
        for (unit, _), mean in means.items():
            in_unit[unit].append(mean)
        between = _between(in_unit.values(), within) if freedom else 0.0
        owners = {key: Level(mean, volume, _share(volume, within, between)) for key, (mean, volume) in means.items()}

        counted: defaultdict[Hashable, list[tuple[float, float]]] = defaultdict(list)
        for (unit, _), level in owners.items():
            counted[unit].append((level.mean, level.share if between > 0 else level.volume))
        unit_means = {unit: _mean(members) for unit, members in counted.items()}
        noise = between if between > 0 else within
        across = _between([list(unit_means.values())], noise) if freedom else 0.0
        units = {
            unit: Level(mean, volume, _share(volume, noise, across)) for unit, (mean, volume) in unit_means.items()
        }
        overall, volume = _mean([(level.mean, level.share if across > 0 else level.volume) for level in units.values()])
        return cls(overall, volume, within, between, across, units, owners)


def _mean(weighed: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The weighted mean and the sum of weights of (value, weight)."""
    pairs = list(weighed)
    volume = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / volume, volume


def _exchanged(
    whole: tuple[float, float], counts: float, mean: float, new_counts: float, new: Level | None
) -> tuple[float, float]:
    """The volume and the mean of a whole (volume, mean) when one member's mean and count are exchanged; (0, 0) when
    nothing is left."""
    left = whole[0] - counts + new_counts
    if left <= 1e-12:
        return 0.0, 0.0
    return left, (whole[0] * whole[1] - counts * mean + (new_counts * new.mean if new else 0.0)) / left


def _between(groups: Iterable[list[tuple[float, float]]], noise: float) -> float:
    """The variance between the true means of groups' members, given the noise of a member for one unit of weight."""
    spread = scale = 0.0
    for members in groups:
        mean, volume = _mean(members)
        spread += sum(weight * (value - mean) ** 2 for value, weight in members) - (len(members) - 1) * noise
        scale += volume - sum(weight * weight for _, weight in members) / volume
    return max(0.0, spread / scale) if scale > 1e-12 else 0.0


def _share(volume: float, noise: float, variance: float) -> float:
    return volume / (volume + noise / variance) if variance > 0 else 0.0
