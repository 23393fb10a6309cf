"""Who may do and see what, cell by cell: written from the product's roles and the contract, not from the code.

Whatever the schema or the routes have and this file does not name fails the test; whoever a row does not name is
refused. The subject of every row belongs to the unit Retail and was estimated by the team Platform.
"""

# Nobody behind the request.
STRANGERS = ("anonymous", "signed out", "expired")
# requester: brought the request. owner: of Retail. deputy: of that owner. it: of Platform. The tokens are the owner's:
# one may only read, one may do all that its person may.
PEOPLE = ("requester", "owner", "other owner", "deputy", "it", "other it", "board", "admin", "token", "reading token")
PRINCIPALS = (*STRANGERS, *PEOPLE)

DOERS = frozenset(PEOPLE) - {"reading token"}
_OWNER = frozenset({"owner", "deputy", "token"})
_OWNERS = _OWNER | {"other owner"}
_IT = frozenset({"it", "other it"})
_BOARD = frozenset({"board"})
_ADMIN = frozenset({"admin"})

MUTATIONS: dict[str, frozenset[str]] = {
    # everyone signed in
    "submitRequest": DOERS,
    "saveDraft": DOERS,
    "discardDraft": frozenset({"requester"}),  # the author of the draft
    "comment": DOERS,
    "follow": DOERS,
    "unfollow": DOERS,
    "givePulse": DOERS,
    "setPreferences": DOERS,
    "createApiToken": DOERS,
    "revokeApiToken": frozenset({"requester", "admin"}),  # whose token it is
    # what a request means
    "askClarification": _IT | _OWNERS | _BOARD,
    "answerClarification": _OWNER | {"requester"},
    # priorities: business owners of the unit
    "sponsorRequest": _OWNER,
    "withdrawRequest": _OWNER,
    "parkRequest": _OWNER,
    "resumeRequest": _OWNER,
    "chooseRoute": _OWNER,
    "rankRequest": _OWNER,
    "submitRanking": _OWNER,
    "compareRequests": _OWNER,
    "commitRequest": _OWNER,
    "endorseRequest": frozenset({"other owner"}),
    "reconfirmRequest": _OWNER,
    "lendPriority": _OWNER,  # Retail lends
    "answerPriorityQuestion": _OWNERS,  # the owners asked; here Retail's and Logistics'
    "answerPriorityQuestion, escalated": _BOARD,
    "raisePriorityQuestion": _OWNER | _IT,
    # value: the business promises and measures, the board judges
    "declareBenefit": _OWNER | {"requester"},  # who brought it until it is ranked
    "declareBenefit, ranked": _OWNER,
    "dropBenefit": _OWNER | {"requester"},
    "recordMeasurement": _OWNER,
    "closeValueReview": _BOARD,
    # facts: IT
    "estimateRequest": frozenset({"it"}),
    "logCapacity": frozenset({"it"}),
    "recordDependency": _IT,
    "startDelivery": frozenset({"it"}),
    "deliverRequest": frozenset({"it"}),
    "moveForecast": frozenset({"it"}),
    "postUpdate": _OWNER | {"it"},
    # the portfolio: the board
    "setPolicy": _BOARD,
    "setBudget": _BOARD,
    "holdPlanningRound": _BOARD,
    # heavy work: it decides nothing, so IT may as well
    "startCalculation": _OWNERS | _BOARD | _IT,
    "cancelCalculation": _OWNERS | _BOARD | _IT,
    # what-if: business owners and the board; only the board makes one real
    "saveScenario": _OWNERS | _BOARD,
    "discardScenario": frozenset({"board"}),  # who saved it
    "adoptScenario": _BOARD,
    # people and access
    "nameDeputy": _OWNERS - {"deputy"} | _BOARD,
    "addPerson": _ADMIN,
    "addUnit": _ADMIN,
    "addTeam": _ADMIN,
    "assignRole": _ADMIN,
    "endAssignment": _ADMIN,
}

# To whom a subject is nothing at all: the refusal says no more than that there is no such thing.
INVISIBLE = frozenset({"discardDraft", "revokeApiToken"})

# What may not be done to anything of one's own only. Never any cell of these for IT.
NEVER_IT = (
    "sponsorRequest",
    "withdrawRequest",
    "parkRequest",
    "resumeRequest",
    "chooseRoute",
    "rankRequest",
    "submitRanking",
    "compareRequests",
    "commitRequest",
    "endorseRequest",
    "reconfirmRequest",
    "lendPriority",
    "answerPriorityQuestion",
    "answerPriorityQuestion, escalated",
    "declareBenefit",
    "declareBenefit, ranked",
    "dropBenefit",
    "recordMeasurement",
    "closeValueReview",
    "setPolicy",
    "setBudget",
    "holdPlanningRound",
    "saveScenario",
    "discardScenario",
    "adoptScenario",
    "nameDeputy",
    "addPerson",
    "addUnit",
    "addTeam",
    "assignRole",
    "endAssignment",
)

_READERS = frozenset(PEOPLE)

QUERIES: dict[str, frozenset[str]] = {
    "me": frozenset(PRINCIPALS),  # null for strangers
    "node": _READERS,
    "requests": _READERS,
    "request": _READERS,
    "similarRequests": _READERS,
    "ranking": _READERS,
    "comparison": _READERS,
    "priorityCredits": _READERS,
    "entitlementRecord": _READERS,
    "equalShares": _READERS,
    "portfolio": _READERS,
    "plan": _READERS,
    "planningRoundPreview": _READERS,
    "planningRounds": _READERS,
    "calculation": _READERS,
    "calculations": _READERS,
    "capacity": _READERS,
    "budgets": _READERS,
    "priorityQuestions": _READERS,
    "priorityQuestion": _READERS,
    "valueReviews": _READERS,
    "valueReview": _READERS,
    "trackRecord": _READERS,
    "predictability": _READERS,
    "effortRecord": _READERS,
    "dateRecord": _READERS,
    "dateBuffer": _READERS,
    "regrets": _READERS,
    "perceptionGap": _READERS,
    "engagement": _READERS,
    "inbox": _READERS,
    "auditTrail": _READERS,
    "units": _READERS,
    "teams": _READERS,
    "people": _READERS,
    "categories": _READERS,
    "policy": _READERS,
    "scenarios": _READERS,
    "scenario": _READERS,
    "compareScenarios": _READERS,
    "imports": frozenset({"board", "admin"}),
}

SUBSCRIPTIONS: dict[str, frozenset[str]] = {"events": _READERS}

# Route → what strangers, people and those whom the row names get. A route answers all the same unless it says more.
ROUTES: dict[str, dict[str, int]] = {
    "POST /graphql": {"everybody": 200},  # each field for itself, above
    "GET /graphql": {"everybody": 404},  # no questions by GET, no editor
    "WS /graphql": {},  # as SUBSCRIPTIONS
    "GET /healthz": {"everybody": 200},
    "GET /readyz": {"everybody": 200},
    "GET /metrics": {"everybody": 200},
    "GET /": {"everybody": 200},
    "GET /{path:path}": {"everybody": 404},  # for a file that is not there
    "GET /auth/options": {"everybody": 200},
    "GET /auth/oidc/start": {"everybody": 404},
    "POST /auth/sign-in": {"everybody": 401},  # with a wrong password
    "POST /auth/password": {"everybody": 401, "reading token": 403},  # with a wrong present password
    "POST /auth/sign-out": {"everybody": 204},
    "POST /imports": {"strangers": 401, "people": 403, "tokens": 403, "admin": 200},
}
