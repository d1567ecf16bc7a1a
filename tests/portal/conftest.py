"""A Tapis that answers whatever a test wants, and a portal where Ann is signed in."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from accounts.models import TapisOAuthToken
from django.utils import timezone


class ScriptedTapis(ThreadingHTTPServer):
    """Gives `answer` (status, headers, bytes) to every request, and remembers the requests; `new_token` is what a
    refresh token is worth."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.answer = (200, {"Content-Type": "application/json"}, b'{"result": null}')
        self.new_token = ""
        self.requests = []


class _Handler(BaseHTTPRequestHandler):
    def _answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.requests.append((self.command, self.path, body, self.headers))
        status, headers, text = self.server.answer
        if self.path == "/v3/oauth2/tokens":
            tokens = {kind: {kind: self.server.new_token} for kind in ("access_token", "refresh_token")}
            text = json.dumps({"result": tokens}).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_DELETE = _answer

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def new_tapis():
    """Starts as many as a test needs."""
    servers = []

    def start():
        server = ScriptedTapis()
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def tapis(new_tapis, settings):
    """The portal's own."""
    server = new_tapis()
    settings.TAPIS_BASE_URL = server.origin
    return server


def token_of(username, expires_at):
    claims = {"tapis/username": username, "tapis/tenant_id": "designsafe", "exp": expires_at}
    return jwt.encode(claims, "a key that nobody checks, of 32 bytes")


@pytest.fixture
def ann(tapis, client, django_user_model):
    """Ann, signed in."""
    user = django_user_model.objects.create(username="ann")
    expires_at = timezone.now() + timedelta(hours=4)
    token = token_of("ann", expires_at)
    TapisOAuthToken.objects.create(user=user, access_token=token, expires_at=expires_at, tenant="designsafe")
    client.force_login(user)
    return user


@pytest.fixture
def post(client):
    """Sends a request of the element to the portal's backend."""

    def send(method, path, body=""):
        wanted = {"method": method, "path": path, "body": body}
        return client.post("/api/tms-credentials/", wanted, content_type="application/json")

    return send
