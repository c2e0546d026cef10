"""Settings that the whole suite shares."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.servers import Server, running_server

# Drawn alike for everybody, and never timed: a law that fails here fails everywhere.
settings.register_profile("kautilya", deadline=None, derandomize=True, max_examples=60, print_blob=True)
settings.load_profile("kautilya")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL, started once, when the first test asks for it."""
    with running_server() as started:
        yield started


@pytest.fixture(scope="session")
def shared_register(server: Server) -> str:
    """The register on the server that tests share, each finding it empty (`server_register`)."""
    return server.register()


@pytest.fixture
def server_register(server: Server, shared_register: str) -> str:
    """The address of an empty register on the server."""
    server.empty(shared_register)
    return shared_register


@pytest.fixture
def server_database(server: Server) -> str:
    """The address of a database on the server that holds nothing."""
    return server.database()
