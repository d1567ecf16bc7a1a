// How long a person waits for the page: from the navigation to a field that takes the token, and from a click to its outcome.

import { chromium } from "@playwright/test";

import { Person } from "../e2e/page/person.js";

/** @typedef {import("./network.js").Way} Way */
/** @typedef {import("../tapis/index.js").Tapis} Tapis */

/** Lighthouse's slow 4G, as its DevTools throttling has it. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1474.56 * 1024) / 8,
  uploadThroughput: (675 * 1024) / 8,
};

/** @typedef {{ what: string, times: number[] }} PageSeries */
/** @typedef {{ series: PageSeries[], requests: number, bytes: number }} PageResults  bytes as transferred, with gzip */

/**
 * @param {{ tapis: Tapis, ways: Way[], browserOptions: import("@playwright/test").LaunchOptions, repetitions: number }} options
 * @returns {Promise<PageResults>}
 */
export async function measurePage({ tapis, ways, browserOptions, repetitions }) {
  const way = ways.find(({ protocol, isCrossOrigin }) => protocol === "HTTP/2" && isCrossOrigin);
  if (!way) throw new Error("There is no way with HTTP/2.");
  const browser = await chromium.launch(browserOptions);
  try {
    /** @type {PageSeries[]} */
    const series = [];
    let loaded = { requests: 0, bytes: 0 };
    for (const isSlow of [false, true]) {
      const name = isSlow ? "slow 4G" : "no delay";
      const cold = {
        what: `from navigation to interactive, ${name}, cold cache`,
        times: /** @type {number[]} */ ([]),
      };
      const warm = {
        what: `from navigation to interactive, ${name}, warm cache`,
        times: /** @type {number[]} */ ([]),
      };
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.addInitScript(noteWhenInteractive);
        if (isSlow) {
          const devTools = await context.newCDPSession(page);
          await devTools.send("Network.enable");
          await devTools.send("Network.emulateNetworkConditions", SLOW_4G);
        }
        cold.times.push(await navigate(page, way.site));
        loaded = await page.evaluate(countLoaded);
        warm.times.push(await navigate(page, way.site));
        await context.close();
      }
      series.push(cold, warm);
      console.log(cold.what, cold.times.map(Math.round).join(" "));
      console.log(warm.what, warm.times.map(Math.round).join(" "));
    }
    for (const latency of [0, 50, 200])
      series.push(await clickToOutcome({ browser, tapis, way, latency, repetitions }));
    return { series, ...loaded };
  } finally {
    await browser.close();
  }
}

/** @param {import("@playwright/test").Page} page @param {string} url */
async function navigate(page, url) {
  await page.goto(url);
  const noted = await page.waitForFunction(() => /** @type {any} */ (window).interactiveAt);
  return Number(await noted.jsonValue());
}

/** Before the page's own scripts. */
function noteWhenInteractive() {
  const look = () => {
    const field = /** @type {HTMLTextAreaElement | null} */ (
      document.querySelector("form input, form textarea")
    );
    if (field && !field.disabled) Object.assign(window, { interactiveAt: performance.now() });
    else requestAnimationFrame(look);
  };
  look();
}

/** Inside the page. */
function countLoaded() {
  const entries = /** @type {PerformanceResourceTiming[]} */ ([
    ...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource"),
  ]);
  return {
    requests: entries.length,
    bytes: entries.reduce((sum, { transferSize }) => sum + transferSize, 0),
  };
}

/**
 * @param {{ browser: import("@playwright/test").Browser, tapis: Tapis, way: Way, latency: number, repetitions: number }} options
 * @returns {Promise<PageSeries>}
 */
async function clickToOutcome({ browser, tapis, way, latency, repetitions }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const person = new Person(page);
  const times = [];
  await page.goto(way.site);
  tapis.reset([{ id: "stampede3" }]);
  await person.connect(await tapis.issueToken({ claims: { iss: `${way.api}/v3/tokens` } }));
  await person.heading.waitFor();
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const id = `system-${latency}-${repetition}`;
    tapis.reset([{ id }]);
    tapis.latency(latency, { preflights: true });
    await person.unfoldForm();
    await person.systemField.fill(id);
    await page.evaluate(noteClickAndOutcome, id);
    await person.button("Establish").last().click();
    const noted = await page.waitForFunction(() => /** @type {any} */ (window).outcomeAfter);
    times.push(Number(await noted.jsonValue()));
  }
  await context.close();
  const what = `from click to outcome, establish, missing, ${latency} ms, HTTP/2, other origin`;
  console.log(what, times.map(Math.round).join(" "));
  return { what, times };
}

/** Inside the page. @param {string} id */
function noteClickAndOutcome(id) {
  Object.assign(window, { outcomeAfter: 0 });
  addEventListener(
    "click",
    ({ timeStamp }) => {
      const look = () => {
        const said = [...document.querySelectorAll('[role="status"]')].map(
          (each) => each.textContent,
        );
        if (said.some((text) => text?.includes(id) && text.includes("Created")))
          Object.assign(window, { outcomeAfter: performance.now() - timeStamp });
        else requestAnimationFrame(look);
      };
      look();
    },
    { capture: true, once: true },
  );
}
