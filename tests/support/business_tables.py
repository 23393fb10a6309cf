"""What only the business decides, as tables: IT's database role has no right to write any of them."""

BUSINESS_TABLES = frozenset(
    {
        "answer",
        "assignment",
        "ballot",
        "benefit",
        "budget",
        "comparison",
        "confirmation",
        "deferral",
        "endorsement",
        "funded_capacity",
        "measurement",
        "planning_round",
        "policy",
        "priority_credit",
        "promise",
        "promised_benefit",
        "rank_entry",
        "rank_move",
        "ranking_list",
        "review_verdict",
        "scenario",
        "scenario_adoption",
        "scope",
        "slot",
        "standing_plan",
        "value_review",
    }
)
