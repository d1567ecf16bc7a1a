"""DesignSafe's own client against the local Tapis: what its documentation says of credentials comes out."""

import pytest
from dapi import systems
from dapi.exceptions import CredentialError


def test_check_tells_good_credentials_from_none_and_from_refused_ones(ann):
    assert systems.check_credentials(ann, "stampede3")
    for system_id in ("frontera", "ls6", "no-such-system"):
        assert not systems.check_credentials(ann, system_id)


def test_check_raises_where_tapis_does_not_allow_it(ann):
    with pytest.raises(CredentialError, match="SYSLIB_UNAUTH"):
        systems.check_credentials(ann, "wma-dcv-01")


def test_establish_creates_what_is_missing_and_leaves_alone_what_is_good(bob):
    systems.establish_credentials(bob, "frontera")
    assert systems.check_credentials(bob, "frontera")
    systems.establish_credentials(bob, "frontera")
    systems.establish_credentials(bob, "frontera", force=True)
    assert systems.check_credentials(bob, "frontera")


@pytest.mark.parametrize(
    ("system_id", "says"),
    [
        ("wma-exec-01", "uses authentication method 'PKI_KEYS'"),
        ("no-such-system", "no-such-system"),
        ("wma-dcv-01", "SYSLIB_UNAUTH"),
    ],
)
def test_establish_raises_and_says_why(ann, system_id, says):
    with pytest.raises(CredentialError, match=says):
        systems.establish_credentials(ann, system_id)


def test_revoke_removes_and_may_be_repeated(bob):
    systems.establish_credentials(bob, "frontera")
    for _ in range(2):
        systems.revoke_credentials(bob, "frontera")
        assert not systems.check_credentials(bob, "frontera")


def test_revoke_of_somebody_elses_credentials_raises(ann):
    with pytest.raises(CredentialError, match="Operation: removeCred"):
        systems.revoke_credentials(ann, "stampede3", username="bob")


def test_an_empty_system_id_is_a_value_error(ann):
    functions = (systems.check_credentials, systems.establish_credentials, systems.revoke_credentials)
    for function in functions:
        with pytest.raises(ValueError, match="system_id cannot be empty"):
            function(ann, "")


def test_set_up_says_ready_created_or_skipped_for_each(log_in):
    carol = log_in("carol")
    wanted = ["designsafe.storage.default", "vista", "wma-exec-01", "cloud.data", "no-such-system"]
    assert systems.setup_tms_credentials(carol, wanted) == {
        "designsafe.storage.default": "ready",
        "vista": "created",
        "wma-exec-01": "skipped",
        # It makes a key for a host that does not answer, which is then left behind at TMS; we do not.
        "cloud.data": "skipped",
        "no-such-system": "skipped",
    }


def test_list_tells_the_credentials_on_hpc_systems_alone(ann):
    listed = {row["id"]: row["credentials"] for row in systems.list_systems(ann, output="list")}
    assert listed["stampede3"] is True
    assert listed["frontera"] is False
    assert listed["designsafe.storage.default"] is None
