"""Lists in pages: a cursor is the key of a row, so that rows coming and going neither repeat nor skip others."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

import orjson
import strawberry
from graphql import GraphQLError

LONGEST_PAGE = 100

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether some came before.")
    start_cursor: str | None = strawberry.field(default=None, description="The cursor of the first entry.")
    end_cursor: str | None = strawberry.field(default=None, description="The cursor of the last entry, for `after`.")


def page_size(first: int) -> int:
    """How many entries to fetch. Raises BAD_INPUT outside 1 to 100."""
    if not 1 <= first <= LONGEST_PAGE:
        raise GraphQLError(f"`first` is 1 to {LONGEST_PAGE}.", extensions={"code": "BAD_INPUT"})
    return first


def cursor(*key: object) -> str:
    """The key of a row (numbers, text, ids, times) as an opaque cursor."""
    return base64.urlsafe_b64encode(orjson.dumps(key, default=str)).decode().rstrip("=")


def position(after: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The key in a cursor, each part read by its kind (`int`, `str`, `UUID`, `datetime.fromisoformat` …).

    None without a cursor. Raises BAD_INPUT for a cursor that is not from this list.
    """
    if after is None:
        return None
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(parts, list) or len(parts) != len(kinds):
            raise ValueError("another list's cursor")
        return tuple(None if part is None else kind(part) for kind, part in zip(kinds, parts, strict=True))
    except (ValueError, TypeError, binascii.Error):
        raise GraphQLError("`after` is not a cursor of this list.", extensions={"code": "BAD_INPUT"}) from None


def page_info(cursors: Sequence[str], *, has_next: bool, after: str | None) -> PageInfo:
    """The page's place, from its entries' cursors."""
    return PageInfo(
        has_next_page=has_next,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def trimmed(rows: Sequence[T], first: int) -> tuple[list[T], bool]:
    """Rows fetched with `first + 1`: those of the page, and whether more follow."""
    return list(rows[:first]), len(rows) > first
