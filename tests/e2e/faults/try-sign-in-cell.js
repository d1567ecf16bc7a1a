// Tries one cell of an operation at the Authenticator: orders its fault, runs the operation in a page, and compares the ending
// and the requests with what must be. Afterwards the same is tried without the fault. It needs no particular browser.

import { AT_AUTHENTICATOR } from "../../faults/operations.js";
import { DEFAULT_CLIENT } from "../../tapis/index.js";
import { hurry, HURRY } from "../hurry.js";

/** @typedef {import("../../faults/operations.js").AuthenticatorCell} Cell */
/** @typedef {import("../../tapis/index.js").Tapis} Tapis */

const TIMEOUT_MS = 60_000;
const CLIENT = DEFAULT_CLIENT.clientId;

const PATHS = /** @type {Record<string, RegExp>} */ ({
  createDeviceCode: /\/v3\/oauth2\/device\/code$/,
  createToken: /\/v3\/oauth2\/tokens$/,
  revokeToken: /\/v3\/oauth2\/tokens\/revoke$/,
});

/** So often is asked what is asked again after a transient failure. */
const MOST_ATTEMPTS = 3;
const TRANSIENT = ["network_error", "timeout", "service_unavailable", "server_error"];

/**
 * One after the other, since requests to the Authenticator do not say whose they are.
 *
 * @param {import("./try-cell.js").PageUnderTest} page
 * @param {Tapis} tapis
 * @param {Cell} cell
 * @returns {Promise<string[]>} what is wrong
 */
export async function trySignInCell(page, tapis, cell) {
  const { operation, call, abort, preflight, fault = {}, took, ends, orEnds } = cell;
  const { done, repeats } = AT_AUTHENTICATOR[operation];
  const token = await tapis.issueToken();
  const { origin: baseUrl } = tapis;
  await page.evaluate(hurry, HURRY);
  const timeoutMs = HURRY * (cell.timeoutMs ?? TIMEOUT_MS);
  const wanted = { operation, baseUrl, token, timeoutMs, clientId: CLIENT };
  const { userCode } = await page.evaluate(prepareInPage, wanted);
  if (userCode) tapis.authenticator.approve(userCode);
  const before = tapis.requestsOf(call).length;

  const meant = preflight ? { call: "preflight", path: PATHS[call] } : { call };
  // Without end: some browsers ask again by themselves.
  const withdraw =
    abort && page.block
      ? await page.block("POST", PATHS[call], abort)
      : tapis.order({ ...meant, times: Infinity }, fault);
  const ending = await page.evaluate(runInPage, wanted);
  await withdraw();
  const asked = tapis.requestsOf(call).length - before;
  // A browser keeps a good answer to a preflight, and would not ask again for the next cell.
  const afterwards = preflight ? null : await page.evaluate(runInPage, { ...wanted, isLast: true });

  /** @type {string[]} */
  const problems = [];
  /** @param {boolean} holds @param {string} what */
  const must = (holds, what) => {
    if (!holds)
      problems.push(`${cell.name}: ${what}; it ended with ${ending.ends}, “${ending.message}”`);
  };
  must([ends, orEnds].includes(ending.ends), `it must end with ${ends}`);
  const isForGood = ending.ends.startsWith("sign_in_") || ending.ends === "token_rejected";
  must(
    /has not begun|is not known/.test(ending.message) !== isForGood,
    "it must say what is known",
  );
  const most = repeats && TRANSIENT.includes(ending.ends) ? MOST_ATTEMPTS : 1;
  // What was dropped before any answer came may be asked again by the browser.
  if (fault.drop !== "before-headers") must(asked <= most, `it was asked ${asked} times`);
  const refused = operation === "poll" && isForGood ? ends : done;
  const due = took ? "sign_in_expired" : refused;
  if (afterwards) must(afterwards.ends === due, `the next time ends with ${afterwards.ends}`);
  return problems;
}

/** @typedef {{ operation: string, baseUrl: string, token: string, timeoutMs: number, clientId: string }} Wanted */

/**
 * Inside the page: makes what the operation needs, which is kept there.
 *
 * @param {Wanted} wanted
 * @returns {Promise<{ userCode: string }>} to be typed
 */
async function prepareInPage({ operation, clientId, baseUrl, timeoutMs }) {
  const path = "/tms.js";
  /** @type {typeof import("../../../web/tms.js")} */
  const tms = await import(path);
  if (operation !== "poll") return { userCode: "" };
  const underTest = await tms.startSignIn({ clientId, baseUrl, timeoutMs });
  Object.assign(window, { underTest });
  return { userCode: underTest.userCode };
}

/**
 * Inside the page.
 *
 * @param {Wanted & { isLast?: boolean }} wanted
 * @returns {Promise<{ ends: string, message: string }>}
 */
async function runInPage({ operation, baseUrl, token, timeoutMs, clientId, isLast = false }) {
  const path = "/tms.js";
  /** @type {typeof import("../../../web/tms.js")} */
  const tms = await import(path);
  try {
    if (operation === "startSignIn") {
      const signIn = await tms.startSignIn({ clientId, baseUrl, timeoutMs });
      signIn.cancel();
      return { ends: "code", message: "" };
    }
    if (operation === "signOut") {
      // Signing out ends a connection, so each time has its own.
      await (await tms.connectTapis({ token, baseUrl, timeoutMs })).signOut();
      return { ends: "signed out", message: "" };
    }
    const { underTest } = /** @type {{ underTest: import("../../../web/tms.js").SignIn }} */ (
      /** @type {unknown} */ (window)
    );
    const tapis = await underTest.poll();
    tapis?.close();
    if (isLast) underTest.cancel();
    return { ends: tapis ? "signed in" : "pending", message: "" };
  } catch (error) {
    const { code, message } = /** @type {import("../../../web/tms.js").TapisError} */ (error);
    return { ends: code, message };
  }
}
