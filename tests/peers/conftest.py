"""Starts the local Tapis for the official client, and logs in as its demo people."""

import re
import subprocess
from pathlib import Path

import pytest
from tapipy.tapis import Tapis

TAPIS = Path(__file__).parent.parent / "tapis" / "main.js"


@pytest.fixture(scope="module")
def base_url():
    """The base URL of a local Tapis, a fresh one for each file of tests, which change what it knows."""
    command = ["node", str(TAPIS), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield _announced_origin(server)
        finally:
            server.terminate()
            server.wait(timeout=10)


def _announced_origin(server):
    for line in server.stdout:
        if match := re.fullmatch(r"Tapis API: (\S+)\n", line):
            return match.group(1)
    raise RuntimeError("The local Tapis ended before it told its address.")


@pytest.fixture
def log_in(base_url):
    """Logs a demo person in, as a notebook does: user name and password, then a token."""

    def log_in_as(username):
        client = Tapis(base_url=base_url, username=username, password=username)
        client.get_tokens()
        return client

    return log_in_as


@pytest.fixture
def ann(log_in):
    """Ann, who has a credential on stampede3."""
    return log_in("ann")


@pytest.fixture
def bob(log_in):
    """Bob, who begins and ends each test without a credential on frontera."""
    client = log_in("bob")
    yield client
    client.systems.removeUserCredential(systemId="frontera", userName="bob")
