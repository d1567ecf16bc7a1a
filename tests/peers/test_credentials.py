"""What users know of establish and revoke holds against the local Tapis."""

import pytest
from tapipy import errors

from credentials import establish_tms_credentials, revoke_tms_credentials


def test_establish_creates_what_is_missing_and_then_finds_it(bob, capsys):
    establish_tms_credentials(bob, "frontera", "bob")
    assert capsys.readouterr().out.splitlines() == [
        "No good credentials for bob on frontera.",
        "Credentials for bob on frontera created.",
    ]
    establish_tms_credentials(bob, "frontera", "bob")
    assert capsys.readouterr().out == "Credentials for bob on frontera exist.\n"


def test_establish_replaces_a_key_that_the_host_refuses(log_in, capsys):
    ann = log_in("ann")
    establish_tms_credentials(ann, "ls6", "ann")
    assert capsys.readouterr().out.endswith("created.\n")
    ann.systems.checkUserCredential(systemId="ls6", userName="ann")


def test_establish_claims_success_on_a_system_without_tms_keys(ann, capsys):
    establish_tms_credentials(ann, "wma-exec-01", "ann")
    assert capsys.readouterr().out.endswith("created.\n")
    with pytest.raises(errors.UnauthorizedError):
        ann.systems.checkUserCredential(systemId="wma-exec-01", userName="ann")


def test_establish_does_not_hide_that_a_system_is_missing_or_forbidden(ann):
    with pytest.raises(errors.NotFoundError):
        establish_tms_credentials(ann, "no-such-system", "ann")
    with pytest.raises(errors.ForbiddenError):
        establish_tms_credentials(ann, "wma-dcv-01", "ann")


def test_revoke_removes_the_credential_and_may_be_repeated(bob, capsys):
    establish_tms_credentials(bob, "frontera", "bob")
    for _ in range(2):
        revoke_tms_credentials(bob, "frontera", "bob")
        assert capsys.readouterr().out.endswith("Credentials for bob on frontera revoked.\n")
        with pytest.raises(errors.UnauthorizedError, match="SYSLIB_CRED_NOT_FOUND"):
            bob.systems.checkUserCredential(systemId="frontera", userName="bob")
