"""What tms_credentials.py accepts, what it puts into a notebook, and what it tells the script that asks."""

import base64
import json
import re
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from IPython.core.interactiveshell import InteractiveShell

sys.path.insert(0, str(Path(__file__).parents[2] / "web/jupyter"))
import tms_credentials
from tms_credentials import show

PAGE = "https://credentials.example.org/"
EMBED = f"{PAGE}embed/"


def token(lifetime=14400, **claims):
    """Reads as a Tapis token does; nobody signed it."""

    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    payload = {"tapis/username": "ann", "exp": int(time.time()) + lifetime, **claims}
    return f"{part({'alg': 'RS256'})}.{part(payload)}.c2lnbmF0dXJl{len(claims)}"


class Client:
    """As tapipy's: holds tokens, and gets new ones when it is asked to."""

    base_url = "https://designsafe.tapis.io"
    refresh_token = SimpleNamespace(refresh_token="eyJyZWZyZXNo.c2VjcmV0.c2ln")

    def __init__(self, held, renewed=None):
        self.access_token = SimpleNamespace(access_token=held)
        self.renewed = renewed
        self.renewals = 0

    def refresh_user_tokens(self):
        print("a client may print", self.refresh_token.refresh_token)
        self.renewals += 1
        if self.renewed is None:
            raise ConnectionError("the sign-in service does not answer")
        self.access_token.access_token = self.renewed


@pytest.fixture
def shown(monkeypatch):
    """The kernel's shell, and what show() displayed in it. The environment says where the page is."""
    monkeypatch.setenv("TMS_CREDENTIALS_URL", PAGE)
    shell = InteractiveShell.instance()
    shell.user_ns.pop("_tms_credentials", None)
    monkeypatch.setattr(tms_credentials, "get_ipython", lambda: shell)
    outputs = []
    monkeypatch.setattr(tms_credentials, "display", lambda data, raw: outputs.append(data))
    return SimpleNamespace(shell=shell, outputs=outputs)


def ask(shown, reason="start"):
    """What the script of the last output gets from the kernel."""
    handlers = shown.shell.user_ns["_tms_credentials"]
    return list(handlers.values())[-1](reason)._repr_json_()


def test_each_kind_of_sign_in_gives_its_access_token(shown, tmp_path):
    held = token()
    file = tmp_path / ".tapis_tokens.json"
    file.write_text(json.dumps({"access_token": held, "expires_at": "2030-01-01"}))
    client = Client(held)
    with_line_end = tmp_path / "with_line_end.json"
    with_line_end.write_text(json.dumps({"access_token": f"{held}\n"}))
    of_text = (held, f" {held}\n", client, SimpleNamespace(tapis=client), Client(f"{held}\n"))
    for sign_in in (*of_text, file, str(file), with_line_end):
        show(sign_in)
        answer = ask(shown)
        assert answer["token"] == held
        assert answer["expiresAt"] > time.time() * 1000


def test_only_a_client_says_which_tapis_its_token_is_for(shown):
    show(Client(token()))
    assert ask(shown)["baseUrl"] == "https://designsafe.tapis.io"
    show(token())
    assert ask(shown)["baseUrl"] is None


def test_nothing_that_is_displayed_holds_the_token(shown):
    held = token()
    show(Client(held), systems=["frontera"])
    text = json.dumps(shown.outputs)
    for piece in [held, *held.split("."), Client.refresh_token.refresh_token]:
        assert piece not in text


def test_the_refresh_token_never_leaves(shown, capsys):
    client = Client(token(), renewed=token(kind="new"))
    show(client)
    for reason in ("start", "expiring", "rejected"):
        assert "c2VjcmV0" not in json.dumps(ask(shown, reason))
    assert capsys.readouterr() == ("", ""), "whatever a client prints would be saved with the notebook"


def test_a_client_renews_before_the_end_and_after_a_refusal(shown):
    renewed = token(kind="new")
    client = Client(token(), renewed)
    show(client)
    ask(shown)
    assert client.renewals == 0
    for count, reason in enumerate(("expiring", "rejected"), 1):
        assert ask(shown, reason)["token"] == renewed
        assert client.renewals == count


