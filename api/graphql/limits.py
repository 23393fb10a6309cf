"""How much one GraphQL document may ask for, decided in one pass before anything is resolved.

Each fragment is judged once and its verdict remembered, so that a document is judged in a time that grows with its
length, however often its fragments spread each other. Walking every spread anew, as the stock limiters do, takes time
that doubles with each level of a document of a few hundred bytes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)
from strawberry.extensions import SchemaExtension

from api.graphql.context import Context

DOCUMENT_BYTES = 32 * 1024
TOKENS = 2000
DEPTH = 12
ALIASES = 30
DIRECTIVES = 20
FRAGMENTS = 100
COST = 5000  # fields that may be resolved, with lists counted by their `first`, softened (see `_times`)
PAGE = 100
ITEMS = 1000  # in any list of the variables or the document
INTROSPECTION_DEPTH = 15
CEILING = 10**9


@dataclass(frozen=True, slots=True)
class Weight:
    """What a selection costs when it is reached once."""

    depth: int = 0
    cost: int = 0
    aliases: int = 0
    directives: int = 0
    introspects: bool = False
    pages: bool = False  # whether it selects the entries of a page


class TooMuch(GraphQLError):
    """The document asks for more than one request may."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "TOO_MUCH"})


# U+0000 written out in a literal, as the language of documents has it.
_NOTHING = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:0000|\{0+\})")


class Unstorable(GraphQLError):
    """A text holds what no text can hold: U+0000, or half a character."""

    def __init__(self) -> None:
        super().__init__(
            "A text here holds a character that cannot be kept (U+0000, or half a character). Remove it and try again.",
            extensions={"code": "RULE_VIOLATION"},
        )


def judge(document: DocumentNode, variables: Mapping[str, Any] | None = None) -> Weight:
    """The weight of a document's heaviest parts. Raises TooMuch, naming the limit that it passes."""
    variables = variables or {}
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    if len(operations) > 1:
        raise TooMuch("A document holds one operation.")
    if len(fragments) > FRAGMENTS:
        raise TooMuch(f"A document holds {FRAGMENTS} fragments at most.")
    _count_items(variables)
    weights = _Weights(fragments, variables)
    # Unused fragments are judged as well: validation walks them too.
    for name in fragments:
        weights.of_fragment(name)
    total = weights.of_operation(operations[0]) if operations else Weight()
    for value, limit, what in (
        (total.depth, INTROSPECTION_DEPTH if total.introspects else DEPTH, "levels deep"),
        (total.aliases, ALIASES, "aliases"),
        (total.directives, DIRECTIVES, "directives"),
        (total.cost, COST, "units of cost"),
    ):
        if value > limit:
            raise TooMuch(f"A request may have {limit} {what} at most; this one has {min(value, CEILING)}.")
    return total


