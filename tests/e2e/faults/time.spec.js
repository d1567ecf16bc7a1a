// Faults of time: the token ends between two requests of an operation, and the clock of the computer is wrong.

import { manySystems } from "../../tapis/index.js";
import { expect, SYSTEM, test } from "../fixtures.js";

/**
 * By function: what keeps the first request until the token has ended, the call that must not be sent then, and how often
 * Tapis was asked until it said that the token has ended.
 *
 * @type {[string, string, import("../../tapis/wire/faults.js").Fault, string, number][]}
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