def test_a_token_that_has_ended_is_renewed_at_the_start(shown):
    client = Client(token(lifetime=-10), renewed=token(kind="new"))
    show(client)
    assert ask(shown)["token"] == client.renewed


@pytest.mark.parametrize("hours", [24, 3, -3, -24])
def test_a_kernel_whose_clock_is_wrong_withholds_no_token(shown, monkeypatch, hours):
    held = token()
    now = time.time
    monkeypatch.setattr(tms_credentials.time, "time", lambda: now() + hours * 3600)
    show(Client(held))
    assert ask(shown)["token"] == held
    show(held)
    assert ask(shown)["token"] == held


def test_a_token_that_tapis_calls_expired_is_renewed_with_a_clock_that_is_behind(shown, monkeypatch):
    ended = token(lifetime=-3600)
    client = Client(ended, renewed=token(kind="new"))
    now = time.time
    monkeypatch.setattr(tms_credentials.time, "time", lambda: now() - 24 * 3600)
    show(client)
    assert ask(shown)["token"] == ended
    assert ask(shown, "rejected")["token"] == client.renewed


def test_a_renewal_that_fails_leaves_the_token_at_hand(shown):
    held = token()
    show(Client(held))
    assert ask(shown, "expiring")["token"] == held


def test_a_file_is_read_anew_each_time(shown, tmp_path):
    file = tmp_path / "tokens.json"
    file.write_text(json.dumps({"access_token": token()}))
    show(file)
    file.write_text(json.dumps({"access_token": token(kind="new")}))
    assert ask(shown)["token"] == token(kind="new")
    file.unlink()
    assert "Sign in again" in ask(shown)["problem"]


def test_an_answer_does_not_show_itself(shown):
    held = token()
    show(held)
    answer = list(shown.shell.user_ns["_tms_credentials"].values())[-1]("start")
    assert held not in f"{answer!r} {answer!s} {vars(tms_credentials)}"


def test_every_output_has_a_nonce_of_its_own(shown):
    show(token())
    show(token())
    first, second = shown.shell.user_ns["_tms_credentials"]
    assert first != second and len(first) == 32
    assert first in shown.outputs[0]["text/html"] and second in shown.outputs[1]["text/html"]


@pytest.mark.parametrize(
    "sign_in",
    [None, 7, object(), b"eyJ"],
)
def test_what_is_no_sign_in_is_a_type_error(shown, sign_in):
    with pytest.raises(TypeError, match="tapipy client"):
        show(sign_in)
    assert shown.outputs == []


def test_errors_never_repeat_what_may_be_a_token(shown, tmp_path):
    held = token()
    middle = len(held) // 2
    halves = [held[:middle], held[middle:], held + "!", f"Bearer {held}", f"tokens/{held[5:]}", f"/{held[:middle]}.json"]
    refresh = token(**{"tapis/token_type": "refresh"})
    endless = token(exp=None)
    for wrong in [*halves, refresh, endless, Client(refresh), Client(None), Client("")]:
        with pytest.raises(ValueError) as error:
            show(wrong)
        for piece in held.split(".") + refresh.split("."):
            assert piece not in f"{error.value} {error.value.__cause__}"


@pytest.mark.parametrize("name", ["nonexisting/token.json", "nonexisting/token", "wrong.json"])
def test_a_file_without_a_token_is_named(shown, tmp_path, monkeypatch, name):
    (tmp_path / "wrong.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    for path in (name, str(tmp_path / name), tmp_path / name):
        with pytest.raises(ValueError, match=re.escape(f"no Tapis access token in {path}.")):
            show(path)
    assert shown.outputs == []


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"src": "http://credentials.example.org/embed/"}, ValueError),
        ({"src": "javascript:alert(1)"}, ValueError),
        ({"src": "https://user@credentials.example.org/"}, ValueError),
        ({"src": ""}, ValueError),
        ({"src": 7}, TypeError),
        ({"systems": "frontera"}, TypeError),
        ({"systems": [7]}, TypeError),
        ({"systems": ["</script>"]}, ValueError),
        ({"system": 7}, TypeError),
        ({"system": ["frontera"]}, TypeError),
        ({"system": ""}, ValueError),
        ({"system": "../admin"}, ValueError),
        ({"system": "frontera\n"}, ValueError),
        ({"system": "a" * 81}, ValueError),
        ({"system": "</script>"}, ValueError),
        ({"theme": "pink"}, ValueError),
    ],
)
def test_options_that_cannot_be_are_errors(shown, options, error):
    with pytest.raises(error, match="must be"):
        show(token(), **options)
    assert shown.outputs == []


