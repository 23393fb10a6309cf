"""How sure a share is that was seen in few cases. Shares lie between 0 and 1. Pure."""

from math import sqrt
from statistics import NormalDist

COMPANY_WEIGHT = 8  # a team's record counts beside so many requests that did as the company's


def wilson_interval(hits: int, sample: int, confidence: float) -> tuple[float, float]:
    """The interval in which the true share lies with this confidence, given so many hits in a sample.

    Wilson 1927: unlike hits ± a margin it keeps its coverage for few observations and for shares near 0 and 1.
    Returns (0, 1) for an empty sample.
    """
    if sample == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = hits / sample
    shrink = 1 + z * z / sample
    centre = (share + z * z / (2 * sample)) / shrink
    margin = z * sqrt(share * (1 - share) / sample + z * z / (4 * sample * sample)) / shrink
    return max(0.0, centre - margin), min(1.0, centre + margin)


def newcombe_interval(
    hits: int, sample: int, other_hits: int, other_sample: int, confidence: float
) -> tuple[float, float]:
    """The interval of the first share minus the second one, from their two Wilson intervals (Newcombe 1998).

    Returns (-1, 1) when either sample is empty.
    """
    if not sample or not other_sample:
        return -1.0, 1.0
    share, other = hits / sample, other_hits / other_sample
    low, high = wilson_interval(hits, sample, confidence)
    other_low, other_high = wilson_interval(other_hits, other_sample, confidence)
    difference = share - other
    return (
        difference - sqrt((share - low) ** 2 + (other_high - other) ** 2),
        difference + sqrt((high - share) ** 2 + (other - other_low) ** 2),
    )


def expected_share(hits: int, sample: int, company_share: float) -> float:
    """The share to expect next: the own record with eight cases added that did as the company did (beta-binomial)."""
    return (hits + COMPANY_WEIGHT * company_share) / (sample + COMPANY_WEIGHT)
