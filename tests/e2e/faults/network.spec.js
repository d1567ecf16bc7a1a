// Faults of the whole way to Tapis, and of time: the tab goes offline while an answer is due (and the connection with it),
// nobody listens, the token ends between two requests of an operation, and the clock of the computer is wrong.

import { buildSite } from "../../site/build.js";
import { startSite } from "../../site/index.js";
import { manySystems, startTapis } from "../../tapis/index.js";
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

/**
 * By function: what keeps the first request until the token has ended, the call that must not be sent then, and how often
 * Tapis was asked until it said that the token has ended.
 *
 * @type {[string, string, import("../../tapis/faults.js").Fault, string, number][]}
 */
const EXPIRING = [
  ["establishTmsCredentials", "checkUserCredential", {}, "createUserCredential", 1],
  [
    "revokeTmsCredentials",
    "removeUserCredential",
    { status: 504, body: "" },
    "a second removal",
    1,
  ],
  ["checkTmsCredentials", "checkUserCredential", { status: 503, body: "" }, "a third check", 2],
  ["listSystems", "getSystems", {}, "a second page", 1],
];

for (const [name, first, fault, forbidden, times] of EXPIRING) {
  test(`${name}: a token that ends during ${first} is asked about, and no more`, async ({
    tapis,
    call,
  }) => {
    tapis.setSystems([{ id: SYSTEM }, ...manySystems(2_500)]);
    tapis.order({ call: first }, { ...fault, latency: 2_500 });

    const { error } = await call(name, [SYSTEM], {
      token: await tapis.issueToken({ expiresIn: 2 }),
    });

    expect(error).toMatchObject({
      code: "token_expired",
      httpStatus: 401,
      tapisCode: "TAPIS_SECURITY_JWT_EXPIRED",
    });
    expect(tapis.requestsOf(first)).toHaveLength(times);
    expect(tapis.requestsOf(forbidden)).toEqual([]);
    const isUncertain = name === "revokeTmsCredentials";
    expect(/not known: check it afterwards/.test(String(error?.message))).toBe(isUncertain);
  });
}

const DAY_MS = 24 * 3600 * 1000;

for (const [name, shift] of /** @type {const} */ ([
  ["a day ahead", DAY_MS],
  ["a day behind", -DAY_MS],
  ["of 1970", -Date.now()],
])) {
  test(`a clock that is ${name} changes nothing`, async ({ page, tapis, call }) => {
    tapis.addSystem({ id: "ls6" });
    await page.evaluate(shiftClock, shift);

    const good = await call("establishTmsCredentials", [SYSTEM]);
    const setUp = await call("setupTmsCredentials", [[SYSTEM, "ls6"]]);
    const ended = await call("checkTmsCredentials", [SYSTEM], {
      token: await tapis.issueToken({ expiresIn: -60 }),
    });

    expect(good.result.status).toBe("created");
    expect(setUp.result.map((/** @type {any} */ { status }) => status)).toEqual([
      "exists",
      "created",
    ]);
    expect(ended.error).toMatchObject({ code: "token_expired", httpStatus: 401 });
  });
}

/** Inside the page. @param {number} shift in milliseconds */
async function shiftClock(shift) {
  const { now } = Date;
  Date.now = () => now() + shift;
}
