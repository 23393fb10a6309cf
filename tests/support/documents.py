"""GraphQL documents that several tests send."""

PROBLEM = "... on Problem { code message rule violations { path message } }"


def mutation(
    name: str, arguments: str, payload: str = "... on RequestPayload { request { id key state version } }"
) -> str:
    """A document of one mutation; `arguments` declares them as `request: ID!, reason: String!`."""
    names = [argument.split(":")[0].strip() for argument in arguments.split(",")]
    declared = ", ".join(f"${argument.strip()}" for argument in arguments.split(","))
    passed = ", ".join(f"{one}: ${one}" for one in names)
    return f"mutation ({declared}) {{ {name}({passed}) {{ __typename {payload} {PROBLEM} }} }}"
