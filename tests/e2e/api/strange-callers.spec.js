// Whatever a caller or a transport does, and whenever: the call ends, with the right ending, nothing reaches the page's
// error handlers, and the module goes on working.

import { expect, SYSTEM, test } from "./one-page.js";
import { callStrangely, ENDINGS } from "./strange-callers.js";

for (const [name, ending] of Object.entries(ENDINGS)) {
  test(`where ${name}, a call ends as ${ending}`, async ({ page }) => {
    const endings = await page.evaluate(callStrangely, { systemId: SYSTEM, names: [name] });

    expect(endings[name]).toEqual({ ending, uncaught: [], afterwards: "valid" });
  });
}

// When the time of a request is up while its answer is arriving, or an answer is given up in the middle.
test("fifty answers of nine mebibytes that arrive whole are each given up, and the module goes on working", async ({
  page,
  tapis,
}) => {
  test.slow();
  const times = 50;
  tapis.order({ call: "checkUserCredential", times }, { hugeBody: 9 });
  const token = await tapis.issueToken();

  const codes = await page.evaluate(
    async ({ given, system, count }) => {
      const path = "/tms.js";
      const { connectTapis, checkTmsCredentials } = await import(path);
      const tapisConnection = await connectTapis({ token: given });
      const ends = [];
      for (let i = 0; i < count; i += 1) {
        const end = await checkTmsCredentials(tapisConnection, system).catch(
          (/** @type {any} */ error) => error.code,
        );
        ends.push(end);
      }
      return [...ends, (await checkTmsCredentials(tapisConnection, system)).status];
    },
    { given: token, system: SYSTEM, count: times },
  );

  expect(codes).toEqual([...Array(times).fill("invalid_response"), "missing"]);
});

test("requests that run out of time while their answers arrive each end once", async ({
  page,
  tapis,
}) => {
  const token = await tapis.issueToken();

  const ends = await page.evaluate(
    async ({ given, system }) => {
      const path = "/tms.js";
      const { connectTapis, checkTmsCredentials } = await import(path);
      const calls = [];
      for (let timeoutMs = 1; timeoutMs <= 40; timeoutMs += 1) {
        const connection = await connectTapis({ token: given, timeoutMs });
        const call = checkTmsCredentials(connection, system);
        calls.push(
          call.then(
            (/** @type {any} */ result) => result.status,
            (/** @type {any} */ error) => error.code,
          ),
        );
      }
      return Promise.all(calls);
    },
    { given: token, system: SYSTEM },
  );

  expect(ends.filter((end) => end !== "timeout" && end !== "missing")).toEqual([]);
});
