"""How strong each item is, from who was put before whom: regularised Bradley–Terry. Pure and deterministic.

Bradley and Terry (1952): the chance that i is put before j is 1 / (1 + exp(s_j - s_i)). The strengths s maximise the
likelihood of the answers less `alpha` / 2 times the sum of their squares, so that they exist for any answers and an
item without any has strength 0. Newton's method; the function is concave, so there is one maximum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALPHA = 0.05
_STEPS = 60
_NEAR = 1e-9
_LONGEST = 2.0  # of one step in any strength: keeps Newton's method from leaping over the maximum
_DIGITS = 6  # strengths that differ by less are equal on every machine


@dataclass(frozen=True, slots=True)
class Strengths:
    """The strengths by index, and the variance of each difference of two, from the curvature at the maximum."""

    of: NDArray[np.float64]
    variance: NDArray[np.float64]

    @property
    def doubt(self) -> NDArray[np.float64]:
        """How much the next answer about each pair would tell: variance of the difference times that of the answer."""
        ahead = _chances(self.of)
        return self.variance * ahead * (1 - ahead)


def strengths(items: int, pairs: Sequence[tuple[int, int]], *, alpha: float = ALPHA) -> Strengths:
    """The strengths of `items` things from pairs (put first, put behind) of their indices."""
    wins = np.zeros((items, items))
    for first, behind in pairs:
        wins[first, behind] += 1
    met = wins + wins.T
    found = np.zeros(items)
    for _ in range(_STEPS):
        ahead = _chances(found)
        slope = (wins - met * ahead).sum(axis=1) - alpha * found
        change = np.linalg.solve(_curvature(met, ahead, alpha), slope)
        longest = float(np.abs(change).max(initial=0.0))
        found = found + change * min(1.0, _LONGEST / max(longest, _NEAR))
        if longest < _NEAR:
            break
    spread = np.linalg.inv(_curvature(met, _chances(found), alpha))
    own = np.diag(spread)
    return Strengths(np.round(found, _DIGITS), np.round(own[:, None] + own[None, :] - 2 * spread, _DIGITS))


def _chances(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance that each is put before each other."""
    chances: NDArray[np.float64] = 1 / (1 + np.exp(found[None, :] - found[:, None]))
    return chances


def _curvature(met: NDArray[np.float64], ahead: NDArray[np.float64], alpha: float) -> NDArray[np.float64]:
    bends = met * ahead * (1 - ahead)
    curvature: NDArray[np.float64] = np.diag(bends.sum(axis=1) + alpha) - bends
    return curvature
