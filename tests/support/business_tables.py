"""What only the business decides, as tables: IT's database role has no right to write any of them."""

BUSINESS_TABLES = frozenset(
    {
        "answer",
        "assignment",
        "benefit",
        "budget",
        "deferral",
        "endorsement",
        "funded_capacity",
        "measurement",
        "policy",
        "promise",
        "promised_benefit",
        "rank_entry",
        "rank_move",
        "ranking_list",
        "review_verdict",
        "scope",
        "slot",
        "value_review",
    }
)
