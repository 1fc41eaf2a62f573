"""A bundle that brings patients, for the commands that ask what to expect of a policy."""

import pytest

from tests.policy.made_up import write_populated


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_populated(tmp_path_factory.mktemp("bundles") / "tiny"))
