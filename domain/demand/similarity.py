"""Which texts speak of the same thing: cosine of TF-IDF vectors of words, the title counting twice.

Weights (Salton and Buckley 1988, Information Processing and Management 24(5)): tf = 1 + ln f,
idf = ln((1 + N) / (1 + df)) + 1, vectors of length 1. Words that every text shares weigh little by themselves, so no
list of stop words is needed and any language will do. Pure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt
from typing import Generic, TypeVar

K = TypeVar("K")

THRESHOLD = 0.25
_WORD = re.compile(r"[^\W_]{2,}")


def words(title: str, text: str = "") -> Counter[str]:
    """How often each word stands in a text, the title's twice."""
    counted = Counter(_WORD.findall(title.casefold()))
    counted.update(counted.copy())
    counted.update(_WORD.findall(text.casefold()))
    return counted


@dataclass(frozen=True, slots=True)
class TextIndex(Generic[K]):
    """Texts by word, to find those near a new one without looking at every text."""

    idf: Mapping[str, float]
    postings: Mapping[str, list[tuple[K, float]]]

    @classmethod
    def of(cls, texts: Iterable[tuple[K, str, str]]) -> "TextIndex[K]":
        """An index of (key, title, text)."""
        counted = [(key, words(title, text)) for key, title, text in texts]
        seen_in = Counter(word for _, count in counted for word in count)
        idf = {word: log((1 + len(counted)) / (1 + in_)) + 1 for word, in_ in seen_in.items()}
        postings: defaultdict[str, list[tuple[K, float]]] = defaultdict(list)
        for key, count in counted:
            for word, weight in _unit(count, idf).items():
                postings[word].append((key, weight))
        return cls(idf, dict(postings))

    def nearest(
        self, query: Counter[str], first: int, *, leaving_out: frozenset[K] = frozenset()
    ) -> list[tuple[K, float]]:
        """The nearest texts with their cosine (0 to 1), best first, none below the threshold."""
        scores: defaultdict[K, float] = defaultdict(float)
        for word, weight in _unit(query, self.idf).items():
            for key, other in self.postings.get(word, ()):
                scores[key] += weight * other
        near = [
            (key, min(1.0, score)) for key, score in scores.items() if score >= THRESHOLD and key not in leaving_out
        ]
        return sorted(near, key=lambda pair: -pair[1])[:first]


def _unit(count: Counter[str], idf: Mapping[str, float]) -> dict[str, float]:
    """A text as a vector of length 1; words that no indexed text has are left out."""
    weights = {word: (1 + log(times)) * idf[word] for word, times in count.items() if word in idf}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
