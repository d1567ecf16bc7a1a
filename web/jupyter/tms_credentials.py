"""Shows TMS credentials in the output of a notebook cell, connected with the Tapis token that the notebook has.

    from tms_credentials import show
    show(tapis)

One file with nothing to install: the standard library, and the IPython that every notebook runs on. It works in
JupyterLab 4 and Notebook 7.

The output is a page of another origin, in an iframe, and a small script beside it. A notebook file keeps its outputs, so
neither the output nor any other message of the kernel holds the token. The script asks the kernel for it over a websocket
of its own, in a silent request whose answer goes to that websocket alone, and hands it to the page in the iframe.
"""

from __future__ import annotations

import base64
import html
import io
import json
import os
import re
import secrets
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Mapping, Protocol, Sequence
from urllib.parse import urljoin, urlsplit, urlunsplit

from IPython import get_ipython
from IPython.display import display

__all__ = ["show"]

# The address of the page. Who hands out this file alone may write it here; what the environment says goes before.
PAGE = ""

_ADDRESS_VARIABLE = "TMS_CREDENTIALS_URL"
_EXAMPLE = "https://credentials.example.org/"

_THEMES = ("auto", "light", "dark")
_MOST_SYSTEMS = 200
_SYSTEM_ID = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._~-]{0,79}")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_SECONDS_TOO_FEW = 60


def show(
    tapis: object,
    *,
    src: str | None = None,
    systems: Sequence[str] | None = None,
    system: str | None = None,
    theme: str = "auto",
) -> None:
    """Shows in this cell's output on which systems you have TMS credentials, to establish and to revoke them.

    tapis    who you are; one of
             - a tapipy client that is signed in. If it has a refresh token, or a user name and a password, then it is
               asked for a new token before the present one ends.
             - a dapi client (DSClient).
             - a Tapis access token, as a variable: a token that is written in a cell is saved with the notebook.
             - the path of a JSON file with an "access_token", such as ~/.tapis_tokens.json. It is read anew each time.
    src      the address of the embed, "https://…/embed/". None: it is below the page that TMS_CREDENTIALS_URL names.
    systems  ids of the systems to show first. None: those that the deployment shows.
    system   id of the system to begin with, such as "stampede3": its row is unfolded, or its id is in the form if it is not
             listed. Nothing is done on it.
    theme    "auto" (as JupyterLab looks), "light" or "dark".

    Returns nothing. Raises TypeError or ValueError for arguments that cannot be, and RuntimeError outside of IPython or
    where nothing says where the page is; no token is ever in their text.
    """
    source = _token_source(tapis)
    source.token()  # If there is none, then the person hears it now, from Python.
    embed = _embed_of_environment() if src is None else _checked_src(src)
    settings = {
        "src": embed,
        "systems": _checked_systems(systems),
        "system": _checked_system(system),
        "theme": _checked_theme(theme),
        "kernel": _kernel_id(),
        "nonce": _admit(source),
    }
    standalone = urljoin(embed, "..") + (f"#system={system}" if system else "")
    text = f"TMS credentials need JupyterLab or Jupyter Notebook. They are also at {standalone}"
    output = {"text/html": _output(settings, standalone), "text/plain": text}
    display(output, raw=True)  # type: ignore[no-untyped-call, unused-ignore] # IPython has no types for it


# ---- Where the token comes from


class _Source(Protocol):
    """Who has the token, and can perhaps renew it."""

    @property
    def base_url(self) -> str | None: ...

    def token(self) -> str: ...

    def renew(self) -> None: ...


def _token_source(tapis: object) -> _Source:
    """Whatever show() accepts, as something with token(), renew() and base_url."""
    if isinstance(tapis, str) and _JWT.fullmatch(tapis.strip()):
        return _Text(tapis.strip())
    if isinstance(tapis, (str, os.PathLike)):
        return _File(Path(tapis).expanduser())
    for client in (tapis, getattr(tapis, "tapis", None)):
        if hasattr(client, "access_token"):
            return _Client(client)
    raise TypeError(
        "show() takes a tapipy client, a dapi client, a Tapis access token or the path of a token file, "
        f"not {type(tapis).__name__}."
    )


class _Text:
    """A token that is all there is."""

    base_url: str | None = None

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self) -> str:
        return _checked_token(self._token, "This is not a Tapis access token.")

    def renew(self) -> None:
        """There is nothing to renew it with."""


