// The module's own memory, read byte by byte: the token is there while a connection needs it, and nowhere afterwards.

import { expect, SYSTEM, test } from "../fixtures.js";
import { showWasmMemory } from "../memory.js";

test.beforeEach(({ page }) => showWasmMemory(page));

test("no part of the token is left in the module's memory after close()", async ({
  page,
  tapis,
}) => {
  const token = await tapis.issueToken();
  const parts = token.split(".").slice(1);

  const found = await page.evaluate(
    async ({ token, parts, system }) => {
      const path = "/tms.js";
      /** @type {typeof import("../../../web/tms.js")} */
      const tms = await import(path);
      const count = () => {
        const { memory } = /** @type {{ memory: WebAssembly.Memory }} */ (
          /** @type {unknown} */ (window)
        );
        const text = new TextDecoder("latin1").decode(memory.buffer);
        return parts.map((part) => text.split(part).length - 1);
      };
      const connection = await tms.connectTapis({ token });
      await tms.establishTmsCredentials(connection, system);
      await tms.setupTmsCredentials(connection, [system]);
      await tms.listSystems(connection);
      await tms.revokeTmsCredentials(connection, system);
      const inUse = count();
      connection.close();
      return { inUse, afterwards: count() };
    },
    { token, parts, system: SYSTEM },
  );

  expect(found.inUse, "the search finds what is there").toEqual([1, 1]);
  expect(found.afterwards).toEqual([0, 0]);
});

test("a token that is refused is not left there, either", async ({ page, tapis }) => {
  const token = await tapis.issueToken({ tokenType: "refresh" });

  const found = await page.evaluate(
    async ({ token, part }) => {
      const path = "/tms.js";
      /** @type {typeof import("../../../web/tms.js")} */
      const tms = await import(path);
      const { code } = await tms.connectTapis({ token }).catch((error) => error);
      const { memory } = /** @type {{ memory: WebAssembly.Memory }} */ (
        /** @type {unknown} */ (window)
      );
      const text = new TextDecoder("latin1").decode(memory.buffer);
      return { code, times: text.split(part).length - 1 };
    },
    { token, part: token.split(".")[1] },
  );

  expect(found).toEqual({ code: "token_malformed", times: 0 });
});