class _Weights:
    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]) -> None:
        self._fragments = fragments
        self._variables = variables
        self._known: dict[str, Weight] = {}
        self._open: set[str] = set()

    def of_operation(self, definition: OperationDefinitionNode) -> Weight:
        return self._of_selections(definition.selection_set, len(definition.directives or ()), level=1)

    def of_fragment(self, name: str, level: int = 1) -> Weight:
        if name in self._known:
            return self._known[name]
        fragment = self._fragments.get(name)
        if fragment is None:
            return Weight()  # validation names it
        if name in self._open:
            raise TooMuch(f'The fragment "{name}" spreads itself.')
        self._open.add(name)
        weight = self._of_selections(fragment.selection_set, len(fragment.directives or ()), level=level)
        self._open.discard(name)
        self._known[name] = weight
        return weight

    def _of_selections(self, selections: SelectionSetNode | None, directives: int, *, level: int) -> Weight:
        # Bounds the recursion of this walk; the depth limit itself counts fields only.
        if level > 4 * INTROSPECTION_DEPTH:
            raise TooMuch(f"A request may be {DEPTH} levels deep at most.")
        depth = cost = aliases = 0
        introspects = pages = False
        for each in selections.selections if selections else ():
            own = len(each.directives or ())
            if isinstance(each, FieldNode):
                inner = self._of_selections(each.selection_set, own, level=level + 1)
                times = self._times(each, of_pages=inner.pages)
                weight = Weight(
                    depth=inner.depth + 1,
                    cost=1 + times * inner.cost,
                    aliases=inner.aliases + (each.alias is not None),
                    directives=inner.directives,
                    introspects=inner.introspects or each.name.value in ("__schema", "__type"),
                    pages=each.name.value == "edges",
                )
            elif isinstance(each, FragmentSpreadNode):
                spread = self.of_fragment(each.name.value, level + 1)
                weight = replace(spread, directives=spread.directives + own)
            elif isinstance(each, InlineFragmentNode):
                weight = self._of_selections(each.selection_set, own, level=level + 1)
            else:  # pragma: no cover — GraphQL has no fourth kind of selection
                raise TooMuch("The document holds an unknown kind of selection.")
            depth = max(depth, weight.depth)
            cost = min(cost + weight.cost, CEILING)
            aliases = min(aliases + weight.aliases, CEILING)
            directives = min(directives + weight.directives, CEILING)
            introspects = introspects or weight.introspects
            pages = pages or weight.pages
        return Weight(depth, cost, aliases, directives, introspects, pages)

    def _times(self, field: FieldNode, *, of_pages: bool) -> int:
        """How often the selections below a field count: pages by a tenth of their `first`, everything else once.

        A page without `first` counts as the longest one, because its default is not known here.
        """
        first = 0
        for argument in field.arguments or ():
            _check_items(argument.value)
            if argument.name.value == "first":
                first = self._number(argument.value)
        if first > PAGE:
            raise TooMuch(f"`first` is {PAGE} at most.")
        if of_pages and not first:
            first = PAGE
        return max(1, -(-first // 10))

    def _number(self, value: ValueNode) -> int:
        if isinstance(value, IntValueNode):
            return int(value.value) if len(value.value) < 12 else CEILING
        if isinstance(value, VariableNode):
            given = self._variables.get(value.name.value)
            return given if isinstance(given, int) else 0
        return 0


def _check_items(value: ValueNode) -> None:
    if isinstance(value, ListValueNode) and len(value.values) > ITEMS:
        raise TooMuch(f"A list holds {ITEMS} entries at most.")


def _count_items(variables: Any) -> None:
    waiting = [variables]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, str):
            _check_text(each)
        elif isinstance(each, list):
            if len(each) > ITEMS:
                raise TooMuch(f"A list holds {ITEMS} entries at most.")
            waiting.extend(each)


def _check_text(text: str) -> None:
    if "\0" in text:
        raise Unstorable
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unstorable from None


class Limits(SchemaExtension):
    """Judges each document between parsing and validation, which would itself be too slow on hostile ones."""

    def on_operation(self) -> Iterator[None]:
        self.execution_context.parse_options["max_tokens"] = TOKENS
        query = self.execution_context.query or ""
        if len(query) > DOCUMENT_BYTES:
            raise TooMuch(f"A document has {DOCUMENT_BYTES} characters at most.")
        _check_text(query)
        if _NOTHING.search(query):
            raise Unstorable
        yield

    def on_validate(self) -> Iterator[None]:
        execution = self.execution_context
        if execution.graphql_document is not None:
            try:
                weight = judge(execution.graphql_document, execution.variables)
                context = execution.context
                if weight.introspects and not (isinstance(context, Context) and context.signed_in):
                    raise GraphQLError("Sign in to see the schema.", extensions={"code": "UNAUTHENTICATED"})
            except GraphQLError as refused:
                # Validation is skipped when errors are there already.
                execution.pre_execution_errors = [refused]
        yield