class _File:
    """The file that a sign-in elsewhere keeps up to date."""

    base_url: str | None = None

    def __init__(self, path: Path) -> None:
        self._path = path

    def token(self) -> str:
        # What is wrong with the file is not repeated, nor the "path" where it may be half a token.
        where = f"in {self._path}" if _is_surely_a_path(str(self._path)) else "at that path"
        problem = f"There is no Tapis access token {where}. Sign in again, which writes the file anew."
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            token = content["access_token"]
        except (OSError, ValueError, LookupError, TypeError):
            raise ValueError(problem) from None
        return _checked_token(token, problem)

    def renew(self) -> None:
        """Whoever writes the file does that."""


def _is_surely_a_path(text: str) -> bool:
    """There is no slash in a token, and it is longer than the names of files are."""
    has_form = "/" in text or os.sep in text or text.endswith(".json")
    return has_form and not re.search(r"eyJ|[\w.-]{80}", text)


class _Client:
    """A tapipy client, which may be able to renew its token by itself."""

    def __init__(self, client: Any) -> None:
        self._client = client

    @property
    def base_url(self) -> str | None:
        return getattr(self._client, "base_url", None)

    def token(self) -> str:
        held = self._client.access_token
        return _checked_token(
            getattr(held, "access_token", held),
            "This client has no Tapis access token. Sign in with its get_tokens() first.",
        )

    def renew(self) -> None:
        client = self._client
        if getattr(client, "refresh_token", None):
            client.refresh_user_tokens()
        elif getattr(client, "username", None) and getattr(client, "password", None):
            client.get_tokens()


def _checked_token(token: Any, problem: str) -> str:
    """The token itself. Raises ValueError if it is not an access token."""
    try:
        token = token.strip()
        claims = _claims(token)
    except (ValueError, TypeError, AttributeError):
        raise ValueError(problem) from None
    if claims.get("tapis/token_type", "access") != "access":
        raise ValueError("This is a Tapis refresh token. Only an access token can be used.")
    if not isinstance(claims.get("exp"), (int, float)):
        raise ValueError(problem)
    return str(token)


def _claims(token: Any) -> dict[str, Any]:
    if not _JWT.fullmatch(token):
        raise ValueError
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    if not isinstance(claims, dict):
        raise ValueError
    return claims


# ---- The handler, which the output's script asks


def _admit(source: _Source) -> str:
    """Lets one output ask for the tokens of a source. Returns the nonce that it must know for that.

    The handlers are in the notebook's namespace, by nonce, under a name that the script knows: this file may be a module
    or the content of a cell. When the kernel restarts they are gone.
    """
    shell = get_ipython()
    if shell is None:
        raise RuntimeError("show() works in a notebook only.")
    nonce = secrets.token_hex(16)
    handlers = shell.user_ns.get("_tms_credentials", {})
    handlers[nonce] = lambda reason: _answer(source, reason)
    shell.push({"_tms_credentials": handlers}, interactive=False)
    return nonce


