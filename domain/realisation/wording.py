"""What to bear in mind with a review's figures, in a sentence or two. Pure."""

from domain.realisation.rules import Figures
from domain.wording import money


def note(stood: Figures) -> str | None:
    """What the figures alone do not say: months before the delivery, and months that nobody measured."""
    said = []
    if stood.lost:
        said.append(f"{money(stood.lost)} was promised for months before the delivery, and is lost.")
    if not stood.months_measured:
        said.append("Nothing is measured yet, which does not mean that nothing came.")
    elif stood.measured_share < 1:
        said.append(f"{stood.measured_share:.0%} of what was due is measured; the rest is unknown, not zero.")
    return " ".join(said) or None
