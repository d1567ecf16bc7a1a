// The third engine: the main job, signing in and out, the embed with its handshake, the policy, and the faults of the network, in WebKitGTK.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { By, error } from "selenium-webdriver";

import { callStrangely, ENDINGS } from "../e2e/api/strange-callers.js";
import {
  CODE_HOLDS_MS,
  ENDS,
  pollInPage,
  signOutInPage,
  startInPage,
  useInPage,
} from "../e2e/api/sign-in/sign-in.js";
import { CLIENT, codeGiven } from "../e2e/api/sign-in/fixtures.js";
import { callUnderPolicy } from "../e2e/api/under-policy.js";
import { startHostSite } from "../e2e/embed/host-site.js";
import {
  AT_AUTHENTICATOR,
  authenticatorEngineCellsOf,
  engineCellsOf,
  IN_ENGINES,
} from "../faults/operations.js";
import { trySignInCell } from "../e2e/faults/try-sign-in-cell.js";
import { tryCell } from "../e2e/faults/try-cell.js";
import { loseFocus, regainFocus } from "../e2e/page/presence.js";
import { shown, translate } from "../e2e/page/translation/translator.js";
import { PageErrors } from "../page-errors.js";
import { buildDemoAlone, buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { DEFAULT_CLIENT, startTapis } from "../tapis/index.js";
import { enter, errorsThrown, evaluate, open, startWebKit } from "./webkit.js";

const SYSTEM = "stampede3";
const PATIENCE_MS = 10_000;
const AT_A_TIME = 5;

/** @type {import("selenium-webdriver").WebDriver} */
let driver;
/** @type {import("../tapis/index.js").Tapis} */
let tapis;
/** @type {{ origin: string }} */
let site;
/** @type {{ origin: string }} */
let host;
/** @type {{ origin: string }} */
let stranger;
const pageErrors = new PageErrors();
/** @type {(() => Promise<void>)[]} */
const closing = [];

before(async () => {
  tapis = await startTapis();
  const hosts = [await startHostSite(), await startHostSite()];
  [host, stranger] = hosts;
  const root = await buildSite({
    name: "webkit/site",
    apiOrigin: tapis.origin,
    hostOrigins: [host.origin],
    signIn: { clientId: DEFAULT_CLIENT.clientId },
  });
  const served = await startSite({ root });
  site = served;
  const webkit = await startWebKit();
  driver = webkit.driver;
  closing.push(webkit.close, served.close, ...hosts.map(({ close }) => close), () => tapis.close());
});

after(async () => {
  for (const close of closing) await close();
});

beforeEach(async () => {
  await driver.switchTo().defaultContent();
  tapis.reset([{ id: SYSTEM }]);
});

afterEach(async () => {
  for (const thrown of await errorsThrown(driver)) pageErrors.add(thrown);
  pageErrors.check();
});

/** What is asked of a page while it makes room for the next one ends so, which is no answer. */
const ASKED_TOO_EARLY = [error.NoSuchFrameError, error.StaleElementReferenceError];
/** @param {By} by */
const see = async (by) => {
  const look = async () => {
    try {
      const [element] = await driver.findElements(by);
      return element && (await element.isDisplayed()) ? element : null;
    } catch (reason) {
      if (ASKED_TOO_EARLY.some((kind) => reason instanceof kind)) return null;
      throw reason;
    }
  };
  const found = await driver.wait(look, PATIENCE_MS, `${by} is seen`);
  return /** @type {import("selenium-webdriver").WebElement} */ (found);
};
/** @param {string} name of a button, as a person or a screen reader finds it */
const press = async (name) => {
  const button = await see(
    By.xpath(`//button[@aria-label="${name}" or normalize-space()="${name}"]`),
  );
  await driver.wait(
    async () => (await button.getAttribute("aria-disabled")) !== "true",
    PATIENCE_MS,
  );
  await button.click();
};
/** @param {string} text */
const read = (text) =>
  see(By.xpath(`//*[contains(normalize-space(), "${text}") and not(self::script)]`));
/** @param {() => boolean} holds @param {string} what */
const soon = (holds, what) => driver.wait(async () => holds(), PATIENCE_MS, what);
/** @param {string} here @returns {Promise<string>} the window that was opened from here */
const anotherWindow = async (here) => {
  const others = async () =>
    (await driver.getAllWindowHandles()).filter((handle) => handle !== here);
  await driver.wait(async () => (await others()).length > 0, PATIENCE_MS, "a window opens");
  return (await others())[0];
};
const isStored = () => tapis.credential(SYSTEM, "ann") !== null;

test("a person connects, establishes, revokes and disconnects", async () => {
  await open(driver, `${site.origin}/`);
  const field = await see(By.css("input[type=password]"));
  await evaluate(driver, watchViolations, null);
  await field.sendKeys(await tapis.issueToken());
  await press("Connect");
  await press(`Establish credentials on ${SYSTEM}`);
  await read("Ready");
  assert.ok(isStored());

  await press(`Revoke credentials on ${SYSTEM}`);
  await press("Revoke credentials");
  await soon(() => !isStored(), "the credentials are removed");
  await press("Disconnect");
  await read("forgotten your token");
  assert.deepEqual(await evaluate(driver, () => /** @type {any} */ (window).violations, null), []);
});

test("a page that is translated shows what another one does", async () => {
  const walk = async (/** @type {boolean} */ isTranslated) => {
    tapis.reset([{ id: SYSTEM }]);
    await open(driver, `${site.origin}/`);
    const field = await see(By.css("input[type=password]"));
    if (isTranslated) await evaluate(driver, translate, {});
    /** @type {ReturnType<typeof shown>[]} */
    const seen = [];
    const look = async () => seen.push(await evaluate(driver, shown, null));
    await field.sendKeys(await tapis.issueToken());
    await evaluate(driver, pressInPage, "Connect");
    await read("0 ready");
    await look();
    await evaluate(driver, pressInPage, `Establish credentials on ${SYSTEM}`);
    await read("1 ready");
    await look();
    await evaluate(driver, pressInPage, "Disconnect");
    await read("forgotten your token");
    await look();
    return seen;
  };

  const left = await walk(false);
  assert.deepEqual(await walk(true), left);
});

test("the demo without a server does the main job and asks nobody", async () => {
  const alone = await startSite({ root: await buildDemoAlone("webkit/alone") });
  const asked = () => performance.getEntriesByType("resource").map(({ name }) => name);
  try {
    await open(driver, `${alone.origin}/demo/`);
    await evaluate(driver, watchViolations, null);
    await see(By.xpath(`//button[@aria-label="Connect: Bob"]`));
    const loaded = await evaluate(driver, asked, null);
    await press("Connect: Bob");
    await press("Establish credentials on frontera");
    await read("Credentials created on frontera");
    await press("Revoke credentials on frontera");
    await press("Revoke credentials");
    await read("Credentials revoked on frontera");
    await press("Disconnect");
    await read("forgotten your token");
    await press("Connect: Dave");
    await read("Your Tapis token has expired");
    assert.deepEqual(await evaluate(driver, asked, null), loaded);
    assert.deepEqual(tapis.requests, []);
    const violated = () => /** @type {any} */ (window).violations;
    assert.deepEqual(await evaluate(driver, violated, null), []);
    assert.equal(await evaluate(driver, tryToConnect, null), "refused");
    assert.equal((await evaluate(driver, violated, null)).length, 1);
  } finally {
    await driver.get("about:blank"); // nothing may be on its way when its server ends
    await alone.close();
  }
});

test("a link leads to its system, and what else stands behind # is gone", async () => {
  tapis.reset([{ id: SYSTEM }, { id: "frontera" }]);
  await open(driver, `${site.origin}/#system=${SYSTEM}&access_token=eyJ.hostile`);
  const field = await see(By.css("input[type=password]"));
  assert.equal(await driver.getCurrentUrl(), `${site.origin}/#system=${SYSTEM}`);
  await field.sendKeys(await tapis.issueToken());
  await press("Connect");
  await see(By.xpath(`//button[@aria-expanded="true" and normalize-space()="${SYSTEM}"]`));
  const focused = await driver.switchTo().activeElement();
  assert.equal(await focused.getText(), SYSTEM);
  assert.deepEqual(
    tapis.requests.map(({ call }) => call),
    ["getSystems"],
  );
});

test("a person signs in at Tapis, sets up everything and signs out", async () => {
  await open(driver, `${site.origin}/`);
  await press("Sign in with Tapis");
  const code = await (await see(By.css(".sign-in-code > code"))).getText();
  const here = await driver.getWindowHandle();
  await (await see(By.linkText("Open the sign-in page"))).click();
  await evaluate(driver, loseFocus, undefined);
  await driver.switchTo().window(await anotherWindow(here));
  await press("Sign in as ann");
  await (await see(By.id("user-code"))).sendKeys(code);
  await press("Submit");
  await press("Connect");
  await read("Please return to your application");
  await driver.close();
  await driver.switchTo().window(here);
  assert.deepEqual(tapis.requestsOf("createToken"), [], "nobody asked in between");

  await evaluate(driver, regainFocus, undefined);
  await press("Set up everything");
  await press("Set up 1 system");
  await read("1 created");
  assert.ok(isStored());
  await press("Disconnect");
  await read("Tapis has revoked it");
  const [{ accessToken, refreshToken }] = tapis.authenticator.issued;
  assert.ok(tapis.isRevoked(accessToken) && tapis.isRevoked(refreshToken));
});

test("a call ends, and the module goes on working, whatever its caller or a transport does", async () => {
  await open(driver, `${site.origin}/`);
  for (const [name, ending] of Object.entries(ENDINGS)) {
    const endings = await evaluate(driver, callStrangely, { systemId: SYSTEM, names: [name] });
    assert.deepEqual(endings[name], { ending, uncaught: [], afterwards: "valid" }, name);
  }
});

test("a page's policy that forbids Tapis is named", async () => {
  await open(driver, `${site.origin}/`);
  const error = await evaluate(driver, callUnderPolicy, {
    ...{ call: "checkTmsCredentials", systemId: SYSTEM, baseUrl: tapis.origin },
    ...{ token: await tapis.issueToken(), policy: `connect-src ${site.origin}` },
  });
  assert.equal(error.code, "network_error");
  assert.ok(
    error.message.includes(`does not allow connections to ${tapis.origin},`),
    error.message,
  );
});

describe("with a device code", () => {
  const options = () => ({ clientId: CLIENT, baseUrl: tapis.origin, timeoutMs: 1_000 });
  const poll = () => evaluate(driver, pollInPage, null);

  test("a caller signs in and out, without a cookie of Tapis", async () => {
    // A browser that has a session with Tapis: it opens a page of Tapis and gets the cookie.
    await open(driver, `${tapis.origin}/v3/oauth2/logout`);
    const { name, value } = tapis.authenticator.signIn("ann");
    await driver.manage().addCookie({ name, value });
    await open(driver, `${site.origin}/`);

    const code = await evaluate(driver, startInPage, options());
    assert.equal(await poll(), null);
    tapis.authenticator.approve(/** @type {{ userCode: string }} */ (code).userCode);
    assert.equal((await poll()).username, "ann");
    assert.equal(await evaluate(driver, useInPage, null), "listed");
    await tapis.waitForRequest({ call: "revokeToken", ended: true });
    assert.equal(await evaluate(driver, signOutInPage, undefined), null);
    assert.equal(await evaluate(driver, useInPage, null), "closed");

    const [{ accessToken, refreshToken }] = tapis.authenticator.issued;
    assert.deepEqual([accessToken, refreshToken].map(tapis.isRevoked.bind(tapis)), [true, true]);
    for (const { call, headers } of tapis.requests.filter(({ path }) => /oauth2/.test(path))) {
      if (call === "logoutPage") continue;
      for (const header of ["x-tapis-token", "cookie", "authorization"])
        assert.ok(!(header in headers), `${call}: ${header}`);
    }
  });

  test("a lost answer ends nothing", async () => {
    await open(driver, `${site.origin}/`);
    await evaluate(driver, startInPage, options());
    for (const fault of [{ hang: true }, { status: 200, cors: false }]) {
      const withdraw = tapis.order({ call: "createToken", times: Infinity }, fault);
      assert.equal((await poll()).error.retryable, true);
      withdraw();
      assert.equal(await poll(), null);
    }
  });

  test("every way of writing the code's end is read the same", async () => {
    await open(driver, `${site.origin}/`);
    for (const [written, end] of ENDS) {
      tapis.order({ call: "createDeviceCode" }, codeGiven(tapis.origin, { expires_in: written }));
      const { expiresAt, now } = /** @type {{ expiresAt: number, now: number }} */ (
        await evaluate(driver, startInPage, options())
      );
      const due = end ?? now + CODE_HOLDS_MS;
      assert.ok(Math.abs(expiresAt - due) < (end === null ? 1000 : 1), `${written}`);
    }
  });

  test("a page that goes sends the revocation on its way", async () => {
    await open(driver, `${site.origin}/`);
    const code = await evaluate(driver, startInPage, options());
    tapis.authenticator.approve(/** @type {{ userCode: string }} */ (code).userCode);
    await poll();
    const [{ accessToken }] = tapis.authenticator.issued;
    await evaluate(driver, signOutOnLeaving, null);

    await open(driver, `${host.origin}/`);

    await soon(() => tapis.isRevoked(accessToken), "the token is revoked");
  });
});

test("a page or a frame that throws fails its test", async () => {
  await open(driver, `${host.origin}/`);
  await evaluate(driver, frameInPage, `${stranger.origin}/`);
  await evaluate(driver, throwInPage, null);
  await enter(driver, await see(By.css("iframe")));
  await evaluate(driver, throwInPage, null);

  pageErrors.expect(/a fault of ours/);
  pageErrors.expect(/a promise of ours/);
  const thrown = await errorsThrown(driver);
  assert.equal(thrown.length, 4, thrown.join("; "));
  for (const each of thrown) pageErrors.add(each);
});

describe("the embed", () => {
  test("does the main job with the token of the page around it", async () => {
    await open(driver, `${host.origin}/`);
    await evaluate(driver, mountInPage, await embedOptions());
    await enter(driver, await see(By.css("iframe")));

    await press(`Establish credentials on ${SYSTEM}`);
    await read("Ready");
    assert.ok(isStored());
    await press(`Revoke credentials on ${SYSTEM}`);
    await press("Revoke credentials");
    await soon(() => !isStored(), "the credentials are removed");
  });

  test("shows nothing inside a page that is not on the list, and asks Tapis nothing", async () => {
    await open(driver, `${stranger.origin}/`);
    await evaluate(driver, mountInPage, await embedOptions());
    const frame = await see(By.css("iframe"));
    await new Promise((over) => setTimeout(over, 2_000));
    await enter(driver, frame);

    assert.deepEqual(await driver.findElements(By.css("table, input, h2")), []);
    assert.deepEqual(tapis.requests, []);
  });

  const embedOptions = async () => ({
    script: `${site.origin}/host.js`,
    src: `${site.origin}/embed/`,
    token: await tapis.issueToken(),
  });
});

describe("the page's policy refuses", () => {
  /** @type {Record<string, () => unknown>} */
  const FORBIDDEN = {
    // eslint-disable-next-line no-eval -- to see it refused
    eval: () => globalThis.eval("1 + 1"),
    // eslint-disable-next-line no-new-func -- to see it refused
    "a function made of text": () => new Function("return 1")(),
    "a request to another origin": () => fetch("https://example.org/"),
    "an image from elsewhere": () =>
      new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = resolve;
        image.onerror = () => reject(new Error("refused"));
        image.src = "https://example.org/image.png";
      }),
  };

  for (const [name, attempt] of Object.entries(FORBIDDEN)) {
    test(name, async () => {
      await open(driver, `${site.origin}/`);
      await see(By.css("input[type=password]"));
      await evaluate(driver, watchViolations, null);
      await assert.rejects(evaluate(driver, attempt, null));
      const violations = () => evaluate(driver, () => /** @type {any} */ (window).violations, null);
      await driver.wait(async () => (await violations()).length > 0, PATIENCE_MS, "it is reported");
    });
  }

  test("another page that frames it", async () => {
    await open(driver, `${host.origin}/`);
    await evaluate(driver, frameInPage, `${site.origin}/`);
    const frame = await see(By.css("iframe"));
    await new Promise((over) => setTimeout(over, 1_000));
    await enter(driver, frame);
    assert.deepEqual(await driver.findElements(By.css("input")), []);
  });
});

