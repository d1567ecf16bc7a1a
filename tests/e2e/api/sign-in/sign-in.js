// A sign-in inside a page, in whatever engine. It is kept there as `window.signIn`, its steps as `window.steps`, and the
// connection that comes of it as `window.tapis`.

export const CODE_HOLDS_MS = 600_000;
const END = Date.UTC(2037, 10, 27, 13, 10);

/**
 * How the end of a code may be written, and when that is; null: it cannot be read, and is ten minutes from now.
 *
 * @type {[written: unknown, end: number | null][]}
 */
export const ENDS = [
  ["Fri, 27 Nov 2037 13:10:00 GMT", END],
  ["2037-11-27T13:10:00Z", END],
  ["2037-11-27T13:10:00", END],
  ["2037-11-27 13:10:00", END],
  ["2037-11-27T13:10:00.123456", END + 123],
  ["2037-11-27T13:10:00.123456+00:00", END + 123],
  ["2037-11-27 13:10:00.123456", END + 123],
  ["2037-11-27T15:10:00+02:00", END],
  ["2037-11-27T15:10:00+0200", END],
  ["2037-13-27T13:10:00Z", null],
  ["2037-11-27", null],
  ["27 Nov 2037", null],
  ["Fri, 27 Nov 2037 13:10:00 CET", null],
  ["whenever", null],
  ["600", null],
  ["", null],
  [600, null],
  [2_142_940_200, null],
  [null, null],
  [undefined, null],
  [["Fri, 27 Nov 2037 13:10:00 GMT"], null],
];

/**
 * @typedef {{ name: string, code: string, message: string, httpStatus: number, serverMessage: string, retryable: boolean }}
 *   ErrorFields
 */

/**
 * @typedef {object} Kept
 * @property {import("../../../../web/tms.js").SignIn} signIn
 * @property {import("../../../../web/tms.js").StepEvent[]} steps
 * @property {import("../../../../web/tms.js").Tapis} [tapis]
 */

/**
 * Inside the page.
 *
 * @param {Record<string, unknown>} options of startSignIn
 * @returns {Promise<{ userCode: string, verificationUrl: string, expiresAt: number, now: number, error?: undefined } |
 *   { error: ErrorFields }>}
 */
export async function startInPage(options) {
  const path = "/tms.js";
  /** @type {typeof import("../../../../web/tms.js")} */
  const tms = await import(path);
  /** @type {import("../../../../web/tms.js").StepEvent[]} */
  const steps = [];
  Object.assign(window, { steps, tapis: undefined });
  const onStep = (/** @type {import("../../../../web/tms.js").StepEvent} */ step) =>
    steps.push(step);
  try {
    const signIn = await tms.startSignIn(/** @type {any} */ ({ onStep, ...options }));
    Object.assign(window, { signIn });
    const { userCode, verificationUrl, expiresAt } = signIn;
    return { userCode, verificationUrl, expiresAt: expiresAt.getTime(), now: Date.now() };
  } catch (error) {
    if (!(error instanceof tms.TapisError)) throw error;
    // Errors lose their fields on the way out of the page.
    return { error: { ...error, message: error.message } };
  }
}

/**
 * Inside the page.
 *
 * @returns {Promise<any>} null, or whose connection it is, or `{ error }`
 */
export async function pollInPage() {
  const kept = /** @type {Kept} */ (/** @type {unknown} */ (window));
  try {
    const tapis = await kept.signIn.poll();
    if (!tapis) return null;
    const isSame = kept.tapis === tapis;
    kept.tapis = tapis;
    const { username, tenant, baseUrl, expiresAt } = tapis;
    return { username, tenant, baseUrl, expiresAt: expiresAt.getTime(), isSame };
  } catch (error) {
    const thrown = /** @type {any} */ (error);
    return { error: { ...thrown, message: thrown.message } };
  }
}

/**
 * Inside the page: signs out of the connection that there is.
 *
 * @param {import("../../../../web/tms.js").SignOutOptions} [options]
 * @returns {Promise<ErrorFields | null>}
 */
export async function signOutInPage(options) {
  const { tapis, steps } = /** @type {Kept} */ (/** @type {unknown} */ (window));
  try {
    await tapis?.signOut({ onStep: (step) => steps.push(step), ...options });
    return null;
  } catch (error) {
    const thrown = /** @type {any} */ (error);
    return { ...thrown, message: thrown.message };
  }
}

/** Inside the page: whether the connection can be used, or the code of the error. */
export async function useInPage() {
  const path = "/tms.js";
  /** @type {typeof import("../../../../web/tms.js")} */
  const tms = await import(path);
  const { tapis } = /** @type {Kept} */ (/** @type {unknown} */ (window));
  try {
    await tms.listSystems(/** @type {import("../../../../web/tms.js").Tapis} */ (tapis));
    return "listed";
  } catch (error) {
    return /** @type {any} */ (error).code;
  }
}
