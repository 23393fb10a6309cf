"""Factors as exact numbers of four decimals, so that every replica prices and plans alike. Pure."""

from fractions import Fraction

PARTS = 10_000
NEUTRAL = Fraction(1)


def exact(factor: float) -> Fraction:
    """A fitted factor as the exact number of four decimals that everybody computes with."""
    return Fraction(round(factor * PARTS), PARTS)


def times(amount: int, factor: Fraction) -> int:
    """An amount at a factor, rounded to a whole unit, halves up."""
    return (2 * amount * factor.numerator + factor.denominator) // (2 * factor.denominator)


def times_up(amount: int, factor: Fraction) -> int:
    """An amount at a factor, rounded up to a whole unit."""
    return -(-amount * factor.numerator // factor.denominator)
