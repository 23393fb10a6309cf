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


REVIEWS = """
query Reviews($status: ReviewStatus, $first: Int, $after: String) {
  valueReviews(status: $status, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges {
      node {
        id checkpointMonths dueOn through status overdue note whoDecides mayClose mayMeasure ratio
        promised { amount } realised { amount } unverified { amount } measuredShare
        request { key reviews { id } calibration { factor tooFew sample text } calibratedValue { amount } }
        benefits { monthsDue monthsMeasured promised { amount } promisedLow { amount } promisedHigh { amount }
          realised { amount } benefit { metric } }
      }
    }
  }
}
"""
