"""The application on the test's database."""

import pytest

from api.app import Mandate
from tests.support.database import Database
from tests.support.graphql import application


@pytest.fixture
def app(database: Database) -> Mandate:
    return application(database)
