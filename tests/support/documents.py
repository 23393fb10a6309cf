"""GraphQL documents that several tests send."""

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
