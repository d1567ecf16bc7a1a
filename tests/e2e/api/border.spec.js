// What Tapis sends comes out of the module as it was sent, each value in its own field, whatever characters it holds. The
// answers come over a transport, so that nothing stands between them and the module.

import { expect, test } from "../fixtures.js";

const points = (/** @type {number} */ first, /** @type {number} */ last) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at));

/** Every byte as a code point, and what programs like to part fields with, to turn, to hide or to count wrongly. */
const VALUES = [
  ...points(0x00, 0xff),
  ...[
    "\x1e\x1f",
    "\x1f\x1f\x1f",
    "\x1e\x1e",
    "\0\0",
    "\r\n",
    "\u2028\u2029",
    ",;|\t",
    '"\\"',
    "\\u001f",
  ],
  ...["\u061c", "\u200b\u200f", "\u202e\u2066\u2069", "\ufeff", "\ufffe\uffff", "\ufffd"],
  ...[
    "é",
    "e\u0301",
    "שלום",
    "中文",
    "😀",
    "\u{10ffff}",
    "\u{1f468}\u200d\u{1f4bb}",
    "\ud83d\ude00\ud83d\ude00",
  ],
  ...["null", "true", "0", "", "undefined", "[object Object]", "%1F", "&#31;"],
];
const HALVES = ["\ud800", "\udbff", "\udc00", "\udfff", "\ude00\ud83d", "a\ud83db"];

const FIELDS = ["host", "description", "owner", "systemType", "defaultAuthnMethod"];

/** @param {string} value */
const rowOf = (value, id = "system") => ({
  id,
  ...Object.fromEntries(FIELDS.map((field) => [field, `${field}:${value}.`])),
  canExec: true,
  enabled: false,
  isDynamicEffectiveUser: true,
  dtnSystemId: "",
  hasCredentials: false,
});

/** @param {unknown} result */
const found = (result) => ({ result, status: "success", message: "TAPIS_FOUND", metadata: null });

test("each field of each listed system is what Tapis sent, and none shifts", async ({ page }) => {
  const rows = VALUES.map((value, number) => rowOf(value, `system-${number}`));

  const { systems, skippedRows } = await page.evaluate(listInPage, JSON.stringify(found(rows)));

  expect(skippedRows).toBe(0);
  expect(systems).toHaveLength(rows.length);
  const wrong = rows.filter((row, number) =>
    Object.entries(row).some(([field, value]) => systems?.[number]?.[field] !== value),
  );
  expect(wrong.map(({ id }) => [id, VALUES[Number(id.split("-")[1])]])).toEqual([]);
});

test("a system whose id is none is left out, and its neighbours are what they were", async ({
  page,
}) => {
  const ids = VALUES.map((value) => `id${value}`);
  const good = ids.map((id) => /^[\w.~-]+$/.test(id) && !id.includes(".."));
  const rows = ids.flatMap((id, number) => [rowOf("", id), rowOf("", `next-${number}`)]);

  const { systems, skippedRows } = await page.evaluate(listInPage, JSON.stringify(found(rows)));

  const expected = ids.flatMap((id, number) => (good[number] ? [id] : []).concat(`next-${number}`));
  expect(systems?.map(({ id }) => id)).toEqual(expected);
  expect(skippedRows).toBe(good.filter((isGood) => !isGood).length);
});

test("an error's server message is what Tapis sent", async ({ page }) => {
  const messages = VALUES.map((value) => `SYSLIB_UNAUTH text${value}end`);
  const bodies = messages.map((message) =>
    JSON.stringify({ result: null, status: "Forbidden", message, metadata: null }),
  );

  const errors = await page.evaluate(failInPage, bodies);

  const wrong = errors.filter(
    ({ code, httpStatus, tapisCode, serverMessage, systemId }, number) =>
      serverMessage !== messages[number] ||
      `${code} ${httpStatus} ${tapisCode} ${systemId}` !== "forbidden 403 SYSLIB_UNAUTH stampede3",
  );
  expect(wrong).toEqual([]);
});

for (const [form, write] of /** @type {[string, (text: string) => string][]} */ ([
  ["escaped", (text) => text],
  [
    "bare",
    (text) => text.replace(/\\u(d[89a-f]..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
  ],
])) {
  test(`half of a character, ${form}, takes nothing with it: it is as sent, or U+FFFD, or no answer of Tapis`, async ({
    page,
  }) => {
    for (const half of HALVES) {
      const body = write(JSON.stringify(found([rowOf(half), rowOf("", "next")])));

      const { systems, code } = await page.evaluate(listInPage, body);

      if (code !== undefined) {
        expect(code).toBe("invalid_response");
        continue;
      }
      const signs = half.replace(/\p{Cs}/gu, "\uFFFD");
      expect([half, signs].map((value) => `host:${value}.`)).toContain(systems?.[0].host);
      expect(systems?.[1]).toMatchObject(rowOf("", "next"));
    }
  });
}

/** @typedef {{ systems?: Record<string, unknown>[], skippedRows?: number, code?: string }} Listed */

/** Inside the page. @param {string} body of the answer @returns {Promise<Listed>} */
async function listInPage(body) {
  const path = "/tms.js";
  const tms = await import(path);
  const send = async () => ({ status: 200, body });
  const tapis = await tms.connectTapis({
    transport: { username: "ann", tenant: "designsafe", send },
  });
  try {
    const systems = await tms.listSystems(tapis);
    return { systems: [...systems], skippedRows: systems.skippedRows };
  } catch (error) {
    return { code: /** @type {any} */ (error).code };
  } finally {
    tapis.close();
  }
}

/** Inside the page. @param {string[]} bodies of answers */
async function failInPage(bodies) {
  const path = "/tms.js";
  const tms = await import(path);
  /** @type {import("../fixtures.js").ErrorFields[]} */
  const errors = [];
  for (const body of bodies) {
    const send = async () => ({ status: 403, body });
    const tapis = await tms.connectTapis({
      transport: { username: "ann", tenant: "designsafe", send },
    });
    await tms
      .checkTmsCredentials(tapis, "stampede3")
      .catch((/** @type {any} */ error) => errors.push({ ...error }));
    tapis.close();
  }
  return errors;
}
