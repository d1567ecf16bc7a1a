// Where a token might be that only a browser's own tools show: the JavaScript heap, the accessibility tree, what is posted
// between windows and threads, the insides of errors.

import { inspect } from "node:util";

import { heapSnapshot } from "../heap.js";
import { hurry, HURRY } from "../hurry.js";
import { expect, SYSTEM, test } from "./fixtures.js";

/** @typedef {import("@playwright/test").Page} Page */

test.beforeEach(async ({ page }) => {
  await page.addInitScript(keepWhatIsPosted);
  await page.reload();
});

test("the heap holds no token after Disconnect", async ({ page, person, tapis }) => {
  const token = await tapis.issueToken();
  const browser = await page.context().newCDPSession(page);
  const timesInHeap = async () =>
    (await heapSnapshot(browser)).text.split(token.split(".")[1]).length - 1;
  await person.tokenField.focus();
  // As a keyboard does. What a test fills in would be in the heap on behalf of the test.
  await page.keyboard.insertText(token);
  await page.evaluate((kept) => Object.assign(window, { kept }), token);
  expect(await timesInHeap(), "the search finds what is there").toBeGreaterThan(0);
  await page.evaluate(() => Object.assign(window, { kept: "" }));

  await page.keyboard.press("Enter");
  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText("created");
  await person.revoke(SYSTEM);
  await expect(person.outcome).toContainText("revoked");
  await person.disconnect();
  await expect(person.everything).toContainText("forgotten");

  expect(await timesInHeap()).toBe(0);
});

test("the accessibility tree and what is posted hold no token", async ({ page, person, tapis }) => {
  const token = await tapis.issueToken();
  const browser = await page.context().newCDPSession(page);
  const everything = async () =>
    JSON.stringify([
      await browser.send("Accessibility.getFullAXTree"),
      await page.evaluate(() => /** @type {any} */ (window).posted),
    ]);
  await page.evaluate(() => window.postMessage("posted by the test", location.origin));
  await person.tokenField.fill(token);
  expect(await everything(), "what is posted is kept").toContain("posted by the test");
  expect(await everything(), "a token that is not yet sent").not.toContain(token.split(".")[1]);

  await person.connectButton.click();
  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText("created");
  await person.activityButton.click();
  await expect(person.requests.first()).toBeVisible();

  for (const part of token.split(".").slice(1)) expect(await everything()).not.toContain(part);
});

test("no error holds the token, however it is looked at", async ({ page, tapis }) => {
  await page.evaluate(hurry, HURRY);
  const token = await tapis.issueToken();
  tapis.order(
    { call: "checkUserCredential" },
    { status: 403, body: { result: null, status: "error", message: `Not with ${token}` } },
  );
  tapis.order({ call: "getSystems", times: Infinity }, { status: 400, body: token });
  tapis.setCredential(SYSTEM, "ann");
  tapis.order({ call: "removeUserCredential", times: Infinity }, { drop: "after-headers" });

  const seen = await page.evaluate(
    async ({ token, system }) => {
      const path = "/tms.js";
      /** @type {typeof import("../../../web/tms.js")} */
      const tms = await import(path);
      /** @param {unknown} value @returns {unknown} what a debugger would show of it: every property, of prototypes too */
      const inside = (value, depth = 0) => {
        if (typeof value !== "object" || value === null || depth > 4) return String(value);
        const names = [
          ...Object.getOwnPropertyNames(value),
          ...Object.getOwnPropertySymbols(value),
        ];
        const parts = names.map((name) => [
          String(name),
          inside(/** @type {any} */ (value)[name], depth + 1),
        ]);
        return [parts, inside(Object.getPrototypeOf(value), depth + 1)];
      };
      const tapis = await tms.connectTapis({ token });
      const errors = await Promise.all([
        tms.checkTmsCredentials(tapis, system).catch((error) => error),
        tms.listSystems(tapis).catch((error) => error),
        tms.revokeTmsCredentials(tapis, system).catch((error) => error),
        tms.connectTapis({ token: `${token}.` }).catch((error) => error),
        tms
          .connectTapis({ token, baseUrl: `https://example.org/${token}` })
          .catch((error) => error),
        tms.establishTmsCredentials(tapis, token).catch((error) => error),
        tms.establishTmsCredentials(tapis, system, token).catch((error) => error),
      ]);
      return [...errors, tapis].map((each) => ({
        isError: each instanceof tms.TapisError,
        code: each.code,
        fields: { ...each },
        looks: [JSON.stringify(each), String(each), each.stack ?? "", JSON.stringify(inside(each))],
      }));
    },
    { token, system: SYSTEM },
  );

  expect(seen.map(({ code }) => code)).toEqual([
    ...["forbidden", "invalid_response", "network_error", "token_malformed"],
    ...["invalid_argument", "invalid_argument", "invalid_argument", undefined],
  ]);
  const shown = inspect(seen, { depth: null, showHidden: true, maxStringLength: null });
  expect(shown, "the rest of the answer is kept").toContain("Not with");
  for (const part of token.split(".").slice(1)) expect(shown).not.toContain(part);
});

/** Runs in every document before its scripts. */
function keepWhatIsPosted() {
  const posted = /** @type {string[]} */ ([]);
  Object.assign(window, { posted });
  for (const { prototype } of [MessagePort, Worker, BroadcastChannel]) {
    const { postMessage } = prototype;
    prototype.postMessage = function (/** @type {any[]} */ ...message) {
      posted.push(JSON.stringify(message[0]));
      return Reflect.apply(postMessage, this, message);
    };
  }
  addEventListener("message", ({ data }) => posted.push(JSON.stringify(data)), true);
}
