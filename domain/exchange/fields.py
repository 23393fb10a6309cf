"""What a file can bring in, kind by kind: the fields, what they hold, and the names that files give them.

Names are matched without case, spaces, signs and accents, in English, German and French.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ImportKind(StrEnum):
    """The four things that a portal is filled with from files."""

    REQUESTS = "requests"
    ESTIMATE_HISTORY = "estimate_history"
    CAPACITY = "capacity"
    PEOPLE = "people"


class Holds(StrEnum):
    """What a field holds, which decides how its column is read."""

    TEXT = "text"
    AMOUNT = "amount"
    NUMBER = "number"
    SHARE = "share"
    EFFORT = "effort"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    MONTH = "month"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind; `required` means that every row must have a value. `longest` counts characters."""

    name: str
    holds: Holds
    synonyms: tuple[str, ...]
    required: bool = False
    longest: int = 20_000


@dataclass(frozen=True, slots=True)
class Kind:
    """The fields of a kind; each group of `one_of` needs one mapped column; `key_from` is the key without a
    column.
    """

    fields: tuple[Field, ...]
    one_of: tuple[tuple[str, ...], ...] = ()
    key_from: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of that name, if the kind has it."""
        return next((field for field in self.fields if field.name == name), None)


def _field(name: str, holds: Holds, synonyms: str, *, required: bool = False, longest: int = 20_000) -> Field:
    names = (" ".join(one.split()) for one in synonyms.split(","))
    return Field(name, holds, tuple(dict.fromkeys((name.replace("_", " "), *names))), required, longest)


_KEY = (
    "id, unique id, identifier, number, no, nr, num, ref, reference, code, project id, project number, project no, "
    "project code, request id, ticket, ticket id, task number, task id, record number, shortcode, kennung, "
    "schlüssel, nummer, projektnummer, vorgang, identifiant, clé, numéro, numéro de projet, référence"
)
_TITLE = (
    "name, project name, project title, project, request, request name, summary, initiative, investment, demand, "
    "titel, bezeichnung, projektname, projekttitel, vorhaben, titre, nom, nom du projet, intitulé, projet"
)
_CATEGORY = (
    "type, category name, report category, project type, investment type, class, portfolio, kategorie, art, typ, "
    "projektart, catégorie, genre, nature"
)
_STATUS = "state, status code, phase, stage, zustand, stand, état, statut, étape"
_START = (
    "start date, started on, start on, begin, begin date, planned start, kickoff, startdatum, beginn, start am, "
    "début, date de début, date de démarrage"
)
_FINISH = (
    "end date, finish date, finished on, completed on, completion date, estimated completion date, deadline, due, "
    "due date, end, target date, go live, planned end, enddatum, ende, fertig, fälligkeit, termin, zieldatum, fin, "
    "date de fin, échéance, date d'achèvement"
)
_TEAM = "delivery team, group, team name, squad, mannschaft, abteilung, gruppe, équipe, groupe"

REQUESTS = Kind(
    fields=(
        _field("key", Holds.TEXT, _KEY, longest=200),
        _field("title", Holds.TEXT, _TITLE, required=True, longest=300),
        _field(
            "problem",
            Holds.TEXT,
            "description, problem statement, description aims, aims, details, background, need, business need, "
            "beschreibung, ausgangslage, problem, bedarf, problème, besoin, contexte",
        ),
        _field(
            "outcome",
            Holds.TEXT,
            "expected outcome, benefits, benefit description, objective, objectives, goal, ergebnis, nutzen, ziel, "
            "résultat, bénéfices, objectif",
        ),
        _field(
            "unit_code",
            Holds.TEXT,
            "dept acronym, department code, dept code, dept, business unit code, cost center, kürzel, "
            "abteilungskürzel, kostenstelle, code unité, sigle, centre de coûts",
            longest=60,
        ),
        _field(
            "unit_name",
            Holds.TEXT,
            "unit, department, business unit, business area, division, bureau, ministry, owner unit, abteilung, "
            "bereich, geschäftsbereich, einheit, ressort, département, service, direction, unité, ministère",
            longest=200,
        ),
        _field("category", Holds.TEXT, _CATEGORY, longest=200),
        _field(
            "cost",
            Holds.AMOUNT,
            "budget, total budget, total cost, one off cost, planned cost, planned costs, estimated cost, price, "
            "capex, wlc baseline, whole life cost, enhancement spend, kosten, gesamtkosten, gesamtbudget, "
            "einmalkosten, coût, coûts, coût total, budget total",
        ),
        _field("start", Holds.FIRST_DAY, _START),
        _field("finish", Holds.LAST_DAY, _FINISH),
        _field(
            "duration_days",
            Holds.NUMBER,
            "planned duration, duration, duration in days, dauer, laufzeit, durée",
        ),
        _field(
            "promised_value",
            Holds.AMOUNT,
            "value, expected value, benefit, business value, total benefit, benefits baseline, npv, value per year, "
            "value a year, annual value, annual benefit, yearly value, yearly benefit, wert, nutzen in geld, "
            "erwarteter wert, wert pro jahr, nutzen pro jahr, jährlicher nutzen, valeur, valeur attendue, gain, "
            "valeur annuelle, gain annuel",
        ),
        _field("status", Holds.TEXT, _STATUS, longest=200),
        _field(
            "snapshot",
            Holds.FIRST_DAY,
            "as of date, as of, report year, reporting year, report date, snapshot date, year, stichtag, "
            "berichtsjahr, berichtsdatum, jahr, date du rapport, année, date d'arrêté",
        ),
    ),
    one_of=(("unit_code", "unit_name"),),
)

ESTIMATE_HISTORY = Kind(
    fields=(
        _field("key", Holds.TEXT, _KEY, longest=200),
        _field("title", Holds.TEXT, "summary, task, task name, description, titel, aufgabe, titre, tâche"),
        _field("team", Holds.TEXT, _TEAM, longest=200),
        _field("project", Holds.TEXT, "project name, project code, projekt, projet", longest=200),
        _field("category", Holds.TEXT, f"{_CATEGORY}, dev mode, sector, task type", longest=200),
        _field(
            "estimated_effort",
            Holds.EFFORT,
            "estimate, estimated, effort estimate, estimated hours, hours estimate, estimated days, planned effort, "
            "plan, geschätzter aufwand, schätzung, planaufwand, charge estimée, estimation",
        ),
        _field(
            "actual_effort",
            Holds.EFFORT,
            "actual, actual hours, hours actual, actual days, act effort, real effort, effort, spent, "
            "hours spent, real effort person hours, person hours, ist aufwand, istaufwand, tatsächlicher aufwand, "
            "aufwand, charge réelle, réel, effort réel, mm",
        ),
        _field("size", Holds.NUMBER, "function points, story points, fp, afp, cfp, loc, kloc, umfang, taille"),
        _field("confidence", Holds.SHARE, "certainty, probability, sicherheit, konfidenz, confiance"),
        _field("estimated_on", Holds.FIRST_DAY, "estimate on, estimated on, estimate date, schätzdatum"),
        _field("started_on", Holds.FIRST_DAY, _START),
        _field("finished_on", Holds.LAST_DAY, f"{_FINISH}, date, datum, jour"),
        _field("status", Holds.TEXT, f"{_STATUS}, done", longest=200),
    ),
    one_of=(("estimated_effort", "actual_effort"),),
)

CAPACITY = Kind(
    fields=(
        _field("team", Holds.TEXT, _TEAM, required=True, longest=200),
        _field("month", Holds.MONTH, "period, date, monat, periode, zeitraum, mois, période", required=True),
        _field(
            "gross",
            Holds.EFFORT,
            "gross days, capacity, available, brutto, kapazität, brut, capacité",
            required=True,
        ),
        _field(
            "run",
            Holds.EFFORT,
            "run days, run work, operations, support, ktlo, keep the lights on, betrieb, exploitation, maintenance",
        ),
        _field("leave", Holds.EFFORT, "leave days, holiday, holidays, vacation, absence, urlaub, abwesenheit, congés"),
        _field("other", Holds.EFFORT, "other days, training, meetings, sonstiges, andere, autre, autres, divers"),
    ),
    key_from=("team", "month"),
)

PEOPLE = Kind(
    fields=(
        _field(
            "name",
            Holds.TEXT,
            "full name, display name, person, employee, mitarbeiter, vollständiger name, nom, nom complet, personne",
            required=True,
            longest=200,
        ),
        _field(
            "email",
            Holds.EMAIL,
            "e mail, mail, email address, e mail adresse, courriel, adresse électronique",
            required=True,
            longest=254,
        ),
        _field("role", Holds.TEXT, "roles, function, rolle, funktion, rôle, fonction", longest=100),
        _field(
            "unit",
            Holds.TEXT,
            "business unit, department, abteilung, bereich, einheit, unité, service",
            longest=200,
        ),
        _field("team", Holds.TEXT, "delivery team, squad, it team, mannschaft, équipe", longest=200),
    ),
    key_from=("email",),
)

KINDS: Mapping[ImportKind, Kind] = {
    ImportKind.REQUESTS: REQUESTS,
    ImportKind.ESTIMATE_HISTORY: ESTIMATE_HISTORY,
    ImportKind.CAPACITY: CAPACITY,
    ImportKind.PEOPLE: PEOPLE,
}
