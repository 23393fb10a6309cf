"""Tamarind & Oak, a maker and seller of furniture that exists nowhere else: its units, its teams, its people."""

import unicodedata
from dataclasses import dataclass

NAME = "Tamarind & Oak"


@dataclass(frozen=True, slots=True)
class UnitOfCompany:
    """A business unit with its weight in the portfolio order, and what its promises come true at (1: exactly)."""

    code: str
    name: str
    weight: int
    candour: float


@dataclass(frozen=True, slots=True)
class TeamOfCompany:
    """A delivery team: people, days of run work in a month, euros a day, and the mean slip of its deliveries in
    months."""

    code: str
    name: str
    people: int
    run_days: int
    day_rate: int
    slip: float


UNITS = (
    UnitOfCompany("retail", "Retail", 6, 0.78),
    UnitOfCompany("online", "Online Shop", 5, 0.62),
    UnitOfCompany("logistics", "Logistics", 5, 1.12),
    UnitOfCompany("finance", "Finance", 3, 0.97),
    UnitOfCompany("marketing", "Marketing", 3, 0.44),
    UnitOfCompany("service", "Customer Service", 4, 0.88),
    UnitOfCompany("purchasing", "Purchasing", 3, 0.71),
    UnitOfCompany("people", "People & Culture", 2, 0.80),
    UnitOfCompany("workshops", "Workshops", 4, 1.21),
)

TEAMS = (
    TeamOfCompany("platform", "Platform", 4, 48, 880, 0.4),
    TeamOfCompany("data", "Data", 7, 51, 910, 0.9),
    TeamOfCompany("webshop", "Web Shop", 5, 39, 840, 0.3),
    TeamOfCompany("stores", "Store Systems", 4, 39, 760, 0.6),
    TeamOfCompany("warehouse", "Warehouse Systems", 4, 36, 790, 0.2),
    TeamOfCompany("ledger", "Finance Systems", 5, 38, 860, 0.3),
    TeamOfCompany("integration", "Integration", 4, 28, 930, 1.6),
    TeamOfCompany("identity", "Identity & Security", 3, 34, 980, 0.5),
    TeamOfCompany("mobile", "Mobile Apps", 3, 27, 850, 0.9),
    TeamOfCompany("crm", "Customer Systems", 4, 30, 800, 0.5),
    TeamOfCompany("workplace", "Workplace", 3, 31, 680, 0.2),
    TeamOfCompany("production", "Production Systems", 3, 23, 820, 0.7),
)


@dataclass(frozen=True, slots=True)
class PersonOfCompany:
    """Somebody who works there. `role` is owner, it, board, admin or requester; `of` names the unit or the team.

    Requesters belong to a unit too. An `account` is a demo account; everybody else signs in elsewhere.
    """

    name: str
    role: str
    of: str = ""
    account: str = ""
    locale: str = "en"

    @property
    def email(self) -> str:
        """The address of the demo account, or first.last in plain letters."""
        spread = unicodedata.normalize("NFKD", self.name.lower().replace("ı", "i").replace("'", ""))
        plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
        return f"{self.account or '.'.join(plain.split())}@demo.example"


OWNERS = (
    PersonOfCompany("Marta Oyelaran", "owner", "retail", "owner.retail"),
    PersonOfCompany("Jonas Weidmann", "owner", "retail", locale="de"),
    PersonOfCompany("Tomás Villalobos", "owner", "online"),
    PersonOfCompany("Henrik Solberg", "owner", "logistics", "owner.logistics"),
    PersonOfCompany("Priya Raghunathan", "owner", "finance", "owner.finance"),
    PersonOfCompany("Camille Fontaine", "owner", "marketing", locale="fr"),
    PersonOfCompany("Aisha Karim", "owner", "service"),
    PersonOfCompany("Dieter Kranz", "owner", "purchasing", locale="de"),
    PersonOfCompany("Grace Mwangi", "owner", "people"),
    PersonOfCompany("Stefan Bielik", "owner", "workshops"),
)
# Takes Purchasing over from Dieter Kranz in the course of the story.
SUCCESSOR = PersonOfCompany("Noémie Lambert", "requester", "purchasing", locale="fr")

