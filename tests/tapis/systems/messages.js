// Texts of the Systems service: a code, a sentence, then the context as "name: value" pairs. Clients tell failures
// apart by the code alone.

/** @typedef {import("../tokens/jwt-filter.js").Caller} Caller */
/** @typedef {import("./systems.js").System} System */

/**
 * Message of the API layer (SYSAPI codes).
 * @param {string} code
 * @param {string} text
 * @param {Caller} caller
 * @param {Record<string, string | undefined>} [context]
 */
export function apiMessage(code, text, caller, context = {}) {
  return message(
    code,
    text,
    { jwtTenant: caller.jwtTenant, jwtUser: caller.jwtUser },
    caller,
    context,
  );
}

/**
 * Message of the library layer (SYSLIB codes), which names the user `jwtUserId`.
 * @param {string} code
 * @param {string} text
 * @param {Caller} caller
 * @param {Record<string, string | undefined>} [context]
 */
export function libraryMessage(code, text, caller, context = {}) {
  return message(
    code,
    text,
    { jwtTenant: caller.jwtTenant, jwtUserId: caller.jwtUser },
    caller,
    context,
  );
}

/**
 * @param {string} code
 * @param {string} text
 * @param {Record<string, string>} requester
 * @param {Caller} caller
 * @param {Record<string, string | undefined>} context
 */
function message(code, text, requester, caller, context) {
  const pairs = { ...requester, OboTenant: caller.tenant, OboUser: caller.username, ...context };
  return [code, text, ...Object.entries(pairs).map(([name, value]) => `${name}: ${value}`)].join(
    " ",
  );
}
