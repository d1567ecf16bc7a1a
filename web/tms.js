// The JavaScript face of the WebAssembly module: loads it once, turns its outcomes into results and TapisErrors, and maps
// AbortSignal to cancel. All decisions are the module's; the types, and what each function promises, are in tms.d.ts.

/* global TMS_WASM_INTEGRITY -- see wasm-module.d.ts */

import createModule from "tms-credentials-wasm";

import { troubleWith } from "./load-trouble.js";
import { tokenInText } from "./token-in-text.js";

/** @typedef {import("tms-credentials-wasm").Module} Module */
/** @typedef {import("tms-credentials-wasm").Listener} Listener */
/** @typedef {import("tms-credentials-wasm").ErrorValue} ErrorValue */
/** @typedef {import("./tms.js").Tapis} TapisShape */
/** @typedef {import("./tms.js").SignIn} SignInShape */
/** @typedef {import("./tms.js").Transport} Transport */
/** @typedef {{ signal?: AbortSignal, onStep?: unknown, onProgress?: unknown }} RunOptions */
/** @typedef {import("./tms.js").TapisError} TapisErrorShape */

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_CONCURRENCY = 6;
const CODE_HOLDS_MS = 600_000;
const LAST_MOMENT = 8.64e15; // that a Date can hold

const CONNECT_OPTIONS = ["token", "transport", "baseUrl", "timeoutMs", "allowedOrigins"];

/** @implements {TapisErrorShape} */
export class TapisError extends Error {
  /** @param {Pick<ErrorValue, "code" | "message"> & Partial<ErrorValue>} error */
  constructor({
    code,
    message,
    httpStatus = 0,
    tapisCode = "",
    serverMessage = "",
    systemId = "",
    retryable = false,
  }) {
    super(message);
    this.name = "TapisError";
    this.code = /** @type {import("./tms.js").TapisErrorCode} */ (code);
    this.httpStatus = httpStatus;
    this.tapisCode = tapisCode;
    this.serverMessage = serverMessage;
    this.systemId = systemId;
    this.retryable = retryable;
  }
}

// ---- The module

const WASM = { url: new URL("tms.wasm", import.meta.url).href, integrity: TMS_WASM_INTEGRITY };

/** @type {Promise<Module> | undefined} */
let loading;

// The promise is kept, so that early callers share one instance; a failure is forgotten, so that a later try can succeed.
async function loadModule() {
  if (!("document" in globalThis || "WorkerGlobalScope" in globalThis))
    throw new Error("The functions need a browser; in Node.js they can only be imported.");
  loading ??= makeModule().catch(async (cause) => {
    const trouble = "WebAssembly" in globalThis ? await moduleTrouble() : "";
    loading = undefined;
    const message = `The credentials module could not be loaded. ${trouble}`.trim();
    throw Object.assign(new Error(message, { cause }), { trouble });
  });
  return loading;
}

/** The smallest module: where a page may not compile that, it may compile none. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

async function moduleTrouble() {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch {
    return "The Content-Security-Policy of this page forbids WebAssembly: it must allow 'wasm-unsafe-eval' for scripts. Please tell those who run this page.";
  }
  return troubleWith(WASM);
}

// Async, since without WebAssembly it throws before it promises anything.
const makeModule = async () => createModule({ locateFile: () => WASM.url });

// ---- Connections

/** @implements {TapisShape} */
class Tapis {
  #module;
  #handle;
  #transport;

  /**
   * @param {Module} module
   * @param {import("tms-credentials-wasm").ConnectionValue} connection
   * @param {Transport} [transport]
   */
  constructor(module, { handle, username, tenant, baseUrl, expiresAt }, transport) {
    this.#module = module;
    this.#handle = handle;
    this.#transport = transport;
    this.username = username;
    this.tenant = tenant;
    this.baseUrl = baseUrl;
    this.expiresAt = new Date(expiresAt);
    Object.freeze(this);
  }

  close() {
    this.#module.close(this.#handle);
  }

  async signOut({ keepalive = false, ...options } = {}) {
    if (keepalive) return this.#module.signOutAtLast(this.#handle);
    try {
      await run(this.#module, this, options, (listener) =>
        this.#module.signOut(this.#handle, listener),
      );
    } finally {
      this.close(); // also where nothing could be asked
    }
  }

