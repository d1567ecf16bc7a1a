import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  makeHello,
  readFromEmbed,
  readFromHost,
  readHello,
  readPortOffer,
} from "../../../web/embed/messages.js";

const NONCE = "0123456789abcdef0123456789abcdef";

/** @type {[string, (data: unknown) => unknown, Record<string, unknown>][]} */
const GOOD = [
  ["a hello", readHello, { type: "tms-hello", v: 1, nonce: NONCE }],
  ["an offer of a port", readPortOffer, { type: "tms-port", nonce: NONCE }],
  ["the need of a token", readFromEmbed, { type: "need-token", reason: "expiring" }],
  ["a height", readFromEmbed, { type: "height", px: 480 }],
  ["a change", readFromEmbed, { type: "changed" }],
  ["a good-bye", readFromEmbed, { type: "bye" }],
  ["a token", readFromHost, { type: "token", value: "a.b.c" }],
  [
    "a token with what it may say of itself",
    readFromHost,
    {
      type: "token",
      value: "a.b.c",
      baseUrl: "https://designsafe.tapis.io",
      expiresAt: 1.8e12,
      tenant: "designsafe",
    },
  ],
  ["no token", readFromHost, { type: "no-token" }],
  ["settings", readFromHost, { type: "settings", systems: ["frontera"], theme: "dark" }],
  [
    "settings with a system to begin with",
    readFromHost,
    { type: "settings", systems: [], theme: "auto", system: "stampede3" },
  ],
];

for (const [name, read, message] of GOOD) {
  describe(name, () => {
    test("is read as it is", () => assert.deepEqual(read(message), message));

    test("with one more field is nothing", () =>
      assert.equal(read({ ...message, extra: 1 }), null));

    for (const field of Object.keys(message)) {
      const isOptional = ["baseUrl", "expiresAt", "tenant", "system"].includes(field);
      const rest = { ...message };
      delete rest[field];
      test(`without its ${field} is ${isOptional ? "still one" : "nothing"}`, () =>
        assert.equal(read(rest) !== null, isOptional));
      test(`with a wrong ${field} is nothing`, () => {
        for (const wrong of [null, {}, [7], "x".repeat(20_000), -1, Number.NaN])
          assert.equal(read({ ...message, [field]: wrong }), null, `${field}: ${wrong}`);
      });
    }

    test("goes in one direction only", () => {
      for (const other of [readHello, readPortOffer, readFromEmbed, readFromHost])
        if (other !== read) assert.equal(other(message), null);
    });
  });
}

test("a system that cannot be is no system", () => {
  for (const system of ["", "../x", "a/b", "<b>", " a", "a\n", "a".repeat(81), "\u0455", ["a"]])
    assert.equal(readFromHost({ type: "settings", systems: [], theme: "auto", system }), null);
});

test("what is no object is nothing", () => {
  for (const data of [null, undefined, 7, "tms-hello", [], () => {}, Symbol("x")])
    assert.equal(readHello(data), null);
});

test("names that every object has are no types", () => {
  for (const type of ["toString", "constructor", "__proto__", ""])
    assert.equal(readFromHost({ type }), null);
});

test("every hello has a nonce of its own", () => {
  const hellos = Array.from({ length: 100 }, makeHello);
  assert.equal(new Set(hellos.map(({ nonce }) => nonce)).size, 100);
  for (const hello of hellos) assert.deepEqual(readHello(hello), hello);
});
