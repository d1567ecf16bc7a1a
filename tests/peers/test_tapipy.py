"""The local Tapis answers the official client as Tapis does: its documented results, its own exceptions."""

import pytest
from tapipy import errors
from tapipy.tapis import Tapis, TapisResult


def test_a_password_gives_a_token_with_the_tapis_claims(ann, base_url):
    claims = ann.access_token.claims
    assert claims["tapis/username"] == "ann"
    assert claims["tapis/tenant_id"] == "designsafe"
    assert claims["iss"] == f"{base_url}/v3/tokens"
    assert 14390 < ann.access_token.expires_in().total_seconds() <= 14400


def test_the_client_learns_its_tenant_and_verifies_the_token_with_the_tenants_key(ann):
    assert ann.tenant_id == "designsafe"
    assert ann.validate_token(ann.access_token.access_token)["tapis/username"] == "ann"


def test_a_wrong_password_is_a_bad_request(base_url):
    with pytest.raises(errors.BadRequestError):
        Tapis(base_url=base_url, username="ann", password="wrong").get_tokens()


def test_an_existing_token_is_enough(ann, base_url):
    client = Tapis(base_url=base_url, access_token=ann.access_token.access_token)
    assert client.systems.getSystem(systemId="stampede3").id == "stampede3"


def test_get_system_gives_every_attribute_with_its_type(ann):
    system = ann.systems.getSystem(systemId="stampede3")
    assert isinstance(system, TapisResult)
    assert system.host == "stampede3.tacc.utexas.edu"
    assert system.defaultAuthnMethod == "TMS_KEYS"
    assert system.effectiveUserId == "ann"
    assert system.isDynamicEffectiveUser is True
    assert system.hasCredentials is True


def test_get_systems_lists_only_owned_systems_unless_told_otherwise(ann):
    assert ann.systems.getSystems() == []
    systems = ann.systems.getSystems(listType="SHARED_PUBLIC", select="allAttributes", limit=-1)
    assert {system.id for system in systems} >= {"stampede3", "frontera", "ls6", "vista"}
    assert all(system.enabled is True for system in systems)


def test_get_systems_searches_orders_and_pages(ann):
    search = "(canExec.eq.true)~(defaultAuthnMethod.eq.TMS_KEYS)"
    found = []
    while page := ann.systems.getSystems(
        listType="ALL", search=search, orderBy="id(asc)", limit=2, startAfter=found[-1] if found else ""
    ):
        found += [system.id for system in page]
    assert found == ["frontera", "ls6", "stampede3", "vista", "wma-dcv-01"]


def test_a_summary_has_booleans_as_strings(ann):
    [first, *_] = ann.systems.getSystems(listType="ALL", search="(id.eq.stampede3)")
    assert first.canExec == "true"


def test_a_credential_is_created_checked_and_removed(bob):
    arguments = {"systemId": "frontera", "userName": "bob"}
    created = bob.systems.createUserCredential(**arguments, createTmsKeys=True)
    assert created["status"] == "success"
    assert created["message"].startswith("SYSAPI_CRED_UPDATED ")
    checked = bob.systems.checkUserCredential(**arguments)
    assert checked["message"].startswith("SYSAPI_CRED_OK ")
    removed = bob.systems.removeUserCredential(**arguments)
    assert removed["message"].startswith("SYSAPI_CRED_DELETED ")
    with pytest.raises(errors.UnauthorizedError):
        bob.systems.checkUserCredential(**arguments)


@pytest.mark.parametrize(
    ("system_id", "error", "code"),
    [
        ("frontera", errors.UnauthorizedError, "SYSLIB_CRED_NOT_FOUND"),
        ("ls6", errors.UnauthorizedError, "SYSLIB_CRED_VALID_FAIL"),
        ("cloud.data", errors.UnauthorizedError, "SYSLIB_CRED_CONN_FAIL"),
        ("wma-dcv-01", errors.ForbiddenError, "SYSLIB_UNAUTH"),
        ("no-such-system", errors.NotFoundError, "SYSAPI_NOSYSTEM"),
    ],
)
def test_a_failed_check_raises_by_status_and_tells_by_code(ann, system_id, error, code):
    with pytest.raises(error) as caught:
        ann.systems.checkUserCredential(systemId=system_id, userName="ann")
    assert code in caught.value.message
    assert caught.value.version == "1.8.3"


def test_a_missing_system_is_not_found(ann):
    with pytest.raises(errors.NotFoundError, match="SYSAPI_NOT_FOUND"):
        ann.systems.getSystem(systemId="no-such-system")


def test_another_users_credential_is_forbidden(ann):
    with pytest.raises(errors.ForbiddenError, match="Operation: removeCred"):
        ann.systems.removeUserCredential(systemId="stampede3", userName="bob")


def test_tms_keys_for_a_system_that_is_not_linux_are_a_server_error(ann):
    with pytest.raises(errors.InternalServerError, match="SYSLIB_CRED_TMS_KEYS_INVALID_SYS_TYPE"):
        ann.systems.createUserCredential(
            systemId="designsafe.archive.s3", userName="ann", createTmsKeys=True
        )


def test_a_bad_parameter_is_a_bad_request_with_bare_text(ann):
    with pytest.raises(errors.BadRequestError) as caught:
        ann.systems.getSystems(orderBy="id(up)")
    assert caught.value.message.startswith(b"TAPIS_QUERY_PARAM_")
    assert caught.value.version is None


def test_a_malformed_token_is_unauthorized_with_bare_text(base_url):
    client = Tapis(base_url=base_url, tenant_id="designsafe")
    with pytest.raises(errors.UnauthorizedError) as caught:
        client.systems.getSystems(_tapis_headers={"X-Tapis-Token": "malformed"})
    assert caught.value.message.startswith(b"TAPIS_SECURITY_JWT_PARSE_ERROR")


def test_a_revoked_token_looks_like_a_server_error(log_in):
    client = log_in("carol")
    client.authenticator.revoke_token(token=client.access_token.access_token)
    with pytest.raises(errors.InternalServerError, match="Token is revoked"):
        client.systems.getSystem(systemId="stampede3")
