// Tries one cell: orders its fault, runs its operation in a page, and compares the ending, the server's state and the
// requests with what must be. It needs no particular browser, only a way to run a function inside a page.

import { hurry, HURRY } from "../hurry.js";
import { OPERATIONS } from "../../faults/operations.js";

/** @typedef {import("../../faults/operations.js").Cell} Cell */
/** @typedef {import("../../tapis/index.js").Tapis} Tapis */

/**
 * @typedef {object} PageUnderTest
 * @property {<Argument, Value>(run: (argument: Argument) => Promise<Value>, argument: Argument) => Promise<Value>} evaluate
 * @property {(method: string, url: RegExp, reason: string) => Promise<() => Promise<void>>} [block] such requests never
 *   leave the browser, until the function that it returns is called
 */

/** @typedef {{ ends: string, message: string, neighbours: { systemId: string, status: string }[] }} Ending */

/** In truth; the page is hurried. */
const TIMEOUT_MS = 60_000;

/** So long do browsers keep the answer to a preflight that does not say how long. */
const PREFLIGHT_KEPT_MS = 5_500;

/** How each call looks on the wire. @type {Record<string, { method: string, path: (system: string) => string }>} */
const CALLS = {
  checkUserCredential: { method: "POST", path: (system) => `/${system}/user/[^/]+/check` },
  createUserCredential: { method: "POST", path: (system) => `/${system}/user/[^/?]+` },
  removeUserCredential: { method: "DELETE", path: (system) => `/${system}/user/[^/?]+` },
  getSystem: { method: "GET", path: (system) => `/v3/systems/${system}` },
  getSystems: { method: "GET", path: () => "/v3/systems" },
};

/**
 * @param {PageUnderTest} page
 * @param {Tapis} tapis
 * @param {Cell} cell
 * @param {number} number of the cell: each has a system and a person of its own, so that many can be tried at a time
 * @returns {Promise<string[]>} what is wrong
 */
export async function tryCell(page, tapis, cell, number) {
  const { function: name, options, stored, changes, done } = OPERATIONS[cell.operation];
  const system = `system-${number}`;
  const username = `user${number}`;
  const isList = name === "listSystems";
  const neighbours = name === "setupTmsCredentials" ? [`before-${number}`, `behind-${number}`] : [];
  for (const id of [system, ...neighbours]) tapis.addSystem({ id });
  if (stored) tapis.setCredential(system, username);
  const earlier = tapis.credential(system, username);
  const token = await tapis.issueToken({ username });

  const withdraw = await order(page, tapis, cell, { system, token });
  await page.evaluate(hurry, HURRY);
  const timeoutMs = HURRY * (cell.timeoutMs ?? TIMEOUT_MS);
  const wanted = { number, name, system, neighbours, token, timeoutMs, options };
  const ending = await page.evaluate(runInPage, wanted);
  await withdraw();
  const afterwards = await page.evaluate(runAgainInPage, { number, system, isList });

  /** @type {string[]} */
  const problems = [];
  /** @param {boolean} holds @param {string} what */
  const must = (holds, what) => {
    if (!holds)
      problems.push(`${cell.name}: ${what}; it ended with ${ending.ends}, “${ending.message}”`);
  };
  const { isChange, isLost, took, untold, ends, orEnds } = cell;
  const now = tapis.credential(system, username);
  const isAsBefore = JSON.stringify(now) === JSON.stringify(earlier);
  const keys = tapis.mintedKeys.filter(({ systemId }) => systemId === system).length;
  const asked = tapis
    .requestsOf(String(changes))
    .filter((request) => request.system === system).length;

  must([ends, orEnds].includes(ending.ends), `it must end with ${ends}`);
  // What it says and what the server holds agree.
  if (untold) must(keys === Number(took), "the server has a key for each create that it saw");
  else if (ends === "created") must(now !== null && keys === 1, "one key must be stored");
  else if (ends === "revoked") must(now === null, "nothing may be stored");
  else must(isAsBefore && keys === 0, "nothing may have changed");
  if (/no (credentials|new ones) were stored/i.test(ending.message))
    must(keys === 0, "it says that nothing was stored");
  if (/still stored/.test(ending.message)) must(now !== null, "it says that something is stored");
  // After a lost answer nobody knows what Tapis may still do.
  if (isLost && ending.ends !== done) {
    must(/may still come|check them later/.test(ending.message), "it must say what may still come");
    must(
      !/nothing was|no (credentials|new ones) were/i.test(ending.message),
      "it claims that nothing happened",
    );
  }
  if (untold) must(/is not known/.test(ending.message), "it must say what is not known");
  else if (took && neighbours.length === 0)
    must(/confirmed/.test(ending.message), "it must say how it knows");
  // A change is asked for once, and not at all where a call that comes before it went wrong.
  const isForbidden = !changes || (!isChange && ends !== done);
  must(asked <= (isForbidden ? 0 : 1), `${asked} changes were asked for`);
  // One failure never stops the others, but for a token that is no good.
  for (const { systemId, status } of ending.neighbours) {
    must(
      (tapis.credential(systemId, username) !== null) === (status === "created"),
      `${systemId} is ${status}`,
    );
    must(status === "created" || ends.startsWith("token_"), `${systemId} is ${status}`);
  }
  // The same connection works afterwards.
  const truth = now === null ? "missing" : "valid";
  must(afterwards === (isList ? "listed" : truth), `a call afterwards ends with ${afterwards}`);
  return problems;
}