def test_the_system_to_begin_with_is_said_if_there_is_one(shown):
    show(token())
    show(token(), system="stampede3")
    without, with_it = (output["text/html"] for output in shown.outputs)
    assert '"system": null' in without
    assert '"system": "stampede3"' in with_it


def test_the_link_to_the_page_itself_leads_to_the_same_system(shown):
    show(token(), system="stampede3")
    page = f"{PAGE}#system=stampede3"
    assert f'href="{page}"' in shown.outputs[0]["text/html"]
    assert page in shown.outputs[0]["text/plain"]


def shown_embed(shown):
    return re.search(r'"src": "([^"]*)"', shown.outputs[-1]["text/html"])[1]


@pytest.mark.parametrize(
    ("address", "embed"),
    [
        (PAGE, EMBED),
        (PAGE.rstrip("/"), EMBED),
        (f" {PAGE}\n", EMBED),
        (EMBED, EMBED),
        (f"{PAGE}embed", EMBED),
        (f"{PAGE}v1.2.3/", f"{PAGE}v1.2.3/embed/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/embed/"),
    ],
)
def test_the_environment_says_where_the_page_is(shown, monkeypatch, address, embed):
    monkeypatch.setenv("TMS_CREDENTIALS_URL", address)
    show(token())
    assert shown_embed(shown) == embed
    assert f'href="{embed.removesuffix("embed/")}"' in shown.outputs[0]["text/html"]


def test_an_argument_goes_before_the_environment_and_that_before_the_file(shown, monkeypatch):
    monkeypatch.setattr(tms_credentials, "PAGE", "https://of-the-file.example.org/")
    show(token(), src="https://of-the-cell.example.org/embed/")
    assert shown_embed(shown) == "https://of-the-cell.example.org/embed/"
    show(token())
    assert shown_embed(shown) == EMBED
    monkeypatch.delenv("TMS_CREDENTIALS_URL")
    show(token())
    assert shown_embed(shown) == "https://of-the-file.example.org/embed/"


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_where_nothing_says_where_the_page_is_it_says_who_sets_it(shown, monkeypatch, nothing):
    if nothing is None:
        monkeypatch.delenv("TMS_CREDENTIALS_URL")
    else:
        monkeypatch.setenv("TMS_CREDENTIALS_URL", nothing)
    with pytest.raises(RuntimeError, match="TMS_CREDENTIALS_URL=https://"):
        show(token())
    assert shown.outputs == []


@pytest.mark.parametrize("address", ["credentials.example.org", "http://credentials.example.org/", "javascript:alert(1)"])
def test_an_address_in_the_environment_that_cannot_be_is_an_error_that_names_it(shown, monkeypatch, address):
    monkeypatch.setenv("TMS_CREDENTIALS_URL", address)
    with pytest.raises(ValueError, match="TMS_CREDENTIALS_URL must be"):
        show(token())
    assert shown.outputs == []


def test_nothing_ends_the_script_early(shown):
    show(token(), src=f"{EMBED}?</script><b>")
    output = shown.outputs[0]["text/html"]
    assert output.count("</script>") == 1
    assert "<b>" not in output


def test_outside_of_a_notebook_it_says_so(monkeypatch):
    monkeypatch.setattr(tms_credentials, "get_ipython", lambda: None)
    with pytest.raises(RuntimeError, match="notebook"):
        show(token(), src=EMBED)


def test_a_kernel_without_a_connection_file_has_no_id(shown, monkeypatch):
    show(token())
    assert '"kernel": null' in shown.outputs[0]["text/html"]
