"""Amounts read the same in every sentence, in the installation's currency."""

from collections.abc import Iterator

import pytest

from domain import wording
from domain.wording import money


@pytest.fixture(autouse=True)
def speaking_in_euros_again() -> Iterator[None]:
    yield
    wording.speak_in("EUR")


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "€0"),
        (5, "€0.05"),
        (999_50, "€999.50"),
        (999_00, "€999"),
        (1_000_49, "€1,000"),
        (22_550_50, "€22,551"),
        (-373_333_00, "-€373,333"),
    ],
)
def test_amounts_are_whole_from_a_thousand_up(cents: int, words: str) -> None:
    assert money(cents) == words


@pytest.mark.parametrize(("currency", "words"), [("GBP", "£1,200"), ("CHF", "CHF\N{NO-BREAK SPACE}1,200")])
def test_amounts_name_the_currency_of_the_installation(currency: str, words: str) -> None:
    wording.speak_in(currency)
    assert money(1_200_00) == words
