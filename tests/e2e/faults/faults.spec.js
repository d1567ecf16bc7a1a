// Every operation meets every fault at each of its calls (table.js, operations.js). Whatever goes wrong: the ending is the right
// one, what it says and what the server holds agree, nothing is created that should not be, the same connection works
// afterwards, and memory comes back.

import { expect, SYSTEM, test } from "../fixtures.js";
import { memoryOf } from "../memory.js";
import { cellsOf, OPERATIONS } from "./operations.js";

/** @typedef {import("./operations.js").Cell} Cell */
/** @typedef {import("../../tapis/index.js").Tapis} Tapis */
/** @typedef {import("@playwright/test").Page} Page */

/** Browsers have six connections to a server. */
const AT_A_TIME = 5;

/** So long do browsers keep the answer to a preflight that does not say how long. */
const PREFLIGHT_KEPT_MS = 5_500;

/** What the URL of a call looks like, for what befalls it before it reaches the server. @type {Record<string, (system: string) => RegExp>} */
const URL_OF = {
  checkUserCredential: (system) => new RegExp(`/${system}/user/[^/]+/check$`),
  createUserCredential: (system) => new RegExp(`/${system}/user/[^/?]+(\\?.*)?$`),
  removeUserCredential: (system) => new RegExp(`/${system}/user/[^/?]+$`),
  getSystem: (system) => new RegExp(`/v3/systems/${system}$`),
  getSystems: () => /\/v3\/systems(\?.*)?$/,
};

for (const operation of Object.keys(OPERATIONS)) {
  const cells = cellsOf(operation);

  test(`${operation} meets ${cells.length} faults`, async ({ page, tapis, browserName }) => {
    test.setTimeout(180_000);
    // Only Chromium tells what it holds.
    const memory = browserName === "chromium" ? await memoryOf(page) : null;
    await runInPage(page, {
      function: "checkTmsCredentials",
      system: SYSTEM,
      token: await tapis.issueToken(),
    });
    const before = await memory?.read();

    // What befalls requests inside the browser goes first and one by one: answers to preflights are kept for a while.
    const [inBrowser, atServer] = partition(cells, ({ abort, preflight }) =>
      Boolean(abort ?? preflight),
    );
    for (const cell of inBrowser) await tryCell(page, tapis, cell, cells.indexOf(cell));
    const waiting = atServer.values();
    const worker = async () => {
      for (const cell of waiting) await tryCell(page, tapis, cell, cells.indexOf(cell));
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));

    if (!memory || !before) return;
    const after = await memory.read();
    expect(after.wasmBytes, "the module's memory").toBe(before.wasmBytes);
    expect(after.requests, "requests that are kept").toBe(before.requests);
    expect(after.heapBytes - before.heapBytes, "the page's heap").toBeLessThan(2 * 1024 * 1024);
  });
}

/**
 * @param {Page} page
 * @param {Tapis} tapis
 * @param {Cell} cell
 * @param {number} index
 */
async function tryCell(page, tapis, cell, index) {
  const { operation, isChange, took, untold, ends, orEnds, timeoutMs } = cell;
  const { function: name, options, stored = false, changes, done } = OPERATIONS[operation];
  const system = `system-${index}`;
  const username = `user${index}`;
  const neighbours = operation === "setUp" ? [`before-${index}`, `behind-${index}`] : [];
  for (const id of [system, ...neighbours]) tapis.addSystem({ id });
  if (stored) tapis.setCredential(system, username);
  const earlier = tapis.credential(system, username);
  const token = await tapis.issueToken({ username });

  const restore = await order(page, tapis, cell, { system, token });
  const ending = await runInPage(page, {
    ...{ function: name, system, token, options, timeoutMs, neighbours },
    again: operation === "list" ? "listSystems" : "checkTmsCredentials",
    restore: `restore${index}`,
    exposed: await page.exposeFunction(`restore${index}`, restore).then(() => true),
  });

  const expecting = (/** @type {string} */ what) =>
    expect.soft(ending.first[what], `${cell.name}: ${what}`);
  if (orEnds) expecting("ends").toMatch(new RegExp(`^(${ends}|${orEnds})$`));
  else expecting("ends").toBe(ends);
  const asked = tapis
    .requestsOf(String(changes))
    .filter((request) => request.system === system).length;
  const keys = tapis.mintedKeys.filter(({ systemId }) => systemId === system).length;
  const now = tapis.credential(system, username);

  // The server's state and the ending agree.
  if (untold) expect.soft(keys, cell.name).toBe(took ? 1 : 0);
  else if (ends === "created") expect.soft([now === null, keys], cell.name).toEqual([false, 1]);
  else if (ends === "revoked") expect.soft(now, cell.name).toBeNull();
  else expect.soft([now, keys], `${cell.name}: nothing has changed`).toEqual([earlier, 0]);
  // A change is asked for once at most, and not at all where a call that comes before went wrong.
  const isForbidden = changes === undefined || (!isChange && ends !== done);
  expect.soft(asked, `${cell.name}: changes asked for`).toBeLessThanOrEqual(isForbidden ? 0 : 1);
  // A message that says what was found says what is true.
  if (/nothing was created/i.test(ending.first.message)) expect.soft(keys, cell.name).toBe(0);
  if (/still stored/.test(ending.first.message)) expect.soft(now, cell.name).not.toBeNull();
  const says = untold ? /whether their key is the new one is not known/ : took ? /confirmed/ : /./;
  if (operation !== "list" && ends === done && operation !== "setUp")
    expect.soft(ending.first.message, cell.name).toMatch(says);
  for (const { systemId, status } of ending.first.neighbours) {
    const isThere = tapis.credential(systemId, username) !== null;
    expect.soft(isThere, `${cell.name}: ${systemId} is ${status}`).toBe(status === "created");
    if (!ends.startsWith("token_")) expect.soft(status, cell.name).toBe("created");
  }
  // Everything works afterwards, over the same connection.
  const truth = now === null ? "missing" : "valid";
  expect
    .soft(ending.second, `${cell.name}: afterwards`)
    .toBe(operation === "list" ? "listed" : truth);
}

