"""The local Authenticator answers the official client's calls for the device grant as the real one does."""

import pytest
from tapipy import errors
from tapipy.tapis import Tapis

CLIENT_ID = "tms-credentials-demo"


@pytest.fixture
def client(base_url):
    return Tapis(base_url=base_url)


def test_a_code_is_given_out_with_where_to_type_it_and_the_moment_in_which_it_ends(client, base_url):
    code = client.authenticator.generate_device_code(client_id=CLIENT_ID)
    assert code.client_id == CLIENT_ID
    assert len(code.user_code) == 8 and code.user_code.isalpha()
    assert len(code.device_code) == 40 and code.device_code.isalnum()
    assert code.verification_uri == f"{base_url}/v3/oauth2/device?client_id={CLIENT_ID}"
    assert str(code.expires_in).endswith("GMT")


def test_nobody_has_typed_the_code_so_there_is_no_token(client):
    code = client.authenticator.generate_device_code(client_id=CLIENT_ID)
    with pytest.raises(errors.BadRequestError, match="device code not ready"):
        client.authenticator.create_token(
            grant_type="device_code", client_id=CLIENT_ID, device_code=code.device_code
        )


def test_an_unknown_client_gets_no_code(client):
    with pytest.raises(errors.BadRequestError, match="Invalid client"):
        client.authenticator.generate_device_code(client_id="unknown")


def test_a_client_is_registered_with_one_line(ann):
    client = ann.authenticator.create_client(client_id="registered-by-tapipy", display_name="Registered")
    assert client.client_id == "registered-by-tapipy"


def test_a_revoked_token_is_not_accepted_any_more(ann, base_url):
    token = ann.access_token.access_token
    ann.authenticator.revoke_token(token=token)
    with pytest.raises(errors.BaseTapyException):
        Tapis(base_url=base_url, access_token=token).systems.getSystem(systemId="stampede3")
