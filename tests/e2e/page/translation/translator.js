// What a translator of a browser does to a page, as functions that are carried into it: it puts <font> elements in place of
// all texts, goes on with what is new, and translates some attributes. A "translation" has a soft hyphen before it, which
// Playwright does not see in names and texts; whoever compares takes it out again.

import { expect } from "@playwright/test";

/**
 * Inside the page.
 *
 * @param {object} options
 * @param {number} [options.afterMs] so late does the translation of a text come, while the page goes on; 0: at once
 * @returns {void}
 */
export function translate({ afterMs = 0 }) {
  const MARK = "\u00AD";
  const ATTRIBUTES = ["aria-label", "aria-valuetext", "placeholder", "title"];
  const LEFT_OUT = "[translate=no], script, style, textarea";
  /** @type {Set<string>} all that was translated */
  const translated = new Set();
  Object.assign(window, { translated });

  /** @param {Text} text */
  const replace = (text) => {
    const words = text.data;
    if (!words.trim() || words.startsWith(MARK) || text.parentElement?.closest(LEFT_OUT)) return;
    translated.add(words);
    const put = () => {
      if (!text.isConnected) return;
      const inner = document.createElement("font");
      inner.append(MARK + words);
      const outer = document.createElement("font");
      outer.dir = "auto";
      outer.append(inner);
      text.replaceWith(outer);
    };
    if (afterMs) setTimeout(put, afterMs);
    else put();
  };

  /** @param {Element} element */
  const rename = (element) => {
    for (const name of ATTRIBUTES) {
      const words = element.getAttribute(name);
      if (words && !words.startsWith(MARK)) element.setAttribute(name, MARK + words);
    }
  };

  /** @param {Node} top */
  const work = (top) => {
    const nodes = document.createTreeWalker(top, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const found = [];
    for (let node = /** @type {Node | null} */ (top); node; node = nodes.nextNode())
      found.push(node);
    for (const node of found) {
      if (node instanceof Text) replace(node);
      else if (node instanceof Element) rename(node);
    }
  };

  const shadow = document.querySelector("tms-credentials")?.shadowRoot;
  for (const root of [document.body, ...(shadow ? [shadow] : [])]) {
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records)
        for (const node of [target, ...addedNodes]) work(node);
    }).observe(root, {
      ...{ childList: true, characterData: true, subtree: true, attributeFilter: ATTRIBUTES },
    });
    work(root);
  }
}

/**
 * Inside the page: what is shown, as it was before any translation; without times and durations, which differ.
 *
 * @returns {{ text: string[], names: string[] }}
 */
export function shown() {
  const shadow = document.querySelector("tms-credentials")?.shadowRoot;
  const top = /** @type {HTMLElement} */ (shadow?.querySelector(".tms") ?? document.body);
  const plain = (/** @type {string} */ text) =>
    text
      .replaceAll("\u00AD", "")
      .replace(/\b\d{1,2}:\d{2}(:\d{2})?(\s?[AP]M)?/g, "(a time)")
      .replace(/\b\d+(\.\d+)?\s?(ms|s|min)\b/g, "(so long)");
  const named = [...top.querySelectorAll("[aria-label], [placeholder], [aria-valuetext]")];
  return {
    text: plain(top.innerText)
      .split("\n")
      .map((line) => line.trim().replace(/\s+/g, " "))
      .filter(Boolean),
    names: named.map((element) =>
      ["aria-label", "placeholder", "aria-valuetext"]
        .map((name) => plain(element.getAttribute(name) ?? ""))
        .join("|"),
    ),
  };
}

/**
 * Compares a walk through a page that is translated with the same walk through one that was left alone: `walk` is taken
 * twice, and calls `look` after each step.
 *
 * @param {object} walks
 * @param {() => Promise<void>} walks.reset back to the beginning, before each
 * @param {(look: () => Promise<void>) => Promise<void>} walks.walk
 * @param {() => import("@playwright/test").Page | import("@playwright/test").Frame} walks.place what is looked at
 * @param {(step: number) => Promise<void>} walks.meddle what is done to the page before the second walk, and at each step
 */
export async function compareWalks({ reset, walk, place, meddle }) {
  /** @type {ReturnType<typeof shown>[]} */
  const left = [];
  await reset();
  await walk(async () => {
    left.push(await place().evaluate(shown));
  });
  await reset();
  let step = 0;
  await meddle(step);
  await walk(async () => {
    const expected = left[step];
    await expect(async () => expect(await place().evaluate(shown)).toEqual(expected)).toPass({
      intervals: [20, 50, 100],
      timeout: 5_000,
    });
    step += 1;
    await meddle(step);
  });
  expect(step).toBe(left.length);
}

/**
 * What was translated and is a name.
 *
 * @param {import("@playwright/test").Page | import("@playwright/test").Frame} place
 * @param {RegExp} names
 */
export async function namesTranslated(place, names) {
  const texts = await place.evaluate(() => [.../** @type {any} */ (window).translated]);
  expect(texts.length, "something was translated").toBeGreaterThan(10);
  return texts.filter((text) => names.test(text));
}