/**
 * Orders the cell's fault.
 *
 * @param {Page} page
 * @param {Tapis} tapis
 * @param {Cell} cell
 * @param {{ system: string, token: string }} of
 * @returns {Promise<() => Promise<void> | void>} ends it
 */
async function order(
  page,
  tapis,
  { call, isChange, fault = {}, abort, preflight },
  { system, token },
) {
  const url = URL_OF[call](system);
  if (abort) {
    const isMeant = (/** @type {import("@playwright/test").Request} */ request) =>
      call !== "createUserCredential" || request.method() === "POST";
    await page.route(url, (route) =>
      isMeant(route.request()) ? route.abort(abort) : route.fallback(),
    );
    return () => page.unroute(url);
  }
  if (preflight) {
    if (call === "getSystems") await page.waitForTimeout(PREFLIGHT_KEPT_MS);
    const path = new RegExp(url.source.replace("(\\?.*)?", ""));
    // Without end: browsers ask again by themselves.
    return tapis.order({ call: "preflight", path, times: Infinity }, fault);
  }
  const isMeant = (/** @type {import("../../tapis/journal.js").JournalEntry} */ entry) =>
    entry.call === call &&
    entry.headers["x-tapis-token"] === token &&
    (call === "getSystems" || entry.system === system);
  return tapis.order(isMeant, fault, { times: isChange ? 1 : Infinity });
}

/**
 * Inside the page: the operation, then, when the fault is over, a call that tells whether the connection still works.
 *
 * @param {Page} page
 * @param {{ function: string, system: string, token: string, options?: object, timeoutMs?: number, neighbours?: string[],
 *   again?: string, restore?: string, exposed?: boolean }} wanted
 * @returns {Promise<{ first: any, second: string }>}
 */
function runInPage(page, wanted) {
  return page.evaluate(
    async ({
      function: name,
      system,
      token,
      options,
      timeoutMs,
      neighbours = [],
      again,
      restore,
    }) => {
      const path = "/tms.js";
      /** @type {any} */
      const tms = await import(path);
      const tapis = await tms.connectTapis({ token, timeoutMs });
      const subject = {
        listSystems: [],
        setupTmsCredentials: [[neighbours[0], system, neighbours[1]]],
      }[name] ?? [system];
      const user = name === "listSystems" ? [] : [undefined];
      /** @param {any} result */
      const endOf = ({ status, error, message = error?.message ?? "" }) => ({
        ends: status === "failed" ? error.code : status,
        message,
        neighbours: [],
      });
      const run = async () => {
        try {
          const result = await tms[name](tapis, ...subject, ...user, { ...options });
          if (name === "listSystems") return { ends: "listed", message: "", neighbours: [] };
          if (name !== "setupTmsCredentials") return endOf(result);
          return { ...endOf(result[1]), neighbours: [result[0], result[2]] };
        } catch (error) {
          return endOf({ status: "failed", error });
        }
      };
      const first = await run();
      if (restore) await /** @type {any} */ (window)[restore]();
      const second =
        again === "checkTmsCredentials"
          ? await tms.checkTmsCredentials(tapis, system).then(
              (/** @type {any} */ result) => result.status,
              (/** @type {any} */ error) => error.code,
            )
          : await tms.listSystems(tapis).then(
              () => "listed",
              (/** @type {any} */ error) => error.code,
            );
      tapis.close();
      return { first, second };
    },
    wanted,
  );
}

/**
 * @template T
 * @param {T[]} all
 * @param {(each: T) => boolean} isFirst
 * @returns {[T[], T[]]}
 */
function partition(all, isFirst) {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}
