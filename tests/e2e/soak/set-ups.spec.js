// Set-ups of many systems with random faults, the same ones in each run: whatever happens, the server's state is what the
// results say. A sample in a browser of what tests/unit/faults/set_ups_test.cc does twenty times as often.

import { randomFrom } from "../../random.js";
import { FAULTS } from "../../faults/table.js";
import { expect, test } from "../fixtures.js";
import { hurry, HURRY } from "../hurry.js";

const SEED = 1;
const SET_UPS = 10;
const SYSTEMS = 100;
const AT_A_TIME = 5;
const STORED = 0.3; // of all systems have credentials beforehand
const FAULTY = 0.08; // of all systems meet a fault
const CONCURRENCIES = [1, 6, 32];
const UNLISTED = 0.3; // of all set-ups get no list of definitions, so that each system asks for its own

/** Without what is about the token, which ends a set-up, and what takes long. */
const SUITABLE = FAULTS.filter(
  ({ fault, preflight, timeoutMs, ends }) =>
    fault && !preflight && !timeoutMs && !fault.hugeBody && !ends.startsWith("token_"),
);

test(`the server is as ${SET_UPS} set-ups of ${SYSTEMS} systems say`, async ({ page, tapis }) => {
  test.setTimeout(120_000);
  await page.evaluate(hurry, HURRY);
  const random = randomFrom(SEED);
  const setUps = Array.from({ length: SET_UPS }, (_, count) => makeSetUp(`${count}`, random));
  const waiting = setUps.values();
  const work = async () => {
    for (const setUp of waiting) expect(await wrongResultsOf(setUp, page, tapis)).toEqual([]);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  const met = tapis.requests.filter(({ faulted }) => faulted);
  for (const call of ["checkUserCredential", "getSystems", "getSystem", "createUserCredential"])
    expect(met.filter((request) => request.call === call).length, call).toBeGreaterThan(0);
  tapis.reset();
});

/** @typedef {import("../../tapis/index.js").Tapis} Tapis */
/** @typedef {import("../../tapis/wire/faults.js").Fault} Fault */
/** @typedef {{ call: string, system: string, times: number, fault: Fault }} Order */
/** @typedef {{ ids: string[], stored: Set<string>, faults: Order[], listFault: Fault | null,
 *   concurrency: number }} SetUp */

/** @param {string} name @param {() => number} random @returns {SetUp} */
function makeSetUp(name, random) {
  const ids = Array.from({ length: SYSTEMS }, (_, index) => `system-${name}-${index}`);
  const stored = new Set(ids.filter(() => random() < STORED));
  const isListed = random() >= UNLISTED;
  const listFault = isListed ? null : { ...anyOf(SUITABLE, random).fault };
  const calls = ["checkUserCredential", "createUserCredential", ...(isListed ? [] : ["getSystem"])];
  const faults = ids
    .filter(() => random() < FAULTY)
    .map((system) => makeFault(system, anyOf(calls, random), random));
  return { ids, stored, faults, listFault, concurrency: anyOf(CONCURRENCIES, random) };
}

/** @param {string} system @param {string} call @param {() => number} random @returns {Order} */
function makeFault(system, call, random) {
  const { fault, uncertain } = anyOf(SUITABLE, random);
  const act = call === "createUserCredential" && uncertain && random() < 0.5;
  // A read is asked again, and goes well at the second or third try, or never.
  const times = call === "createUserCredential" ? 1 : 1 + Math.floor(random() * 3);
  return { call, system, times, fault: { ...fault, ...(act && { act }) } };
}

/** @template T @param {T[]} all @param {() => number} random @returns {T} */
function anyOf(all, random) {
  return all[Math.floor(random() * all.length)];
}

/**
 * Runs a set-up, and compares its results with the server's state.
 *
 * @param {SetUp} setUp
 * @param {import("@playwright/test").Page} page
 * @param {Tapis} tapis
 */
async function wrongResultsOf({ ids, stored, faults, listFault, concurrency }, page, tapis) {
  for (const id of ids) tapis.addSystem({ id });
  for (const id of stored) tapis.setCredential(id, "ann");
  for (const { fault, ...match } of faults) tapis.order(match, fault);
  const token = await tapis.issueToken();
  const isItsList = (/** @type {import("../../tapis/wire/journal.js").JournalEntry} */ entry) =>
    entry.call === "getSystems" && entry.headers["x-tapis-token"] === token;
  if (listFault) tapis.order(isItsList, listFault);

  const results = await page.evaluate(setUpInPage, { token, ids, concurrency });

  expect(results.map(({ systemId }) => systemId)).toEqual(ids);
  const keys = new Set(tapis.mintedKeys.map(({ systemId }) => systemId));
  expect(keys.size, "one key for a system at most").toBe(tapis.mintedKeys.length);
  return results.filter(({ systemId, status }) => {
    const isStored = tapis.credential(systemId, "ann") !== null;
    const wasStored = stored.has(systemId);
    if (status === "created") return !isStored || !keys.has(systemId);
    if (status === "exists") return !wasStored || keys.has(systemId);
    return isStored !== wasStored || keys.has(systemId);
  });
}

/** @param {{ token: string, ids: string[], concurrency: number }} wanted */
async function setUpInPage({ token, ids, concurrency }) {
  const path = "/tms.js";
  /** @type {typeof import("../../../web/tms.js")} */
  const tms = await import(path);
  const tapis = await tms.connectTapis({ token });
  const results = await tms.setupTmsCredentials(tapis, ids, undefined, { concurrency });
  tapis.close();
  return results.map(({ systemId, status }) => ({ systemId, status }));
}