BOARD = (
    PersonOfCompany("Ingrid Vestergaard", "board", account="board.chair"),
    PersonOfCompany("Rafael Monteiro", "board", account="board"),
    PersonOfCompany("Kwame Asante", "board"),
    PersonOfCompany("Beatrice Lindgren", "board"),
)

ADMIN = PersonOfCompany("Oskar Nyman", "admin", account="admin")

STAFF = (
    PersonOfCompany("Yuki Tanabe", "it", "platform", "it.platform"),
    PersonOfCompany("Ruben Aerts", "it", "platform"),
    PersonOfCompany("Dmitri Halonen", "it", "data", "it.data"),
    PersonOfCompany("Chiamaka Obi", "it", "data"),
    PersonOfCompany("Sofia Papadakis", "it", "webshop"),
    PersonOfCompany("Liam O'Rourke", "it", "webshop"),
    PersonOfCompany("Anneke de Vries", "it", "stores"),
    PersonOfCompany("Mehmet Yıldırım", "it", "stores"),
    PersonOfCompany("Katarzyna Wrona", "it", "warehouse"),
    PersonOfCompany("Paulo Teixeira", "it", "warehouse"),
    PersonOfCompany("Hannah Brügger", "it", "ledger", locale="de"),
    PersonOfCompany("Arjun Mehta", "it", "ledger"),
    PersonOfCompany("Viktor Lindqvist", "it", "integration"),
    PersonOfCompany("Amélie Rousseau", "it", "integration", locale="fr"),
    PersonOfCompany("Naledi Khumalo", "it", "identity"),
    PersonOfCompany("Tobias Egger", "it", "identity", locale="de"),
    PersonOfCompany("Minh Anh Tran", "it", "mobile"),
    PersonOfCompany("Giulia Ferraro", "it", "mobile"),
    PersonOfCompany("Omar Benali", "it", "crm", locale="fr"),
    PersonOfCompany("Saskia Vermeer", "it", "crm"),
    PersonOfCompany("Petr Dvořák", "it", "workplace"),
    PersonOfCompany("Fatou Diallo", "it", "workplace", locale="fr"),
    PersonOfCompany("Eero Lahtinen", "it", "production"),
    PersonOfCompany("Rosa Iglesias", "it", "production"),
)

REQUESTERS = (
    PersonOfCompany("Lena Fischer", "requester", "retail", "requester"),
    PersonOfCompany("Elif Demir", "requester", "retail", locale="de"),
    PersonOfCompany("Samuel Okonkwo", "requester", "retail"),
    PersonOfCompany("Zuzana Horáková", "requester", "online"),
    PersonOfCompany("Ben Carter", "requester", "online"),
    PersonOfCompany("Mariana Costa", "requester", "logistics"),
    PersonOfCompany("Anders Holm", "requester", "logistics"),
    PersonOfCompany("Siobhán Walsh", "requester", "logistics"),
    PersonOfCompany("Carlos Benítez", "requester", "finance"),
    PersonOfCompany("Yasmin Haddad", "requester", "finance", locale="fr"),
    PersonOfCompany("Thijs Bakker", "requester", "marketing"),
    PersonOfCompany("Ana Kovač", "requester", "marketing"),
    PersonOfCompany("Deepa Nair", "requester", "service"),
    PersonOfCompany("Lukas Baumann", "requester", "service", locale="de"),
    PersonOfCompany("Ewa Nowak", "requester", "service"),
    SUCCESSOR,
    PersonOfCompany("Hiroshi Sato", "requester", "purchasing"),
    PersonOfCompany("Olivia Grant", "requester", "people"),
    PersonOfCompany("Matteo Ricci", "requester", "people"),
    PersonOfCompany("Jakub Zielinski", "requester", "workshops"),
    PersonOfCompany("Ivana Petrović", "requester", "workshops"),
)

EVERYBODY = (*OWNERS, *BOARD, *STAFF, *REQUESTERS)
