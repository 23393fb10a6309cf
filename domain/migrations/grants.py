"""Which database role may write what: the permission matrix once more, kept by PostgreSQL itself.

IT's role has no right at all on ranks, answers, promises, measurements and verdicts. Reading is granted everywhere but
on credentials. `None` grants all columns; a tuple grants these columns only.
"""

from domain.actor import ACCESS_ROLE, DATABASE_ROLES

Columns = tuple[str, ...] | None

REQUESTER, OWNER, IT, BOARD, ADMIN, WORKER = (
    "mandate_requester",
    "mandate_owner",
    "mandate_it",
    "mandate_board",
    "mandate_admin",
    "mandate_worker",
)
READER = "mandate_read"
ACCESS = ACCESS_ROLE
LOGIN = "mandate_app"
WRITERS = tuple(role for role in DATABASE_ROLES if role != READER)

_STATE = ("state", "state_reason", "state_since", "look_again_on", "version")
_TOUCH = ("version",)

# A calculation is asked for; what it finds is written by the worker alone.
_ASKED = ("id", "kind", "scenario", "data_version", "month", "asked_by", "asked_at")

INSERT: dict[str, dict[str, Columns]] = {
    REQUESTER: {
        "request": None,
        "draft": None,
        "comment": None,
        "follower": None,
        "clarification": None,
        "benefit": None,
        "pulse": None,
    },
    OWNER: {
        "benefit": None,
        "clarification": None,
        "follower": None,
        "ranking_list": None,
        "rank_entry": None,
        "rank_move": None,
        "endorsement": None,
        "ballot": None,
        "comparison": None,
        "priority_credit": None,
        "confirmation": None,
        "scenario": None,
        "calculation": _ASKED,
        "priority_question": None,
        "question_option": None,
        "asked_party": None,
        "answer": None,
        "promise": None,
        "promised_benefit": None,
        "slot": None,
        "deferral": None,
        "funded_capacity": None,
        "scope": None,
        "progress_update": None,
        "measurement": None,
        "assignment": None,
    },
    IT: {
        "estimate": None,
        "capacity": None,
        "dependency": None,
        "clarification": None,
        "follower": None,
        "priority_question": None,
        "question_option": None,
        "asked_party": None,
        "delivery": None,
        "forecast": None,
        "progress_update": None,
        "effort_record": None,
        "calculation": _ASKED,
    },
    BOARD: {
        "policy": None,
        "budget": None,
        "clarification": None,
        "answer": None,
        "asked_party": None,
        "slot": None,
        "deferral": None,
        "funded_capacity": None,
        "scope": None,
        "review_verdict": None,
        "assignment": None,
        "planning_round": None,
        "scenario": None,
        "scenario_adoption": None,
        "calculation": _ASKED,
    },
    ADMIN: {
        "unit": None,
        "team": None,
        "person": None,
        "assignment": None,
        "request": None,
        "benefit": None,
        "follower": None,
        "estimate": None,
        "effort_record": None,
        "capacity": None,
        "import_batch": None,
        "imported_row": None,
    },
    WORKER: {
        "priority_question": None,
        "question_option": None,
        "asked_party": None,
        "value_review": None,
        "priority_credit": None,
        "standing_plan": None,
        "calculation": _ASKED,
    },
    ACCESS: {
        "person": None,
        "credential": None,
        "session": None,
        "api_token": None,
        "assignment": None,
        "sign_in_count": None,
        "policy": None,
    },
}