describe("faults", () => {
  for (const operation of IN_ENGINES) {
    const cells = engineCellsOf(operation).filter(({ abort, preflight }) => !abort && !preflight);

    test(`${operation} meets ${cells.length} of them`, async () => {
      await open(driver, `${site.origin}/`);
      const page = {
        /** @type {import("../e2e/faults/try-cell.js").PageUnderTest["evaluate"]} */
        evaluate: (run, argument) => evaluate(driver, run, argument),
      };
      const waiting = cells.entries();
      /** @type {string[]} */
      const problems = [];
      const work = async () => {
        for (const [number, cell] of waiting)
          problems.push(...(await tryCell(page, tapis, cell, number)));
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, work));
      assert.deepEqual(problems, []);
      assert.deepEqual(tapis.unusedFaults(), []);
    });
  }
});

describe("faults at the Authenticator", () => {
  for (const operation of Object.keys(AT_AUTHENTICATOR)) {
    const cells = authenticatorEngineCellsOf(operation).filter(
      ({ abort, preflight }) => !abort && !preflight,
    );

    test(`${operation} meets ${cells.length} of them`, async () => {
      await open(driver, `${site.origin}/`);
      const page = {
        /** @type {import("../e2e/faults/try-cell.js").PageUnderTest["evaluate"]} */
        evaluate: (run, argument) => evaluate(driver, run, argument),
      };
      /** @type {string[]} */
      const problems = [];
      for (const cell of cells) problems.push(...(await trySignInCell(page, tapis, cell)));
      assert.deepEqual(problems, []);
      assert.deepEqual(tapis.unusedFaults(), []);
    });
  }
});

