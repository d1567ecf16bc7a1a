// A page whose own policy keeps the browser from Tapis: that looks like a network that is gone, and is not.

import { expect, SYSTEM, test } from "../fixtures.js";
import { callUnderPolicy } from "./under-policy.js";

const CALLS = ["checkTmsCredentials", "listSystems", "setupTmsCredentials", "startSignIn"];

for (const call of CALLS) {
  test(`${call} names the policy that forbids it`, async ({ page, site, tapis }) => {
    await page.goto(`${site.origin}/`);

    const { code, message } = await page.evaluate(callUnderPolicy, {
      ...{ call, systemId: SYSTEM, baseUrl: tapis.origin, token: await tapis.issueToken() },
      policy: `connect-src ${site.origin}`,
    });

    expect(code).toBe("network_error");
    expect(message).toContain(
      `This site's Content-Security-Policy does not allow connections to ${tapis.origin}, or to where it redirects: its connect-src must name it.`,
    );
    expect(tapis.requests).toEqual([]);
  });
}

test("a create that the policy stops on its way elsewhere may have happened, and the text says so", async ({
  page,
  site,
  tapis,
}) => {
  test.slow(); // it is looked for for ten seconds
  await page.goto(`${site.origin}/`);
  const fault = { act: false, redirect: "https://elsewhere.example.org/" };
  tapis.order({ call: "createUserCredential" }, fault);

  const { code, message } = await page.evaluate(callUnderPolicy, {
    ...{ call: "establishTmsCredentials", systemId: SYSTEM, baseUrl: tapis.origin },
    ...{ token: await tapis.issueToken(), policy: `connect-src ${site.origin} ${tapis.origin}` },
  });

  expect(code).toBe("network_error");
  expect(message).toMatch(/or to where it redirects: .* must name it\. .*may still come/);
});

test("what the policy forbids to others is not held against Tapis", async ({
  page,
  site,
  tapis,
}) => {
  await page.goto(`${site.origin}/`);
  tapis.order({ call: "checkUserCredential", times: 3 }, { cors: false, status: 200, body: "{}" });

  const { code, message } = await page.evaluate(callUnderPolicy, {
    ...{ call: "checkTmsCredentials", systemId: SYSTEM, baseUrl: tapis.origin },
    ...{ token: await tapis.issueToken(), policy: `connect-src ${site.origin} ${tapis.origin}` },
    alsoAsks: "https://elsewhere.example.org/",
  });

  expect({ code, message }).toEqual({
    code: "network_error",
    message: "There was no answer from Tapis. Check your network connection and try again.",
  });
});