  /**
   * Runs one operation over this connection.
   *
   * @param {unknown} tapis
   * @param {RunOptions} options
   * @param {(module: Module, handle: number, listener: Listener) => number} start
   */
  static async run(tapis, options, start) {
    if (!(tapis instanceof Tapis))
      throw invalidArgument("The first argument must come from connectTapis() or startSignIn().");
    return run(
      tapis.#module,
      tapis,
      options,
      (listener) => start(tapis.#module, tapis.#handle, listener),
      tapis.#transport,
    );
  }
}

/**
 * Runs one operation of the module to its end.
 *
 * @param {Module} module
 * @param {{ baseUrl: string }} connection
 * @param {RunOptions} options
 * @param {(listener: Listener) => number} start returns the operation's handle
 * @param {Transport} [transport]
 * @returns {Promise<any>} the shape of the result is the operation's
 */
async function run(module, { baseUrl }, { signal, onStep, onProgress }, start, transport) {
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw invalidArgument("signal must be an AbortSignal.");
  const tellStep = requireCallback("onStep", onStep);
  const tellProgress = requireCallback("onProgress", onProgress);
  if (signal?.aborted) throw new TapisError({ code: "cancelled", message: "Cancelled." });

  /** @type {Map<number, AbortController>} what the transport is asked and has not answered, by id */
  const asked = new Map();
  /** @type {import("./tms.js").SystemSummary[]} */
  const systems = [];
  const refusals = watchPolicy(baseUrl);
  /** @param {import("tms-credentials-wasm").SetupResultValue} result */
  const toSetupResult = ({ systemId, status, error }) => ({
    systemId,
    status,
    error: error && refusals.explain(error),
  });
  /** @type {() => void} */
  let cancel = () => {};
  const ended = new Promise((resolve, reject) => {
    const operation = start({
      onRequest: async (id, method, path, body) => {
        const over = new AbortController();
        asked.set(id, over);
        const { status, body: text } = await answerOf(transport, {
          method,
          path,
          body,
          signal: over.signal,
        });
        if (asked.delete(id)) module.answer(operation, id, status, text);
      },
      onRequestOver: (id) => {
        const over = asked.get(id);
        asked.delete(id);
        if (over) queueMicrotask(() => over.abort());
      },
      onStep: onStep && tellStep,
      onProgress: (done, total, result) =>
        tellProgress({ done, total, result: toSetupResult(result) }),
      onOutcome: resolve,
      onSystem: (...fields) => systems.push(toSystem(...fields)),
      // Not enumerable: a list is its systems.
      onSystems: (skippedRows) =>
        resolve(Object.defineProperty(systems, "skippedRows", { value: skippedRows })),
      onResults: (results) => resolve(results.map(toSetupResult)),
      onCode: resolve,
      onConnection: resolve,
      onDone: resolve,
      onError: (error) => reject(refusals.explain(error)),
    });
    cancel = () => module.cancel(operation);
  });
  signal?.addEventListener("abort", cancel);
  return ended.finally(() => {
    signal?.removeEventListener("abort", cancel);
    refusals.end();
  });
}

/** @type {typeof import("./tms.js").connectTapis} */
export async function connectTapis(options) {
  if (typeof options === "string") throw invalidArgument("Give it as { token }.");
  requireNames(options);
  const {
    token = "",
    transport,
    baseUrl = "",
    timeoutMs = DEFAULT_TIMEOUT_MS,
    allowedOrigins = [],
  } = options ?? {};
  if (typeof token !== "string")
    throw invalidArgument("token must be a string: the Tapis access token.");
  requireAddress(baseUrl, timeoutMs, allowedOrigins);
  const { username = "", tenant = "", expiresAt = LAST_MOMENT } = transport ?? {};
  if (transport) requireTransport({ username, tenant, expiresAt, send: transport.send });
  const module = await loadModule();
  const bytes = new TextEncoder().encode(token.trim());
  const { error, ...connection } = transport
    ? module.connectThroughHost(
        username,
        tenant,
        expiresAt,
        baseUrl || `https://${tenant}.tapis.io`,
        timeoutMs,
        allowedOrigins,
      )
    : module.connect(bytes, baseUrl, timeoutMs, allowedOrigins);
  bytes.fill(0);
  if (error) throw new TapisError(error);
  return new Tapis(module, connection, transport);
}

// ---- Signing in

/** @implements {SignInShape} */
class SignIn {
  #module;
  #connection;
  #onStep;
  #over = new AbortController();
  /** @type {Promise<Tapis | null> | undefined} what is being asked, or was answered for good */
  #answer;

