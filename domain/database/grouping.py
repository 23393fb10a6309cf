"""Rows that belong together, as batch reads hand them to a loader."""

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]], keys: Iterable[K] = ()) -> dict[K, tuple[V, ...]]:
    """The values of each key in the order in which they came; each of `keys` has a group, if need be an empty one."""
    groups: dict[K, list[V]] = {key: [] for key in keys}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(group) for key, group in groups.items()}
