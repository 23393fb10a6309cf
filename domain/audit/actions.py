"""The vocabulary of the trail: `subject.happened`, one for each thing that a deed can make true."""

from enum import StrEnum


class Action(StrEnum):
    """What happened, as it stands in the trail, in live events and in webhooks."""

    INSTALLATION_FOUNDED = "installation.founded"
    REQUEST_SUBMITTED = "request.submitted"
    REQUEST_CHANGED = "request.changed"
    REQUEST_COMMENTED = "request.commented"
    REQUEST_SPONSORED = "request.sponsored"
    REQUEST_FOLLOWED = "request.followed"
    REQUEST_UNFOLLOWED = "request.unfollowed"
    CLARIFICATION_ASKED = "clarification.asked"
    CLARIFICATION_ANSWERED = "clarification.answered"
    DRAFT_SAVED = "draft.saved"
    DRAFT_DISCARDED = "draft.discarded"
    BENEFIT_DECLARED = "benefit.declared"
    BENEFIT_DROPPED = "benefit.dropped"
    REQUEST_ESTIMATED = "request.estimated"
    DEPENDENCY_RECORDED = "dependency.recorded"
    REQUEST_RANKED = "request.ranked"
    REQUEST_ENDORSED = "request.endorsed"
    RANKING_SUBMITTED = "ranking.submitted"
    REQUESTS_COMPARED = "requests.compared"
    REQUEST_RECONFIRMED = "request.reconfirmed"
    PRIORITY_LENT = "priority.lent"
    PERIOD_CLOSED = "period.closed"
    REQUEST_WITHDRAWN = "request.withdrawn"
    REQUEST_PARKED = "request.parked"
    REQUEST_RESUMED = "request.resumed"
    ROUTE_CHOSEN = "route.chosen"
    REQUEST_COMMITTED = "request.committed"
    REQUEST_DISPLACED = "request.displaced"
    DELIVERY_STARTED = "delivery.started"
    REQUEST_DELIVERED = "request.delivered"
    FORECAST_MOVED = "forecast.moved"
    UPDATE_POSTED = "update.posted"
    QUESTION_RAISED = "question.raised"
    QUESTION_ANSWERED = "question.answered"
    QUESTION_ESCALATED = "question.escalated"
    QUESTION_DECIDED = "question.decided"
    QUESTION_LAPSED = "question.lapsed"
    MEASUREMENT_RECORDED = "measurement.recorded"
    REVIEWS_SCHEDULED = "reviews.scheduled"
    REVIEW_OPENED = "review.opened"
    REVIEW_CLOSED = "review.closed"
    PULSE_GIVEN = "pulse.given"
    CAPACITY_LOGGED = "capacity.logged"
    BUDGET_SET = "budget.set"
    POLICY_SET = "policy.set"
    ROUND_HELD = "round.held"
    SCENARIO_SAVED = "scenario.saved"
    SCENARIO_DISCARDED = "scenario.discarded"
    SCENARIO_ADOPTED = "scenario.adopted"
    CALCULATION_STARTED = "calculation.started"
    CALCULATION_CANCELLED = "calculation.cancelled"
    CALCULATION_ENDED = "calculation.ended"
    PERSON_ADDED = "person.added"
    PERSON_RENAMED = "person.renamed"
    UNIT_ADDED = "unit.added"
    TEAM_ADDED = "team.added"
    ROLE_ASSIGNED = "role.assigned"
    ASSIGNMENT_ENDED = "assignment.ended"
    DEPUTY_NAMED = "deputy.named"
    PREFERENCES_SET = "preferences.set"
    PASSWORD_CHANGED = "password.changed"
    SIGNED_IN = "session.opened"
    SIGNED_OUT = "session.closed"
    SIGN_IN_REFUSED = "session.refused"
    TOKEN_CREATED = "token.created"
    TOKEN_REVOKED = "token.revoked"
    PORTFOLIO_IMPORTED = "portfolio.imported"


# What leaves every fact about requests, teams, money and policy as it was, so that nothing computed from them is stale.
LEAVES_PORTFOLIO = frozenset(
    {
        Action.REQUEST_COMMENTED,
        Action.REQUEST_FOLLOWED,
        Action.REQUEST_UNFOLLOWED,
        Action.CLARIFICATION_ASKED,
        Action.CLARIFICATION_ANSWERED,
        Action.DRAFT_SAVED,
        Action.DRAFT_DISCARDED,
        Action.PULSE_GIVEN,
        Action.REQUESTS_COMPARED,
        Action.SCENARIO_SAVED,
        Action.SCENARIO_DISCARDED,
        Action.CALCULATION_STARTED,
        Action.CALCULATION_CANCELLED,
        Action.CALCULATION_ENDED,
        Action.PREFERENCES_SET,
        Action.PASSWORD_CHANGED,
        Action.SIGNED_IN,
        Action.SIGNED_OUT,
        Action.SIGN_IN_REFUSED,
        Action.TOKEN_CREATED,
        Action.TOKEN_REVOKED,
    }
)
