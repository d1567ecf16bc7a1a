import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { systemIn, takeLinkedSystem } from "../../web/page/address.js";

const LONGEST = "a".repeat(80);
const TOKEN = `eyJhbGciOiJSUzI1NiJ9.${"eyJ0YXBpcyI6".repeat(20)}.${"c2ln".repeat(60)}`;

/** @type {[fragment: string, id: string, instead: string][]} */
const LINKS = [
  ["#system=stampede3", "stampede3", "#system=stampede3"],
  [
    "#system=designsafe.storage.default",
    "designsafe.storage.default",
    "#system=designsafe.storage.default",
  ],
  ["#system=A-._~9", "A-._~9", "#system=A-._~9"],
  [`#system=${LONGEST}`, LONGEST, `#system=${LONGEST}`],
  ["#system=stamp%65de3", "stampede3", "#system=stampede3"],
  ["#system=stampede3&utm_source=portal", "stampede3", "#system=stampede3"],
  [`#access_token=${TOKEN}&system=stampede3`, "stampede3", "#system=stampede3"],
];

/** Each is ignored and removed as a whole. */
const NOTHING = [
  "#",
  "#system",
  "#system=",
  "#stampede3",
  "#/system=stampede3",
  "#?system=stampede3",
  "#System=stampede3",
  "##system=stampede3",
  "#systems=stampede3",
  "#system=a&system=b",
  "#system=stampede3&system=stampede3",
  `#system=${LONGEST}a`,
  `#system=${"a".repeat(1_000_000)}`,
  "#system=-stampede3",
  "#system=.",
  "#system=../../admin",
  "#system=%2e%2e%2fadmin",
  "#system=a%2Fb",
  "#system=a%252Fb",
  "#system=a/b",
  "#system=a%5Cb",
  "#system=a%00",
  "#system=%00a",
  "#system=a%0Ab",
  "#system=a%0A",
  "#system=a+b",
  "#system=a%20b",
  "#system=a:b",
  "#system=%",
  "#system=%e0%a4",
  "#system=%ff",
  "#system=st%C3%A4mpede",
  "#system=stämpede",
  "#system=stampede\u202e3",
  "#system=\u0455tampede3",
  "#system=stampede\uff13",
  "#system=<script>alert(1)</script>",
  "#system=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
  "#system=javascript:alert(1)",
  "#system=__proto__",
  `#${TOKEN}`,
  `#system=${TOKEN}`,
  `#access_token=${TOKEN}&token_type=Bearer&expires_in=14400`,
];

/** @param {string} href */
function pageAt(href) {
  /** @type {string[]} */
  const replaced = [];
  const history = {
    state: { of: "whoever put it there" },
    replaceState(
      /** @type {unknown} */ state,
      /** @type {string} */ _,
      /** @type {URL} */ address,
    ) {
      assert.equal(state, history.state);
      replaced.push(address.href);
    },
  };
  const page = /** @type {any} */ ({ location: new URL(href), history });
  return { page, replaced };
}

describe("a link to a system", () => {
  for (const [fragment, id, instead] of LINKS) {
    test(`${fragment.slice(0, 60)} names ${id.slice(0, 40)}, which is all that stays`, () => {
      const { page, replaced } = pageAt(`https://credentials.example.org/a/?b=%41${fragment}`);
      assert.equal(takeLinkedSystem(page), id);
      const stays = `https://credentials.example.org/a/?b=%41${instead}`;
      assert.deepEqual(replaced, fragment === instead ? [] : [stays]);
    });
  }

  for (const fragment of NOTHING) {
    test(`${JSON.stringify(fragment).slice(0, 60)} names none, and goes`, () => {
      assert.equal(systemIn(fragment), "");
      const { page, replaced } = pageAt(`https://credentials.example.org/${fragment}`);
      assert.equal(takeLinkedSystem(page), "");
      assert.deepEqual(replaced, ["https://credentials.example.org/"]);
    });
  }

  test("without a fragment, the address stays as it is and its query means nothing", () => {
    const { page, replaced } = pageAt("https://credentials.example.org//x?system=stampede3");
    assert.equal(takeLinkedSystem(page), "");
    assert.deepEqual(replaced, []);
  });
});
