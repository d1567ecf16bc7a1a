"""Runs the Python clients on behalf of a test or a measurement: a task on each line of the input, what came of it on each
line of the output, both as JSON.

A task: {"client": "opsutils" | "dapi", "operation": …, "baseUrl", "token", "username", "systems": […], "force"}. What came
of it: {"claim": what was printed or returned, "error": {"type", "message"} or null, "milliseconds"}.
"""

import contextlib
import io
import json
import os
import sys
import time
from functools import cache

# Whatever a client prints or logs goes to the error output and does not come between the answers.
ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

from dapi import systems as dapi  # noqa: E402
from tapipy.tapis import Tapis  # noqa: E402

from credentials import establish_tms_credentials, revoke_tms_credentials  # noqa: E402


def _set_up_one_by_one(tapis, task):
    for system_id in task["systems"]:
        try:
            establish_tms_credentials(tapis, system_id, task["username"])
        except Exception as error:  # as a notebook's loop does, so that the others are set up
            print(f"{system_id}: {error}")


OPERATIONS = {
    ("opsutils", "establish"): lambda t, task: establish_tms_credentials(t, task["systems"][0], task["username"]),
    ("opsutils", "revoke"): lambda t, task: revoke_tms_credentials(t, task["systems"][0], task["username"]),
    ("opsutils", "setUp"): _set_up_one_by_one,
    ("dapi", "establish"): lambda t, task: dapi.establish_credentials(
        t, task["systems"][0], task["username"], force=task.get("force", False)
    ),
    ("dapi", "revoke"): lambda t, task: dapi.revoke_credentials(t, task["systems"][0], task["username"]),
    ("dapi", "setUp"): lambda t, task: print(json.dumps(dapi.setup_tms_credentials(t, task["systems"]))),
    ("dapi", "list"): lambda t, task: print(len(dapi.list_systems(t, category="all", output="list"))),
}


@cache
def connect(base_url, token, username):
    """A client of one person, kept so that making it is not measured."""
    # tapipy does not look at the environment for whom to trust.
    trusted = os.environ.get("REQUESTS_CA_BUNDLE", True)
    client = Tapis(base_url=base_url, access_token=token, verify=trusted)
    client.username = username
    return client


def carry_out(task):
    printed = io.StringIO()
    error = None
    started = time.perf_counter()
    try:
        client = connect(task["baseUrl"], task["token"], task["username"])
        with contextlib.redirect_stdout(printed):
            started = time.perf_counter()
            OPERATIONS[task["client"], task["operation"]](client, task)
    except Exception as raised:  # every kind is an outcome
        error = {"type": type(raised).__name__, "message": str(raised)}
    milliseconds = (time.perf_counter() - started) * 1000
    return {"claim": printed.getvalue().strip(), "error": error, "milliseconds": milliseconds}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line))), file=ANSWERS, flush=True)
