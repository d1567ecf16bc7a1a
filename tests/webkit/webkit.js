// WebKitGTK's own browser, driven over WebDriver. It needs a display; tests/webkit/run makes one.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";

import { Builder, By, Capabilities } from "selenium-webdriver";

import { HURRY } from "../e2e/hurry.js";
import { freePort } from "../site/ports.js";

/** WebKit measures it with the timers of the page, which may be hurried. */
const SCRIPT_TIMEOUT_MS = HURRY * 60_000;
const READY_WITHIN_MS = 10_000;

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */

/** @returns {Promise<{ driver: WebDriver, close: () => Promise<void> }>} */
export async function startWebKit() {
  const port = await freePort();
  const server = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    // Where clocks show another time than UTC, so that the two cannot be mistaken for each other unnoticed.
    env: { ...process.env, TZ: "Asia/Kathmandu" },
  });
  const close = async () => {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url);
    const driver = await new Builder()
      .usingServer(url)
      .withCapabilities(
        new Capabilities({
          browserName: "MiniBrowser",
          "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
        }),
      )
      .build();
    await driver.manage().setTimeouts({ script: SCRIPT_TIMEOUT_MS });
    return {
      driver,
      close: async () => {
        await driver.quit();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a page and listens to what it throws from then on. What it throws while it loads is not heard: WebDriver has no
 * way in before.
 *
 * @param {WebDriver} driver
 * @param {string} url
 */
export async function open(driver, url) {
  await driver.get(url);
  await driver.executeScript(`(${listenForErrors})()`);
}

/**
 * @param {WebDriver} driver
 * @param {import("selenium-webdriver").WebElement} frame that is driven from now on, and listened to
 */
export async function enter(driver, frame) {
  await driver.switchTo().frame(frame);
  await driver.executeScript(`(${listenForErrors})()`);
}

/**
 * @param {WebDriver} driver
 * @returns {Promise<string[]>} what the page and its frames threw and nobody caught, since they were listened to
 */
export async function errorsThrown(driver) {
  const take = async () =>
    /** @type {string[]} */ (
      await driver.executeScript("return (window.thrownErrors ?? []).splice(0)")
    );
  await driver.switchTo().defaultContent();
  const thrown = await take();
  for (const frame of await driver.findElements(By.css("iframe"))) {
    await driver.switchTo().frame(frame);
    thrown.push(...(await take()));
    await driver.switchTo().defaultContent();
  }
  return thrown;
}

/** Inside the page. */
function listenForErrors() {
  const view = /** @type {any} */ (window);
  if (view.thrownErrors) return;
  /** @type {string[]} */
  const thrownErrors = (view.thrownErrors = []);
  const note = (/** @type {unknown} */ error) =>
    thrownErrors.push(error instanceof Error ? `${error}\n${error.stack}` : String(error));
  addEventListener("error", ({ error, message }) => note(error ?? message));
  addEventListener("unhandledrejection", ({ reason }) => note(reason));
}

/** @param {string} url */
async function untilReady(url) {
  for (const start = Date.now(); Date.now() - start < READY_WITHIN_MS;) {
    try {
      if ((await fetch(`${url}/status`)).ok) return;
    } catch {
      // Not yet.
    }
    await new Promise((over) => setTimeout(over, 100));
  }
  throw new Error("WebKitWebDriver did not start.");
}

/** Debian keeps it in a folder that is named after the architecture. */
export function miniBrowser() {
  const places = readdirSync("/usr/lib").map(
    (name) => `/usr/lib/${name}/webkit2gtk-4.1/MiniBrowser`,
  );
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error("MiniBrowser is missing: install libwebkit2gtk-4.1-0.");
  return found;
}

/**
 * Runs a function inside the page that is shown, and hands over what it resolves with.
 *
 * @template Argument, Value
 * @param {WebDriver} driver
 * @param {(argument: Argument) => Promise<Value> | Value} run
 * @param {Argument} argument
 * @returns {Promise<Value>}
 */
export async function evaluate(driver, run, argument) {
  const { value, error } = await driver.executeAsyncScript(
    `const [argument, done] = arguments;
     Promise.resolve(argument).then(${run}).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
    argument,
  );
  if (error !== undefined) throw new Error(error);
  return value;
}
