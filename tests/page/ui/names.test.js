import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { keepNames, markNames } from "../../../web/page/ui/names.js";

/**
 * What a translator may translate of an element is in lower case, what not in brackets.
 *
 * @param {any} children
 * @param {string} [type]
 */
function marked(children, type = "p") {
  const props = { children };
  markNames({ type, props });
  return written({ type, props });
}

/** @param {any} part @returns {string} */
function written(part) {
  if (typeof part !== "object") return String(part);
  if (Array.isArray(part)) return part.map(written).join("");
  const { type, props } = part;
  const isKept = type === "bdi" || props.translate === false;
  return isKept ? `[${written(props.children)}]` : written(props.children);
}

describe("a name in a text is told by its form", () => {
  for (const [text, expected] of [
    ["Your credentials on stampede3 work", "Your credentials on [stampede3] work"],
    ["It uses PKI_KEYS, not TMS_KEYS.", "It uses [PKI_KEYS], not [TMS_KEYS]."],
    ["Requests to https://a.tapis.io, new", "Requests to [https://a.tapis.io], new"],
    ["ls6.tacc.utexas.edu is not answering.", "[ls6.tacc.utexas.edu] is not answering."],
    ["wma-dcv-01, refused; ls6, refused", "[wma-dcv-01], refused; [ls6], refused"],
    ["stampede3…", "[stampede3]…"],
    ["credential_refused", "[credential_refused]"],
    ["POST", "[POST]"],
  ])
    test(text, () => assert.equal(marked(text), expected));
});

describe("a text without names stays one text", () => {
  for (const text of [
    "7 systems: 1 ready (not verified), 6 not set up",
    "Set-up finished",
    "The token says that it ends at 10:02 a.m. · 9:59 left",
    "Ready. Then again, and/or so.",
    "12 ms, 1.5 s",
    "I, too",
    "",
  ])
    test(text, () => {
      const props = { children: text };
      markNames({ type: "p", props });
      assert.deepEqual(props, { children: text });
    });
});

test("what a list or a token named is a name, a word though it be", () => {
  assert.equal(marked("Created for ann on frontera."), "Created for ann on frontera.");
  keepNames(["frontera", "ann", "", undefined]);
  assert.equal(marked("Created for ann on frontera."), "Created for [ann] on [frontera].");
  assert.equal(marked("An annotation at the frontera-2"), "An annotation at the [frontera-2]");
});

test("texts beside elements are looked at, too, and what is code or a value is one name", () => {
  assert.equal(marked(["on ", "ls6", " and ", 3]), "on [ls6] and 3");
  assert.equal(marked("curl --header x", "code"), "[curl --header x]");
  assert.equal(marked("any words", "bdi"), "[any words]");
});

test("an element that contains text alone gets no other", () => {
  assert.equal(marked("ls6", "option"), "[ls6]");
  assert.equal(marked("All of ls6", "option"), "All of ls6");
});

test("a component is left alone", () =>
  assert.equal(marked("ls6", /** @type {any} */ (Math.max)), "ls6"));
