// A page in which nothing is watched but the value of what is evaluated. Playwright is told of every request that its pages
// make, which takes as much time as the requests themselves.

import puppeteer from "puppeteer-core";

/** @typedef {Awaited<ReturnType<typeof launchUnwatched>>} UnwatchedBrowser */
/** @typedef {Awaited<ReturnType<UnwatchedBrowser["open"]>>} UnwatchedPage */

/** @param {import("@playwright/test").LaunchOptions} options of Playwright, as all tests have them */
export async function launchUnwatched({ executablePath, args }) {
  const browser = await puppeteer.launch({ executablePath, args, headless: true });
  const control = await browser.target().createCDPSession();

  /** A page of a profile of its own. @param {string} url */
  const open = async (url) => {
    const { browserContextId } = await control.send("Target.createBrowserContext");
    const blank = { url: "about:blank", browserContextId };
    const { targetId } = await control.send("Target.createTarget", blank);
    const { sessionId } = await control.send("Target.attachToTarget", { targetId, flatten: true });
    const session = control.connection()?.session(sessionId);
    if (!session) throw new Error("Chromium gave no session for its page.");

    await session.send("Page.enable");
    const loaded = new Promise((resolve) => session.once("Page.loadEventFired", resolve));
    await session.send("Page.navigate", { url });
    await loaded;
    await session.send("Page.disable");

    /** @param {string} expression @returns {Promise<any>} */
    const evaluate = async (expression) => {
      const wanted = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await session.send("Runtime.evaluate", wanted);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
      return result.value;
    };

    return {
      evaluate,
      /** @template A, V @param {(argument: A) => Promise<V>} run @param {A} argument @returns {Promise<V>} */
      run: (run, argument) => evaluate(`(${run})(${JSON.stringify(argument)})`),
      close: async () => {
        await control.send("Target.closeTarget", { targetId });
        await control.send("Target.disposeBrowserContext", { browserContextId });
      },
    };
  };
  return { open, close: () => browser.close() };
}
