// Faults of the whole way to Tapis: the tab goes offline while an answer is due (and the connection with it), and nobody
// listens.

import { buildSite } from "../../site/build.js";
import { startSite } from "../../site/index.js";
import { startTapis } from "../../tapis/index.js";
import { expect, SYSTEM, test } from "../fixtures.js";
import { hurry, HURRY } from "../hurry.js";

const LATE_MS = 1_000;

/** By function: the call during which the network goes, and what is known afterwards. @type {[string, string, RegExp][]} */
const OFFLINE = [
  ["establishTmsCredentials", "checkUserCredential", /no answer from Tapis/],
  ["establishTmsCredentials", "createUserCredential", /not known: check them later/],
  ["revokeTmsCredentials", "removeUserCredential", /not known: check them later/],
  ["checkTmsCredentials", "checkUserCredential", /no answer from Tapis/],
  ["listSystems", "getSystems", /no answer from Tapis/],
];

for (const [name, lost, says] of OFFLINE) {
  test(`${name} in a tab that goes offline during ${lost}, and works when it is back`, async ({
    context,
    page,
    tapis,
    call,
  }) => {
    await page.evaluate(hurry, HURRY);
    if (name === "revokeTmsCredentials") tapis.setCredential(SYSTEM, "ann");
    // Without end, for Firefox asks again by itself where the call only reads.
    const withdraw = tapis.order(
      { call: lost, times: Infinity },
      { act: true, latency: LATE_MS, drop: "before-headers" },
    );
    const ending = call(name, [SYSTEM]);
    await tapis.waitForRequest({ call: lost, acted: true });
    await context.setOffline(true);

    const { error } = await ending;
    expect(error).toMatchObject({ code: "network_error", httpStatus: 0, retryable: true });
    expect(error?.message).toMatch(says);
    const creates = tapis.requestsOf("createUserCredential");
    expect(creates).toHaveLength(lost === "createUserCredential" ? 1 : 0);

    withdraw();
    await context.setOffline(false);
    const { result } = await call("checkTmsCredentials", [SYSTEM]);
    const isStored = lost === "createUserCredential";
    expect(result.status).toBe(isStored ? "valid" : "missing");
  });
}

test("nobody listens at Tapis's address: every operation says so, and works when Tapis is back", async ({
  page,
  call,
}, { workerIndex }) => {
  test.setTimeout(60_000);
  const first = await startTapis();
  const port = Number(new URL(first.origin).port);
  const token = await first.issueToken();
  const root = await buildSite({ name: `e2e/away-${workerIndex}`, apiOrigin: first.origin });
  await first.close();
  const site = await startSite({ root });
  try {
    await page.goto(site.origin);
    await page.evaluate(hurry, HURRY);
    const operations = [
      "establishTmsCredentials",
      "checkTmsCredentials",
      "revokeTmsCredentials",
      "listSystems",
    ];
    for (const name of operations) {
      const { error } = await call(name, [SYSTEM], { token });
      expect(error, name).toMatchObject({ code: "network_error", httpStatus: 0 });
    }
    const { result } = await call("setupTmsCredentials", [[SYSTEM, "ls6"]], { token });
    expect(result.map((/** @type {any} */ each) => each.error.code)).toEqual(
      Array(2).fill("network_error"),
    );

    const second = await startTapis({ port });
    second.reset([{ id: SYSTEM }]);
    try {
      const report = await call("establishTmsCredentials", [SYSTEM], {
        token: await second.issueToken(),
      });
      expect(report.result.status).toBe("created");
    } finally {
      await second.close();
    }
  } finally {
    await site.close();
  }
});
