"""What the portal's views let through, and that they change nothing of it."""

from datetime import timedelta

import pytest
from accounts.models import TapisOAuthToken
from django.test import Client
from django.utils import timezone
from tapipy.tapis import Tapis

from conftest import token_of

CREDENTIAL = "/v3/systems/credential/stampede3/user/ann"
LIST = "/v3/systems?listType=ALL&select=id,host&orderBy=id(asc)&computeTotal=true&limit=1000"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", LIST, ""),
        ("GET", f"{LIST}&startAfter=ls6", ""),
        ("GET", f"{LIST}&search=(id.in.ls6,cloud.data)", ""),
        ("GET", "/v3/systems/cloud.data", ""),
        ("POST", f"{CREDENTIAL}/check", ""),
        ("POST", f"{CREDENTIAL}?createTmsKeys=true", "{}"),
        ("DELETE", CREDENTIAL, ""),
    ],
)
def test_each_request_of_the_element_is_one_request_to_tapis(ann, post, tapis, method, path, body):
    assert post(method, path, body).json()["status"] == 200
    [(sent_method, sent_path, sent_body, headers)] = tapis.requests
    assert sent_method == method
    assert _parts(sent_path) == _parts(path)
    assert sent_body == body
    assert headers["X-Tapis-Token"] == ann.tapis_oauth.access_token


def _parts(path):
    """The order of parameters and their encoding mean nothing."""
    path = path.replace("%2C", ",").replace("%28", "(").replace("%29", ")").replace("True", "true")
    bare, _, query = path.partition("?")
    return bare, sorted(query.split("&"))


@pytest.mark.parametrize(
    ("status", "headers", "text"),
    [
        (200, JSON, '{"status": "success",  "result": {"id": "stampede3"}}'),
        (200, JSON, '{"result": "a text"}'),
        (200, JSON, '{"result": 7}'),
        (200, JSON, "[]"),
        (200, JSON, "cut off {"),
        (401, JSON, '{"message": "SYSLIB_CRED_NOT_FOUND"}'),
        (404, {"Content-Type": "text/plain"}, "nothing for Zoë"),
        (429, JSON, "{}"),
        (500, {"Content-Type": "text/html"}, "<p>Gateway – Zoë</p>"),
        (503, {}, ""),
    ],
)
def test_status_and_text_of_tapis_come_through_untouched(ann, post, tapis, status, headers, text):
    tapis.answer = (status, headers, text.encode())
    answer = post("GET", "/v3/systems/stampede3")
    assert answer.status_code == 200
    assert answer.json() == {"status": status, "body": text}


def test_a_redirect_does_not_carry_the_token_elsewhere(ann, post, tapis, new_tapis):
    elsewhere = new_tapis()
    tapis.answer = (302, {"Location": f"{elsewhere.origin}/v3/systems/stampede3"}, b"")
    assert post("GET", "/v3/systems/stampede3").json()["status"] == 0
    assert elsewhere.requests == []


def test_a_tapis_that_is_down_is_no_answer(ann, post, settings):
    settings.TAPIS_BASE_URL = "http://127.0.0.1:9"
    assert post("GET", "/v3/systems/stampede3").json() == {"status": 0, "body": ""}


def test_a_client_with_a_refresh_token_may_renew_on_the_way(ann, post, tapis, monkeypatch):
    in_three_seconds = timezone.now() + timedelta(seconds=3)
    client = Tapis(
        base_url=tapis.origin,
        tenant_id="designsafe",
        access_token=token_of("ann", in_three_seconds),
        refresh_token=token_of("ann", in_three_seconds + timedelta(days=30)),
        client_id="portal",
        client_key="portal's key",
    )
    monkeypatch.setattr(TapisOAuthToken, "client", client)
    tapis.new_token = token_of("ann", in_three_seconds + timedelta(hours=4))
    assert post("GET", "/v3/systems/stampede3").json() == {"status": 200, "body": '{"result": null}'}
    assert tapis.requests[-1][1] == "/v3/systems/stampede3"
    assert tapis.requests[-1][3]["X-Tapis-Token"] == tapis.new_token


@pytest.mark.parametrize(
    "wanted",
    [
        [],
        "GET",
        {"method": "GET", "path": "/v3/systems"},
        {"method": "GET", "path": 5, "body": ""},
        {"method": "GET", "path": None, "body": ""},
        {"method": ["GET"], "path": "/v3/systems", "body": ""},
    ],
)
def test_what_is_no_request_is_a_bad_one(ann, client, tapis, wanted):
    answer = client.post("/api/tms-credentials/", wanted, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json() == {"message": "Send { method, path, body } as JSON."}
    assert tapis.requests == []


@pytest.mark.parametrize(
    "path",
    [
        "/v3/systems?limit=many",
        "/v3/systems?search=(id.eq.a)",
        "/v3/systems?search=(id.in.a)~(owner.eq.b)",
        "/v3/systems?impersonationId=bob",
        "http://[",
    ],
)
def test_what_the_element_does_not_ask_is_refused(ann, post, tapis, path):
    answer = post("GET", path)
    assert answer.status_code == 403
    assert answer.json() == {"message": "This portal sends only what TMS credentials need."}
    assert tapis.requests == []


def test_nothing_is_sent_without_the_csrf_token(ann, tapis):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ann)
    wanted = {"method": "DELETE", "path": CREDENTIAL, "body": ""}
    assert strict.post("/api/tms-credentials/", wanted, content_type="application/json").status_code == 403
    assert tapis.requests == []


def test_nothing_is_sent_for_a_session_that_is_over(ann, client, post, tapis):
    client.logout()
    answer = post("DELETE", CREDENTIAL)
    assert answer.status_code == 401
    assert answer.json() == {"message": "Your session has ended. Sign in again."}
    assert tapis.requests == []


def test_nothing_is_sent_and_nothing_given_once_the_token_has_ended(ann, client, post, tapis):
    ann.tapis_oauth.expires_at = timezone.now() - timedelta(seconds=1)
    ann.tapis_oauth.save()
    assert post("DELETE", CREDENTIAL).status_code == 401
    assert client.get("/api/auth/tapis/").status_code == 401
    assert tapis.requests == []


@pytest.mark.parametrize("form", ["iframe", "element", "transport"])
def test_the_page_of_the_tab_does_not_hold_the_token(ann, client, form):
    page = client.get(f"/account/credentials/{form}/").content.decode()
    assert 'data-username="ann"' in page
    assert not any(piece in page for piece in ann.tapis_oauth.access_token.split(".")[1:])


def test_the_tab_sends_whoever_is_not_signed_in_to_the_sign_in_page(client, db):
    answer = client.get("/account/credentials/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/login/?next=/account/credentials/"


def test_the_end_of_the_token_is_a_number_in_every_language(ann, client, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    page = client.get("/account/credentials/transport/").content.decode()
    end = int(ann.tapis_oauth.expires_at.timestamp() * 1000)
    assert f'data-expires-at="{end}"' in page