  /**
   * @param {Module} module
   * @param {{ handle: number, baseUrl: string }} connection
   * @param {import("tms-credentials-wasm").CodeValue} code
   * @param {RunOptions} options
   */
  constructor(module, connection, { userCode, verificationUrl, expiresAt }, { signal, onStep }) {
    this.#module = module;
    this.#connection = connection;
    this.#onStep = onStep;
    this.userCode = userCode;
    this.verificationUrl = verificationUrl;
    this.expiresAt = readEnd(expiresAt);
    Object.freeze(this);
    signal?.addEventListener("abort", () => this.cancel(), { signal: this.#over.signal });
    if (signal?.aborted) this.cancel();
  }

  async poll() {
    return (this.#answer ??= this.#ask());
  }

  async #ask() {
    let connection;
    try {
      connection = await run(
        this.#module,
        this.#connection,
        { signal: this.#over.signal, onStep: this.#onStep },
        (listener) => this.#module.askForToken(this.#connection.handle, listener),
      );
    } catch (error) {
      // An answer that is a refusal is for good; any other failure ends nothing.
      if (String(/** @type {TapisError} */ (error).code).startsWith("sign_in")) this.#forget();
      else this.#answer = undefined;
      throw error;
    }
    if (connection) this.#forget();
    else this.#answer = undefined;
    return connection && new Tapis(this.#module, connection);
  }

  cancel() {
    this.#over.abort();
    this.#answer = undefined;
    this.#forget();
  }

  #forget() {
    this.#module.close(this.#connection.handle);
  }
}

/** @type {typeof import("./tms.js").startSignIn} */
export async function startSignIn(options) {
  const {
    clientId,
    baseUrl,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    allowedOrigins = [],
    ...others
  } = options ?? {};
  if (!isText(clientId)) throw invalidArgument("clientId must be a string.");
  requireAddress(baseUrl, timeoutMs, allowedOrigins);
  const module = await loadModule();
  const { error, ...connection } = module.openSignIn(baseUrl, timeoutMs, allowedOrigins);
  if (error) throw new TapisError(error);
  const { handle } = connection;
  try {
    const code = await run(module, connection, others, (listener) =>
      module.startSignIn(handle, clientId, listener),
    );
    return new SignIn(module, connection, code, others);
  } catch (failure) {
    module.close(handle);
    throw failure;
  }
}

/** @type {typeof import("./tms.js").findAccessToken} */
export function findAccessToken(text) {
  if (typeof text !== "string") throw invalidArgument("text must be a string.");
  const { token, problem } = { token: "", ...tokenInText(text) };
  if (problem) throw new TapisError({ code: "token_malformed", message: problem });
  return token;
}

// ---- Operations

/** @type {typeof import("./tms.js").establishTmsCredentials} */
export async function establishTmsCredentials(
  tapis,
  systemId,
  username = tapis?.username,
  options = {},
) {
  requireText(systemId, username);
  if (options.force !== undefined && typeof options.force !== "boolean")
    throw invalidArgument("force must be a boolean.");
  const patienceMs = requirePatience(options);
  return Tapis.run(tapis, options, (module, handle, listener) =>
    module.establish(handle, systemId, username, options.force ?? false, patienceMs, listener),
  );
}

/** @type {typeof import("./tms.js").revokeTmsCredentials} */
export async function revokeTmsCredentials(
  tapis,
  systemId,
  username = tapis?.username,
  options = {},
) {
  requireText(systemId, username);
  return Tapis.run(tapis, options, (module, handle, listener) =>
    module.revoke(handle, systemId, username, listener),
  );
}

/** @type {typeof import("./tms.js").checkTmsCredentials} */
export async function checkTmsCredentials(
  tapis,
  systemId,
  username = tapis?.username,
  options = {},
) {
  requireText(systemId, username);
  return Tapis.run(tapis, options, (module, handle, listener) =>
    module.check(handle, systemId, username, listener),
  );
}

/** @type {typeof import("./tms.js").listSystems} */
export async function listSystems(tapis, options = {}) {
  return Tapis.run(tapis, options, (module, handle, listener) => module.list(handle, listener));
}

/** @type {typeof import("./tms.js").setupTmsCredentials} */
export async function setupTmsCredentials(
  tapis,
  systemIds,
  username = tapis?.username,
  options = {},
) {
  if (!Array.isArray(systemIds)) throw invalidArgument("systemIds must be an array of system ids.");
  for (const systemId of systemIds) requireText(systemId, username);
  requireText("", username);
  const { concurrency = DEFAULT_CONCURRENCY } = options;
  // The module judges the range, but is handed 32 bits of it.
  if ((concurrency | 0) !== concurrency)
    throw invalidArgument("concurrency must be a number from 1 to 32.");
  const patienceMs = requirePatience(options);
  return Tapis.run(tapis, options, (module, handle, listener) =>
    module.setup(handle, systemIds, username, concurrency, patienceMs, listener),
  );
}

// ---- Helpers

/**
 * An option of which the name is almost right would be ignored, and nobody told. Other names may be there: what a site
 * answers with the token, for example.
 *
 * @param {object | undefined} options
 */
function requireNames(options) {
  for (const name of Object.keys(options ?? {})) {
    const lower = name.toLowerCase();
    const meant = CONNECT_OPTIONS.find((each) => lower && each.toLowerCase().startsWith(lower));
    if (meant && !CONNECT_OPTIONS.includes(name))
      throw invalidArgument(`There is no option ${name}: it is called ${meant}.`);
  }
}

/**
 * @param {unknown} baseUrl
 * @param {unknown} timeoutMs
 * @param {unknown} allowedOrigins
 */
function requireAddress(baseUrl, timeoutMs, allowedOrigins) {
  if (typeof baseUrl !== "string")
    throw invalidArgument("baseUrl must be a string such as https://designsafe.tapis.io.");
  if (typeof timeoutMs !== "number")
    throw invalidArgument("timeoutMs must be a number of milliseconds.");
  if (
    !Array.isArray(allowedOrigins) ||
    !allowedOrigins.every((origin) => typeof origin === "string")
  ) {
    throw invalidArgument("allowedOrigins must be an array of strings.");
  }
}

/**
 * What a page's template leaves empty or writes for people, as `username` where nobody is signed in and `1,795,…` for a number,
 * is named.
 *
 * @param {{ [Field in keyof Transport]: unknown }} transport
 */
function requireTransport({ username, tenant, expiresAt, send }) {
  if (!username || !isText(username))
    throw invalidArgument("transport.username must be the person's user name.");
  if (!tenant || !isText(tenant))
    throw invalidArgument("transport.tenant must be the id of a tenant, such as designsafe.");
  if (typeof expiresAt !== "number" || !(expiresAt > 0 && expiresAt <= LAST_MOMENT))
    throw invalidArgument("transport.expiresAt must be a number of milliseconds since 1970.");
  if (typeof send !== "function") throw invalidArgument("transport.send must be a function.");
}

/**
 * The module judges the range.
 *
 * @param {{ patienceMs?: unknown }} options
 */
function requirePatience({ patienceMs = 0 }) {
  if (typeof patienceMs === "number") return patienceMs;
  throw invalidArgument("patienceMs must be a number of milliseconds.");
}

/**
 * When a code ends: the moment that the Authenticator writes, as in HTTP or in ISO 8601, which is of UTC unless it says
 * otherwise; or else as long from now as every code holds there.
 *
 * @param {string} text
 */
function readEnd(text) {
  const isHttp = /^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/.test(text);
  const iso = /^(\d{4}-\d\d-\d\d)[T ]([\d:.]+)(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  const end = new Date(iso ? `${iso[1]}T${iso[2]}${iso[3] ?? "Z"}` : isHttp ? text : NaN);
  return Number.isNaN(end.getTime()) ? new Date(Date.now() + CODE_HOLDS_MS) : end;
}

/** @param {string} message */
function invalidArgument(message) {
  return new TapisError({ code: "invalid_argument", message });
}

/**
 * The module judges what the text says; here it is made sure that it is text, and can be encoded.
 *
 * @param {unknown} systemId
 * @param {unknown} username
 */
function requireText(systemId, username) {
  for (const [name, value] of Object.entries({ systemId, username })) {
    if (!isText(value)) throw invalidArgument(`${name} must be a string.`);
  }
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === "string" && !/\p{Surrogate}/u.test(value);
}

/**
 * What the caller's callback throws must not pass through the module, so it is called later; but before the promise of the
 * operation settles.
 *
 * @param {string} name
 * @param {unknown} callback
 * @returns {(event: unknown) => void}
 */
function requireCallback(name, callback) {
  if (callback === undefined) return () => {};
  if (typeof callback !== "function") throw invalidArgument(`${name} must be a function.`);
  return (event) => queueMicrotask(() => callback(event));
}

const NO_ANSWER = { status: 0, body: "" };
const NONSENSE = { status: -1, body: "" };

/**
 * What became of a request that a transport was asked for, whatever it does: a status and a text. With status 0, that says
 * why there is no answer, or nothing.
 *
 * @param {Transport | undefined} transport
 * @param {import("./tms.js").TransportRequest} request
 */
async function answerOf(transport, request) {
  await null; // nothing of the transport's runs inside the module
  let answer;
  try {
    answer = await transport?.send(request);
  } catch (error) {
    const { text, isForPeople } = described(error);
    // eslint-disable-next-line no-console -- for whoever builds the page around it
    if (!request.signal.aborted) console.error(`transport.send failed: ${text}`);
    return isForPeople ? { status: 0, body: text } : NO_ANSWER;
  }
  try {
    const { status, body } = /** @type {{ status: unknown, body: unknown }} */ (answer);
    if (status === 0) return NO_ANSWER;
    const is32Bits = typeof status === "number" && (status | 0) === status;
    return is32Bits && typeof body === "string" ? { status, body: body.toWellFormed() } : NONSENSE;
  } catch {
    return NONSENSE;
  }
}

/**
 * What a transport threw, without a token that may be in it. A TypeError is not for people: that is how `fetch` says, in the
 * browser's words, that there is no network.
 *
 * @param {unknown} error
 */
function described(error) {
  try {
    const isError = error instanceof Error;
    const text = String(isError ? error.message : error).replaceAll(/eyJ[\w.-]+/g, "[token]");
    return {
      text: text.slice(0, 1000).toWellFormed(),
      isForPeople: isError && !(error instanceof TypeError),
    };
  } catch {
    return { text: "", isForPeople: false };
  }
}

/**
 * Sees whether the page's policy keeps the browser from Tapis, which looks to the module like a network that is gone.
 *
 * @param {string} baseUrl
 */
function watchPolicy(baseUrl) {
  const ending = new AbortController();
  // Of a request that was redirected, the browser tells where it went first.
  const refusal = `This site's Content-Security-Policy does not allow connections to ${baseUrl}, or to where it redirects: its connect-src must name it.`;
  let refused = false;
  /** @param {unknown} event */
  const note = (event) => {
    const { effectiveDirective, disposition, blockedURI } =
      /** @type {SecurityPolicyViolationEvent} */ (event);
    const isRefusal = effectiveDirective === "connect-src" && disposition === "enforce";
    refused ||= isRefusal && blockedURI.startsWith(baseUrl);
  };
  addEventListener("securitypolicyviolation", note, { signal: ending.signal });
  return {
    end: () => ending.abort(),
    /** What a lost change may still do stays in the text. @param {ErrorValue} error */
    explain: (error) =>
      new TapisError(
        refused && error.code === "network_error"
          ? { ...error, message: error.message.replace(/^.*?try again\./, refusal) }
          : error,
      ),
  };
}

/** @type {Listener["onSystem"] extends (...fields: infer Fields) => void ? (...fields: Fields) => import("./tms.js").SystemSummary : never} */
const toSystem = (
  id,
  host,
  description,
  owner,
  systemType,
  canExec,
  enabled,
  defaultAuthnMethod,
  isDynamicEffectiveUser,
  dtnSystemId,
  hasCredentials,
) => ({
  id,
  host,
  description,
  owner,
  systemType,
  canExec,
  enabled,
  defaultAuthnMethod,
  isDynamicEffectiveUser,
  dtnSystemId,
  hasCredentials,
});
