import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { visibleText, withVisibleText } from "../../../web/page/ui/visible-text.js";

const FROM = (/** @type {number} */ first, /** @type {number} */ last) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** Tab to carriage return, next line, line and paragraph separator. */
const BREAKS = [...FROM(0x09, 0x0d), 0x85, 0x2028, 0x2029];

const UNSEEN = [
  ...FROM(0x00, 0x1f),
  ...FROM(0x7f, 0x9f),
  ...[0xad, 0x034f, 0x061c, 0x115f, 0x180e, 0x3164, 0xfeff],
  ...FROM(0x200b, 0x200f),
  ...FROM(0x202a, 0x202e),
  ...FROM(0x2060, 0x206f),
  ...FROM(0xfff9, 0xfffb),
  ...[0xd800, 0xdbff, 0xdc00, 0xdfff],
  ...[0xe0001, 0xe0020, 0xe007f],
].filter((point) => !BREAKS.includes(point));

const name = (/** @type {number} */ point) => `U+${point.toString(16).padStart(4, "0")}`;
/** @param {number} point */
const around = (point) => `a${String.fromCodePoint(point)}b`;

describe("text as it is shown", () => {
  test("has a sign where nobody would see anything", () => {
    for (const point of UNSEEN) assert.equal(visibleText(around(point)), "a\uFFFDb", name(point));
  });

  test("has a blank where a line breaks, one for all that stand together", () => {
    for (const point of BREAKS) assert.equal(visibleText(around(point)), "a b", name(point));
    assert.equal(visibleText("one\r\n\r\n\ttwo"), "one two");
  });

  test("is otherwise as it was: every other code point below U+00A0, and what the world writes", () => {
    for (const point of FROM(0x20, 0x7e)) assert.equal(visibleText(around(point)), around(point));
    for (const text of [
      "",
      "\u00a0§é ß Ω 中文 日本語 한국어",
      "שלום العربية हिन्दी ไทย",
      "e\u0301",
      "😀 ❤\ufe0f ☎\ufe0e 🇩🇪 👍🏽",
      "\u{10ffff}\u{1f600}",
      "… – “quoted” \uFFFD",
    ]) {
      assert.equal(visibleText(text), text);
    }
  });

  test("keeps a whole astral character beside half of one", () => {
    assert.equal(visibleText("\ud83d😀\ude00"), "\uFFFD😀\uFFFD");
  });

  test("has no character left that turns direction, hides or controls, whatever came", () => {
    const never = new Set([...UNSEEN, ...BREAKS, ...FROM(0xd800, 0xdfff)]);
    for (const point of FROM(0, 0xffff)) {
      const [shown] = visibleText(String.fromCodePoint(point));
      assert.ok(!never.has(Number(shown.codePointAt(0))), name(point));
    }
  });
});

describe("data whose text is shown", () => {
  test("is cleaned however deep it is, and everything else in it stays", () => {
    const list = Object.defineProperty([{ host: "a\u202eb", port: 22 }, { host: "c" }], "skipped", {
      value: 3,
    });
    const when = new Date(0);
    const data = { type: "listed", list, inner: { texts: ["\0", "ok"], none: null }, when };

    const shown = withVisibleText(data);

    assert.deepEqual(shown.inner, { texts: ["\uFFFD", "ok"], none: null });
    assert.deepEqual([...shown.list], [{ host: "a\uFFFDb", port: 22 }, { host: "c" }]);
    assert.equal(/** @type {any} */ (shown.list).skipped, 3);
    assert.equal(shown.when, when);
    assert.equal(list[0].host, "a\u202eb", "what was given is not changed");
    assert.equal(shown.list[1], list[1]);
  });

  test("is the same value when there is nothing to clean", () => {
    const data = { systems: [{ id: "a", canExec: true }], at: 1 };
    assert.equal(withVisibleText(data), data);
  });
});