def _answer(source: _Source, reason: str) -> _Answer:
    """The token, its end and its Tapis, or the reason why there is none. Prints nothing and raises nothing."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        try:
            # The kernel's clock may be wrong: it saves a renewal, and withholds nothing. Only Tapis says what has expired.
            if reason != "start" or _ends_at(source.token()) < time.time() + _SECONDS_TOO_FEW:
                _try_to_renew(source)
            token = source.token()
        except ValueError as error:
            return _Answer(problem=str(error))
    return _Answer(token=token, expiresAt=round(_ends_at(token) * 1000), baseUrl=source.base_url)


def _try_to_renew(source: _Source) -> None:
    try:
        source.renew()
    except Exception:  # Whatever a client raises: the token at hand is then the best there is.
        pass


def _ends_at(token: str) -> float:
    """In seconds since 1970."""
    return float(_claims(token)["exp"])


class _Answer:
    """Can be read as JSON, by whoever asked for just that. Nobody prints it by mistake."""

    def __init__(self, **fields: object) -> None:
        self._fields = fields

    def _repr_json_(self) -> dict[str, object]:
        return self._fields

    def __repr__(self) -> str:
        return "<answer for TMS credentials>"


# ---- Checks of the other arguments


def _checked_src(src: object) -> str:
    if not isinstance(src, str):
        raise TypeError("src must be the address of the embed, as a string.")
    return _checked_address(src, "src", f"{_EXAMPLE}embed/")


def _embed_of_environment() -> str:
    """The embed of the page that the environment names, or this file."""
    set_by_hub = os.environ.get(_ADDRESS_VARIABLE, "").strip()
    address = set_by_hub or PAGE
    if not address:
        raise RuntimeError(
            "Nothing says where the page of TMS credentials is. Who runs this hub names it in the environment, "
            f"{_ADDRESS_VARIABLE}={_EXAMPLE}; for yourself, say it here: show(..., src=\"{_EXAMPLE}embed/\")."
        )
    url = urlsplit(_checked_address(address, _ADDRESS_VARIABLE if set_by_hub else "PAGE", _EXAMPLE))
    folder = url.path.rstrip("/")
    # The embed's own address will do.
    path = f"{folder}/" if folder.endswith("/embed") else f"{folder}/embed/"
    return urlunsplit(url._replace(path=path))


def _checked_address(address: str, name: str, example: str) -> str:
    url = urlsplit(address)
    secure = url.scheme == "https" or (url.scheme == "http" and url.hostname in _LOOPBACK)
    if not secure or not url.hostname or "@" in url.netloc:
        raise ValueError(f"{name} must be an https address such as {example}")
    return address


def _checked_systems(systems: Any) -> list[str]:
    if systems is None:
        return []
    if not isinstance(systems, (list, tuple)) or not all(isinstance(id, str) for id in systems):
        raise TypeError('systems must be a list of system ids, such as ["frontera", "stampede3"].')
    if len(systems) > _MOST_SYSTEMS or not all(_SYSTEM_ID.fullmatch(id) for id in systems):
        raise ValueError(f"systems must be at most {_MOST_SYSTEMS} ids of Tapis systems.")
    return list(systems)


def _checked_system(system: Any) -> str | None:
    if system is None:
        return None
    if not isinstance(system, str):
        raise TypeError('system must be the id of a Tapis system, such as "stampede3".')
    if not _SYSTEM_ID.fullmatch(system):
        raise ValueError("system must be the id of a Tapis system: 1 to 80 letters, digits and . _ ~ -")
    return system


def _checked_theme(theme: str) -> str:
    if theme not in _THEMES:
        raise ValueError(f"theme must be one of {', '.join(_THEMES)}.")
    return theme


def _kernel_id() -> str | None:
    """The id by which Jupyter Server knows this kernel, from its connection file; None elsewhere."""
    try:
        from ipykernel.connect import get_connection_file

        name = Path(get_connection_file()).name
    except (ImportError, RuntimeError, OSError):
        return None
    match = re.fullmatch(r"kernel-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json", name)
    return match[1] if match else None


# ---- The output


def _output(settings: Mapping[str, object], standalone: str) -> str:
    """The HTML. Where its script does not run, as in a notebook that is not trusted, the sentence stays."""
    # "<" cannot end the script element early, nor open a comment in it.
    data = json.dumps(settings).replace("<", "\\u003c")
    link = f'<a href="{html.escape(standalone)}" target="_blank" rel="noopener noreferrer">Open in a tab of its own</a>'
    return (
        f'<div><p role="status"><span>Run this cell again to show TMS credentials.</span> {link}</p>'
        f"<script>({_SCRIPT})(document.currentScript, {data})</script></div>"
    )


_SCRIPT = r"""
(script, { src, systems, system, theme, kernel, nonce }) => {
  const output = script.parentElement;
  const note = output.firstElementChild;
  const { origin } = new URL(src);
  const jupyter = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  script.remove();

  const say = (text) => {
    note.firstElementChild.textContent = text;
    note.hidden = text === "";
  };

  // Voila has the element, too, but lets no output ask the kernel.
  if (!kernel || !jupyter.baseUrl || /voila/.test(jupyter.appUrl))
    return say("TMS credentials cannot be shown here: that takes JupyterLab or Jupyter Notebook. Use the page itself:");

  // Asks the kernel over a websocket of its own, which alone gets the answer. Resolves with null if it knows none.
  const askKernel = (reason, signal) => new Promise((resolve) => {
    const url = new URL(`api/kernels/${kernel}/channels`, new URL(jupyter.wsUrl || jupyter.baseUrl, location.href));
    url.protocol = url.protocol.replace("http", "ws");
    url.searchParams.set("session_id", crypto.randomUUID());
    // As JupyterLab does where cookies do not reach.
    if (url.hostname !== location.hostname && jupyter.token) url.searchParams.set("token", jupyter.token);
    const socket = new WebSocket(url);
    const id = crypto.randomUUID();
    const ask = () => socket.send(JSON.stringify({
      channel: "shell", parent_header: {}, metadata: {}, buffers: [],
      header: { msg_id: id, msg_type: "execute_request", username: "", session: url.searchParams.get("session_id"),
        date: new Date().toISOString(), version: "5.3" },
      content: { code: "", silent: true, store_history: false, allow_stdin: false, stop_on_error: false,
        user_expressions: { answer: `_tms_credentials['${nonce}']('${reason}')` } },
    }));
    socket.onopen = ask;
    socket.onmessage = ({ data }) => {
      const { msg_type, parent_header, content } = typeof data === "string" ? JSON.parse(data) : {};
      if (msg_type !== "execute_reply" || parent_header.msg_id !== id) return;
      // A cell that fails takes the requests behind it along.
      if (content.status === "aborted") return setTimeout(ask, 500);
      resolve(content.user_expressions?.answer?.data?.["application/json"] ?? null);
      socket.close();
    };
    socket.onclose = () => resolve(null);
    signal.addEventListener("abort", () => socket.close());
  });

  function open() {
    const ending = new AbortController();
    const { signal } = ending;
    const frame = document.createElement("iframe");
    let port;

    async function handToken(to, reason) {
      const busy = setTimeout(say, 3000, "The kernel is busy. It answers when its cell is done.");
      const answer = await askKernel(reason, signal);
      clearTimeout(busy);
      if (signal.aborted) return;
      say(answer ? (answer.problem ?? "") : "The kernel that showed this is gone. Run this cell again.");
      if (!answer && reason === "start") return frame.remove();
      const { token: value, expiresAt, baseUrl } = answer ?? {};
      to.postMessage(value ? { type: "token", value, expiresAt, ...(baseUrl && { baseUrl }) } : { type: "no-token" });
    }

    function onPortMessage({ target, data }) {
      const { type, reason, px } = data ?? {};
      if (type === "need-token" && ["start", "expiring", "rejected"].includes(reason)) handToken(target, reason);
      if (type === "height" && Number.isInteger(px)) frame.style.height = `${Math.min(Math.max(px, 100), 4000)}px`;
    }

    // A frame that is moved or loaded again says hello again; the port before is then nobody's.
    function onHello({ source, origin: from, data }) {
      if (source !== frame.contentWindow || from !== origin) return;
      if (data?.type !== "tms-hello" || data.v !== 1 || Object.keys(data).length !== 3) return;
      if (typeof data.nonce !== "string" || !/^[0-9a-f]{32}$/.test(data.nonce)) return;
      clearTimeout(noAnswer);
      port?.close();
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = onPortMessage;
      source.postMessage({ type: "tms-port", nonce: data.nonce }, origin, [channel.port2]);
      const labTheme = { true: "light", false: "dark" }[document.body.dataset.jpThemeLight];
      port.postMessage({ type: "settings", systems, ...(system && { system }),
        theme: theme === "auto" ? (labTheme ?? theme) : theme });
    }

    const noAnswer = setTimeout(() => {
      frame.remove();
      say(`${src} did not answer. Run this cell again. If that stays, tell those who run this hub: the address must end in ` +
        `/embed/ and open in a tab, and the hostOrigins of its config.json must name ${location.origin}.`);
    }, 20_000);

    signal.addEventListener("abort", () => {
      clearTimeout(noAnswer);
      port?.close();
      frame.remove();
    });
    addEventListener("message", onHello, { signal });
    frame.title = "TMS credentials";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups");
    frame.allow = "";
    frame.referrerPolicy = "no-referrer";
    frame.style.cssText = "width: 100%; border: 0; display: block";
    frame.src = src;
    say("");
    output.append(frame);
    return ending;
  }

  // An element that leaves the document, or comes back to it, changes its size: close, open.
  let opened = null;
  new ResizeObserver(() => {
    if (output.isConnected === Boolean(opened)) return;
    opened = opened ? opened.abort() : open();
  }).observe(output);
}
"""