/** Inside the page. */
function watchViolations() {
  const violations = /** @type {string[]} */ ([]);
  Object.assign(window, { violations });
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    violations.push(`${effectiveDirective} ${blockedURI}`),
  );
}

/** Inside the page, from a timer: what a driver runs may be exempt from the policy. @returns {Promise<string>} */
function tryToConnect() {
  const outcome = () =>
    fetch("page.js").then(
      () => "answered",
      () => "refused",
    );
  return new Promise((resolve) => setTimeout(() => resolve(outcome())));
}

/** Inside the page; a translation has a mark before it. @param {string} name of a button */
async function pressInPage(name) {
  const isIt = (/** @type {HTMLElement} */ button) =>
    [button.getAttribute("aria-label"), button.innerText].some(
      (text) => text?.replaceAll("\u00AD", "").trim() === name,
    );
  while (true) {
    const button = [...document.querySelectorAll("button")].find(isIt);
    if (button && button.ariaDisabled !== "true") return button.click();
    await new Promise((over) => setTimeout(over, 20));
  }
}

/** Inside the page. @param {{ script: string, src: string, token: string }} options */
async function mountInPage({ script, src, token }) {
  const { mountTmsCredentials } = await import(script);
  mountTmsCredentials(document.querySelector("main"), { src, getToken: () => token });
}

/** Inside the page. */
function signOutOnLeaving() {
  const { tapis: connection } = /** @type {any} */ (window);
  addEventListener("pagehide", () => void connection.signOut({ keepalive: true }));
}

/** Inside the page; until it is told. */
async function throwInPage() {
  setTimeout(() => {
    throw new Error("a fault of ours");
  });
  void Promise.reject(new Error("a promise of ours"));
  await new Promise((over) => setTimeout(over, 100));
}

/** Inside the page. @param {string} url */
function frameInPage(url) {
  document.body.appendChild(document.createElement("iframe")).src = url;
}
