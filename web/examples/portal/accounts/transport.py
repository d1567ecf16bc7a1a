"""The requests that the element makes, sent by tapipy with the person's own token, and no others."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from tapipy.errors import BaseTapyException

_SYSTEM = r"/v3/systems/(?P<systemId>[a-zA-Z0-9][a-zA-Z0-9._~-]{0,79})"
_CREDENTIAL = _SYSTEM.replace("systems/", "systems/credential/") + r"/user/(?P<userName>[^/]+)"

# Method, path, the query that must be there, and the tapipy operation.
_ALLOWED = [
    ("GET", r"/v3/systems", None, "getSystems"),
    ("GET", _SYSTEM, {}, "getSystem"),
    ("POST", rf"{_CREDENTIAL}/check", {}, "checkUserCredential"),
    ("POST", _CREDENTIAL, {"createTmsKeys": "true"}, "createUserCredential"),
    ("DELETE", _CREDENTIAL, {}, "removeUserCredential"),
]
# What the parameters of a list may be. It is searched for systems by their ids, and for nothing else.
_LIST_PARAMETERS = {
    "listType": ".*",
    "select": ".*",
    "startAfter": ".*",
    "orderBy": ".*",
    "limit": r"-?\d+",
    "skip": r"\d+",
    "computeTotal": "true|false",
    "search": r"\(id\.in\.[a-zA-Z0-9._,-]+\)",
}
# tapipy takes no text where the API's description says otherwise.
_TYPES = {"limit": int, "skip": int, "computeTotal": lambda text: text == "true"}


class RequestNotAllowed(Exception):
    """The text says why, for whoever sees it in the browser's tools."""

    def __init__(self, reason="This portal sends only what TMS credentials need."):
        super().__init__(reason)


class _Answered(Exception):
    """Carries an HTTP response out of tapipy before that makes an object or an error of it."""

    def __init__(self, response):
        super().__init__()
        self.response = response


def _take(operation, response, **_arguments):
    # A client with a refresh token may renew the access token first: that answer is tapipy's own.
    if operation.resource_name == "systems":
        raise _Answered(response)


def carry_out(user, method, path, body):
    """Sends one request as `user`.

    Returns Tapis's own status and text, whatever they are; status 0 if there was no answer.
    Raises RequestNotAllowed for everything that the element does not need, and for anybody else's credentials.
    """
    try:
        operation, parameters = _operation(method, path, body)
    except ValueError as error:  # An address or a number that is none.
        raise RequestNotAllowed from error
    if parameters.get("userName", user.username) != user.username:
        raise RequestNotAllowed("Only your own credentials can be worked on.")
    client = user.tapis_oauth.client
    # What tapipy returns does not always tell the status and the text, so they are taken where its plugins see them.
    client.plugin_on_call_post_request_callables.append(_take)
    # Wherever a redirect leads, the token must not go there.
    client.requests_session.max_redirects = 0
    try:
        getattr(client.systems, operation)(**parameters)
    except _Answered as answered:
        # As a browser reads it: UTF-8, whatever the type.
        return answered.response.status_code, answered.response.content.decode(errors="replace")
    except BaseTapyException:
        return 0, ""
    raise AssertionError("tapipy returned without telling its plugins of the answer.")


def _operation(method, path, body):
    url = urlsplit(path)
    query = dict(parse_qsl(url.query, keep_blank_values=True))
    for allowed_method, pattern, allowed_query, operation in _ALLOWED:
        match = re.fullmatch(pattern, url.path)
        if method != allowed_method or not match or url.scheme or url.netloc or url.fragment:
            continue
        if body != ("{}" if operation == "createUserCredential" else ""):
            break
        if allowed_query is None:
            if not set(query) <= set(_LIST_PARAMETERS):
                break
            if not all(re.fullmatch(_LIST_PARAMETERS[name], value) for name, value in query.items()):
                break
            return operation, {name: _TYPES.get(name, str)(value) for name, value in query.items()}
        if query != allowed_query:
            break
        parameters = {name: unquote(value) for name, value in match.groupdict().items()}
        return operation, parameters | ({"createTmsKeys": True} if query else {})
    raise RequestNotAllowed