UPDATE: dict[str, dict[str, Columns]] = {
    REQUESTER: {
        "draft": ("content", "saved_at"),
        "request": _TOUCH,
        "clarification": ("answer", "answered_by", "answered_at"),
        "benefit": ("dropped_at",),
        "pulse": ("face", "comment", "at"),
        "person": ("locale", "time_zone"),
    },
    OWNER: {
        "request": (*_STATE, "sponsor", "route", "lane"),
        "benefit": ("dropped_at",),
        "clarification": ("answer", "answered_by", "answered_at"),
        "ranking_list": ("version",),
        "rank_entry": ("place",),
        "endorsement": ("cost_share", "endorsed_by", "assignment", "side", "at"),
        "ballot": ("tiers", "version", "cast_by", "assignment", "side", "at"),
        "scenario": ("discarded_at",),
        "calculation": ("state", "ended_at"),
        "priority_question": ("status", "outcome", "closed_at", "escalated_at"),
        "slot": ("start_month", "finish_month", "held_at"),
        "assignment": ("until_at",),
    },
    IT: {
        "request": ("state", "state_since", "version"),
        "capacity": (
            "gross_decidays",
            "run_decidays",
            "leave_decidays",
            "other_decidays",
            "note",
            "version",
            "logged_by",
            "assignment",
            "side",
            "source",
            "logged_at",
        ),
        "delivery": ("delivered_on", "delivered_by", "actual_decidays"),
        "calculation": ("state", "ended_at"),
    },
    BOARD: {
        "scenario": ("discarded_at",),
        "calculation": ("state", "ended_at"),
        "request": (*_STATE, "route", "lane"),
        "priority_question": ("status", "outcome", "closed_at", "escalated_at"),
        "budget": ("amount_cents", "version", "set_by", "assignment", "side", "set_at"),
        "slot": ("start_month", "finish_month", "held_at"),
        "assignment": ("until_at",),
    },
    ADMIN: {
        "person": ("name",),
        "assignment": ("until_at",),
        "request": (
            "title",
            "problem",
            "outcome",
            "category",
            "unit",
            "deadline",
            "earliest_start",
            "state",
            "state_since",
            "version",
        ),
        "benefit": ("dropped_at",),
        "capacity": (
            "gross_decidays",
            "run_decidays",
            "leave_decidays",
            "other_decidays",
            "note",
            "version",
            "logged_by",
            "assignment",
            "side",
            "source",
            "logged_at",
        ),
        "effort_record": ("team", "category", "estimated_days", "actual_days", "finished_on", "at"),
        "imported_row": ("content", "batch", "gone_at", "subject"),
    },
    WORKER: {
        "request": ("state", "state_since", "version"),
        "priority_question": ("status", "escalated_at", "closed_at"),
        "value_review": ("opened_at",),
        "standing_plan": ("data_version", "recent", "month", "starts", "moves", "at"),
        "calculation": ("state", "progress", "step", "started_at", "ended_at", "result", "error"),
    },
    ACCESS: {
        "credential": ("password_hash", "changed_at"),
        "session": ("ended_at", "expires_at"),
        "api_token": ("revoked_at",),
        "assignment": ("until_at",),
        "sign_in_count": ("since", "tries"),
    },
}

DELETE: dict[str, tuple[str, ...]] = {
    REQUESTER: ("draft", "follower"),
    OWNER: ("rank_entry", "slot"),
    BOARD: ("slot",),
    ACCESS: ("session", "sign_in_count"),
}

# Everybody who writes leaves a trail; the columns that the trigger fills are not theirs to write.
AUDIT_COLUMNS = (
    "id",
    "acts_for",
    "action",
    "subject_kind",
    "subject",
    "request",
    "reason",
    "before",
    "after",
    "trace",
)
SECRET_TABLES = ("credential",)


def _columns(columns: Columns) -> str:
    return "" if columns is None else " (" + ", ".join(f'"{name}"' for name in columns) + ")"


def statements(tables: tuple[str, ...]) -> list[str]:
    """The grants as SQL: everything is taken away first, so that the database holds just these."""
    everyone = ", ".join((*WRITERS, READER))
    readable = ", ".join(f'"{table}"' for table in tables if table not in SECRET_TABLES)
    made = [
        f"revoke all on all tables in schema public from public, {everyone}",
        f"revoke all on all sequences in schema public from public, {everyone}",
        "revoke create on schema public from public",
        f"grant usage on schema public to {everyone}",
        f"grant select on {readable} to {everyone}",
        f"grant select on credential to {ACCESS}",
        f"grant usage on all sequences in schema public to {', '.join(WRITERS)}",
        f"grant insert{_columns(AUDIT_COLUMNS)} on audit_event to {', '.join(WRITERS)}",
    ]
    for verb, granted in (("insert", INSERT), ("update", UPDATE)):
        made += [
            f'grant {verb}{_columns(columns)} on "{table}" to {role}'
            for role, by_table in granted.items()
            for table, columns in by_table.items()
        ]
    made += [f'grant delete on "{table}" to {role}' for role, names in DELETE.items() for table in names]
    return made