/**
 * @param {PageUnderTest} page
 * @param {Tapis} tapis
 * @param {Cell} cell
 * @param {{ system: string, token: string }} of
 * @returns {Promise<() => Promise<void> | void>} ends the fault
 */
async function order(
  page,
  tapis,
  { call, isChange, fault: asked = {}, abort, preflight },
  { system, token },
) {
  const fault = asked.late === undefined ? asked : { ...asked, late: asked.late / HURRY };
  const { method, path } = CALLS[call];
  if (abort && page.block) return page.block(method, new RegExp(`${path(system)}(\\?.*)?$`), abort);
  if (preflight) {
    if (call === "getSystems") await new Promise((over) => setTimeout(over, PREFLIGHT_KEPT_MS));
    // Without end: some browsers ask again by themselves.
    const preflights = { call: "preflight", path: new RegExp(`${path(system)}$`), times: Infinity };
    return tapis.order(preflights, fault);
  }
  /** @param {import("../../tapis/wire/journal.js").JournalEntry} entry */
  const isMeant = (entry) =>
    entry.call === call &&
    entry.headers["x-tapis-token"] === token &&
    (call === "getSystems" || entry.system === system);
  return tapis.order(isMeant, fault, { times: isChange ? 1 : Infinity });
}

/**
 * Inside the page: the operation, over a connection that is kept for runAgainInPage().
 *
 * @param {{ number: number, name: string, system: string, neighbours: string[], token: string, timeoutMs: number,
 *   options?: object }} wanted
 * @returns {Promise<Ending>}
 */
async function runInPage({ number, name, system, neighbours, token, timeoutMs, options }) {
  const path = "/tms.js";
  /** @type {any} */
  const tms = await import(path);
  const tapis = await tms.connectTapis({ token, timeoutMs });
  Object.assign(window, { [`connection${number}`]: tapis });
  /** @param {any} result @returns {Ending} */
  const endOf = ({ status, error, message = error?.message ?? "" }) => ({
    // A token that is no good may have been found out on a neighbour.
    ends: status === "failed" || error?.code.startsWith("token_") ? error.code : status,
    message,
    neighbours: [],
  });
  try {
    if (name === "listSystems") {
      await tms.listSystems(tapis);
      return endOf({ status: "listed" });
    }
    if (name === "setupTmsCredentials") {
      const [before, own, behind] = await tms.setupTmsCredentials(tapis, [
        neighbours[0],
        system,
        neighbours[1],
      ]);
      const others = [before, behind].map(({ systemId, status }) => ({ systemId, status }));
      return { ...endOf(own), neighbours: others };
    }
    return endOf(await tms[name](tapis, system, undefined, { ...options }));
  } catch (error) {
    return endOf({ status: "failed", error });
  }
}

/**
 * Inside the page: a call over the same connection, which is closed then.
 *
 * @param {{ number: number, system: string, isList: boolean }} wanted
 * @returns {Promise<string>} how it ended
 */
async function runAgainInPage({ number, system, isList }) {
  const path = "/tms.js";
  /** @type {any} */
  const tms = await import(path);
  const key = `connection${number}`;
  const { [key]: tapis } = /** @type {any} */ (window);
  try {
    if (!isList) return (await tms.checkTmsCredentials(tapis, system)).status;
    await tms.listSystems(tapis);
    return "listed";
  } catch (error) {
    return /** @type {any} */ (error).code;
  } finally {
    tapis.close();
    delete (/** @type {any} */ (window)[key]);
  }
}
