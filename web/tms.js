// The JavaScript face of the WebAssembly module: loads it once, turns its outcomes into results and TapisErrors, and maps
// AbortSignal to cancel. All decisions are the module's; the types are in tms.d.ts.

import createModule from "tms-credentials-wasm";

/** @typedef {import("tms-credentials-wasm").Module} Module */
/** @typedef {import("tms-credentials-wasm").Listener} Listener */

const DEFAULT_TIMEOUT_MS = 60_000;

/** @implements {import("./tms.js").TapisError} */
export class TapisError extends Error {
  /** @param {{ code: import("./tms.js").TapisErrorCode, message: string } & Partial<import("tms-credentials-wasm").ErrorValue>} error */
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
    this.code = code;
    this.httpStatus = httpStatus;
    this.tapisCode = tapisCode;
    this.serverMessage = serverMessage;
    this.systemId = systemId;
    this.retryable = retryable;
  }
}

// ---- The module

/** @type {Promise<Module> | undefined} */
let loading;

// The promise is kept, so that early callers share one instance; a failure is forgotten, so that a later try can succeed.
function loadModule() {
  loading ??= createModule({ locateFile: () => new URL("tms.wasm", import.meta.url).href }).catch(
    (cause) => {
      loading = undefined;
      throw new Error("The credentials module could not be loaded.", { cause });
    },
  );
  return loading;
}

// ---- Connections

/** @implements {import("./tms.js").Tapis} */
class Tapis {
  #module;
  #handle;

  /**
   * @param {Module} module
   * @param {import("tms-credentials-wasm").ConnectionValue} connection
   */
  constructor(module, { handle, username, tenant, baseUrl, expiresAt }) {
    this.#module = module;
    this.#handle = handle;
    this.username = username;
    this.tenant = tenant;
    this.baseUrl = baseUrl;
    this.expiresAt = new Date(expiresAt);
    Object.freeze(this);
  }

  close() {
    this.#module.close(this.#handle);
  }

  /**
   * Runs one operation of the module to its end.
   *
   * @param {unknown} tapis
   * @param {import("./tms.js").OperationOptions} options
   * @param {(module: Module, handle: number, listener: Listener) => number} start returns the operation's handle
   * @returns {Promise<any>} the shape of the result is the operation's
   */
  static async run(tapis, { signal, onStep }, start) {
    if (!(tapis instanceof Tapis))
      throw invalidArgument("The first argument must come from connectTapis().");
    if (signal !== undefined && !(signal instanceof AbortSignal))
      throw invalidArgument("signal must be an AbortSignal.");
    if (onStep !== undefined && typeof onStep !== "function")
      throw invalidArgument("onStep must be a function.");
    if (signal?.aborted) throw new TapisError({ code: "cancelled", message: "Cancelled." });

    const module = tapis.#module;
    return new Promise((resolve, reject) => {
      let operation = 0;
      const cancel = () => module.cancel(operation);
      signal?.addEventListener("abort", cancel);
      operation = start(module, tapis.#handle, {
        // Later, but before the promise settles: nothing that the caller throws may pass through the module.
        onStep: (step) => onStep && queueMicrotask(() => onStep(toStepEvent(step))),
        onFinish: ({ error, ...result }) => {
          signal?.removeEventListener("abort", cancel);
          if (error.code === "") resolve(result);
          else reject(new TapisError(error));
        },
      });
    });
  }
}

/** @type {typeof import("./tms.js").connectTapis} */
export async function connectTapis(options) {
  const {
    token,
    baseUrl = "",
    timeoutMs = DEFAULT_TIMEOUT_MS,
    allowedOrigins = [],
  } = options ?? {};
  if (typeof token !== "string")
    throw invalidArgument("token must be a string: the Tapis access token.");
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
  const module = await loadModule();
  const bytes = new TextEncoder().encode(token);
  const { error, ...connection } = module.connect(bytes, baseUrl, timeoutMs, allowedOrigins);
  bytes.fill(0);
  if (error.code !== "") throw new TapisError(error);
  return new Tapis(module, connection);
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
  return Tapis.run(tapis, options, (module, handle, listener) =>
    module.establish(handle, systemId, username, options.force ?? false, listener),
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

// ---- Helpers

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
    if (typeof value !== "string" || /\p{Surrogate}/u.test(value))
      throw invalidArgument(`${name} must be a string.`);
  }
}

/**
 * @param {import("tms-credentials-wasm").StepValue} step
 * @returns {import("./tms.js").StepEvent}
 */
function toStepEvent({ step, message, attempt, waitMs, method, path, isAnswer, ...response }) {
  return {
    step,
    message,
    attempt,
    waitMs,
    request: { method, path },
    response: isAnswer ? response : null,
  };
}
