"""What every test may ask for: a running server, a migrated database, and the connections of the product."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest

from domain.actor import Actor
from domain.database.engine import DB, connected
from tests.support.database import Database, Server, migrated, running_server
from tests.support.personas import Company, founded


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of modules that count their cases are properties, so that `make trust` can try them on more."""
    for item in items:
        if isinstance(item, pytest.Function) and {"CASES", "each_case"} & vars(item.module).keys():
            item.add_marker("property")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def run_number() -> int:
    """The process that stands for this test run: pytest itself, or the parent of its workers."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


@pytest.fixture(scope="session")
def migrated_database(server: Server, run_number: int) -> Iterator[Database]:
    with migrated(server, run_number, os.environ.get("PYTEST_XDIST_WORKER", "main")) as database:
        yield database


@pytest.fixture(scope="session")
async def connections(migrated_database: Database) -> AsyncIterator[None]:
    """The product's own pools, as its login, for the whole run."""
    async with connected(migrated_database.login_url, size=4, read_size=4):
        yield


@pytest.fixture
async def database(migrated_database: Database, connections: None) -> AsyncIterator[Database]:
    """A database in which this test finds nothing and leaves nothing."""
    yield migrated_database
    assert DB.current_transaction.get() is None, "the test left a transaction open"
    migrated_database.empty()


@pytest.fixture
async def company(database: Database) -> Company:
    """A small company with somebody for every role, in an otherwise empty database."""
    return await founded()


@pytest.fixture
async def owner(company: Company) -> Actor:
    """The business owner of Retail."""
    return await company.owner_retail.as_actor()
