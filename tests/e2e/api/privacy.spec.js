// Where the token is, and where it is not.

import { expect, SYSTEM, test } from "../fixtures.js";

test("the token travels in the header X-Tapis-Token alone, to Tapis alone", async ({
  page,
  tapis,
  site,
  call,
}) => {
  /** @type {import("@playwright/test").Request[]} */
  const sent = [];
  page.on("request", (request) => sent.push(request));
  const token = await tapis.issueToken();

  await call("establishTmsCredentials", [SYSTEM], { token });

  expect(new Set(sent.map((request) => new URL(request.url()).origin))).toEqual(
    new Set([site.origin, tapis.origin]),
  );
  for (const request of tapis.requests) {
    const { "x-tapis-token": header, ...others } = request.headers;
    expect(header).toBe(token);
    expect(JSON.stringify([request.path, request.query, request.body, others])).not.toContain(
      token,
    );
    expect(request.headers).not.toHaveProperty("cookie");
  }
});

test("a bodiless request has no content type", async ({ tapis, call }) => {
  await call("checkTmsCredentials", [SYSTEM]);

  expect(tapis.requests[0].headers).not.toHaveProperty("content-type");
});

test("nothing is kept in storage, cookies or the address", async ({
  page,
  context,
  tapis,
  call,
}) => {
  const token = await tapis.issueToken();
  await call("establishTmsCredentials", [SYSTEM], { token });

  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    name: window.name,
    address: location.href,
  }));

  expect(kept).toMatchObject({ local: 0, session: 0, databases: 0, caches: 0, name: "" });
  expect(kept.address).not.toContain(token);
  expect(await context.cookies()).toEqual([]);
});

test("importing the module has no side effects", async ({ page }) => {
  const [before, after] = await page.evaluate(async () => {
    const globals = () => Object.getOwnPropertyNames(window).sort().join();
    const first = globals();
    const path = "/tms.js?again";
    await import(path);
    return [first, globals()];
  });

  expect(after).toBe(before);
});
