// Pages and messages that the embed must not believe: each is tried, and nothing comes of it.

import { expect, SYSTEM, test } from "./fixtures.js";

/** @typedef {import("@playwright/test").Page} Page */

/** After which a message that had an effect would have had it. */
const TIME_FOR_A_MESSAGE_MS = 50;

test("a page that is not on the list cannot frame the embed", async ({
  page,
  site,
  stranger,
  tapis,
}) => {
  await page.goto(`${stranger.origin}/`);
  await startHostileHost(page, `${site.origin}/embed/`, await tapis.issueToken());
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^(chrome-error:|about:neterror)/);
  expect(await hellosHeard(page)).toBe(0);
});

test("where the header is missing, the embed itself refuses", async ({
  page,
  site,
  stranger,
  tapis,
}) => {
  await withoutFrameAncestors(page, site.origin);
  await page.goto(`${stranger.origin}/`);
  await startHostileHost(page, `${site.origin}/embed/`, await tapis.issueToken());

  const embed = page.frameLocator("iframe[src]");
  await expect(embed.getByRole("alert")).toContainText("not one of those that may show it");
  expect(await hellosHeard(page)).toBe(0);
  expect(tapis.requests).toEqual([]);
});

test("where the browser does not tell the ancestors, the handshake refuses", async ({
  page,
  site,
  stranger,
  tapis,
}) => {
  await withoutFrameAncestors(page, site.origin);
  await page.route(`${site.origin}/embed.js`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll("ancestorOrigins", "ancestorsUntold");
    await route.fulfill({ response, body });
  });
  await page.clock.install();
  await page.goto(`${stranger.origin}/`);
  await startHostileHost(page, `${site.origin}/embed/`, await tapis.issueToken());

  await expect.poll(() => hellosHeard(page)).toBe(1);
  await expect.poll(() => page.evaluate(() => /** @type {any} */ (window).answered)).toBe(1);
  await page.clock.fastForward(25_000);
  await expect(page.frameLocator("iframe").getByRole("alert")).toContainText("did not answer");
  expect(tapis.requests).toEqual([]);
});

test("opened by itself it says where it belongs, and where the same can be done", async ({
  page,
  site,
  tapis,
}) => {
  await page.goto(`${site.origin}/embed/`);
  await expect(page.getByRole("alert")).toContainText("only inside another one");
  await expect(page.getByRole("link", { name: "Open in a tab of its own" })).toHaveAttribute(
    "href",
    `${site.origin}/`,
  );
  expect(tapis.requests).toEqual([]);
});

/**
 * What a host might do wrong, inside the page: `hello` is what the embed said, `frame` its window, `origin` its origin;
 * `offer` sends a message with a port whose other end hands over a good token.
 *
 * @typedef {object} Situation
 * @property {{ nonce: string }} hello
 * @property {Window} frame
 * @property {string} origin
 * @property {(message: unknown, more?: Transferable[]) => void} offer
 */

/** @type {Record<string, (situation: Situation) => void>} */
const ATTEMPTS = {
  "an answer with another nonce": ({ offer }) => offer({ type: "tms-port", nonce: "0".repeat(32) }),
  "an answer without a port": ({ hello, frame, origin }) =>
    frame.postMessage({ type: "tms-port", nonce: hello.nonce }, origin),
  "an answer with two ports": ({ hello, offer }) =>
    offer({ type: "tms-port", nonce: hello.nonce }, [new MessageChannel().port2]),
  "an answer with a field too many": ({ hello, offer }) =>
    offer({ type: "tms-port", nonce: hello.nonce, token: "" }),
  "an answer of another type": ({ hello, offer }) =>
    offer({ type: "tms-token", nonce: hello.nonce }),
  "an answer that is text": ({ hello, offer }) =>
    offer(JSON.stringify({ type: "tms-port", nonce: hello.nonce })),
  "an answer from another window of the host": ({ hello, frame, origin }) => {
    const other = document.body.appendChild(document.createElement("iframe"));
    Object.assign(/** @type {Window} */ (other.contentWindow), { hello, frame, origin });
    const script = /** @type {Document} */ (other.contentDocument).createElement("script");
    script.textContent =
      "frame.postMessage({ type: 'tms-port', nonce: hello.nonce }, origin, [new MessageChannel().port2])";
    other.contentDocument?.body.append(script);
  },
};

test("answers that are not right have no effect, and the right one still has", async ({
  page,
  site,
  tapis,
}) => {
  const mallory = await tapis.issueToken({ username: "mallory" });
  await startHostileHost(page, `${site.origin}/embed/`, mallory, { answers: false });
  await expect.poll(() => hellosHeard(page)).toBe(1);
  const embed = page.frameLocator("iframe[src]");
  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    await test.step(name, async () => {
      await page.evaluate(`(${attempt})(window.situation)`);
      await page.waitForTimeout(TIME_FOR_A_MESSAGE_MS);
      await expect(embed.getByText("Loading")).toHaveCount(0);
      expect(await page.evaluate(() => /** @type {any} */ (window).heard)).toEqual([]);
      expect(tapis.requests).toEqual([]);
    });
  }

  await page.evaluate(answerRightlyWith, await tapis.issueToken());
  await expect(embed.getByRole("row", { name: SYSTEM })).toBeVisible();
  await expect(embed.getByLabel("Session")).toContainText("ann");
});

test("a second host after the first has no effect", async ({ page, site, tapis }) => {
  await startHostileHost(page, `${site.origin}/embed/`, await tapis.issueToken());
  const embed = page.frameLocator("iframe[src]");
  await expect(embed.getByLabel("Session")).toContainText("ann");
  const requests = tapis.requests.length;

  const mallory = await tapis.issueToken({ username: "mallory" });
  await page.evaluate(answerRightlyWith, mallory);
  await embed.getByRole("button", { name: "Reload list" }).click();
  await expect.poll(() => tapis.requests.length).toBeGreaterThan(requests);
  await expect(embed.getByLabel("Session")).toContainText("ann");
});

/** What a host that was accepted might say wrong, over its port. @type {[string, unknown][]} */
const MESSAGES = [
  ["a message of no known type", { type: "run", systemId: SYSTEM }],
  ["a token with a field too many", { type: "token", value: "TOKEN", admin: true }],
  ["a token that is no text", { type: "token", value: 7 }],
  ["a token larger than any", { type: "token", value: "a".repeat(1_000_000) }],
  ["settings with a system that is no text", { type: "settings", systems: [7], theme: "auto" }],
  [
    "settings with a system to begin with that cannot be",
    { type: "settings", systems: [], theme: "dark", system: "../x" },
  ],
  ["settings with a theme that is none", { type: "settings", systems: [], theme: "pink" }],
  ["ten thousand systems", { type: "settings", systems: Array(10_000).fill("x"), theme: "dark" }],
  ["null", null],
  ["a list", [{ type: "token", value: "TOKEN" }]],
  ["a type from the prototype", { type: "toString" }],
];

test("what is wrong over the port has no effect, and what is right still has", async ({
  page,
  site,
  tapis,
}) => {
  await startHostileHost(page, `${site.origin}/embed/`, "");
  await expect
    .poll(() => page.evaluate(() => /** @type {any} */ (window).heard))
    .toContainEqual({ type: "need-token", reason: "start" });
  const mallory = await tapis.issueToken({ username: "mallory" });
  const embed = page.frameLocator("iframe[src]");
  const expectNoEffect = async () => {
    await page.waitForTimeout(TIME_FOR_A_MESSAGE_MS);
    await expect(embed.getByText("Waiting for your Tapis token")).toBeVisible();
    expect(tapis.requests).toEqual([]);
  };
  for (const [name, message] of MESSAGES) {
    await test.step(name, async () => {
      const text = JSON.stringify(message).replaceAll("TOKEN", mallory);
      await page.evaluate(sayOverPort, JSON.parse(text));
      await expectNoEffect();
    });
  }
  await test.step("a token with a port", async () => {
    await page.evaluate((value) => {
      const { port1 } = new MessageChannel();
      /** @type {any} */ (window).port.postMessage({ type: "token", value }, [port1]);
    }, mallory);
    await expectNoEffect();
  });

  await page.evaluate(sayOverPort, { type: "token", value: await tapis.issueToken() });
  await expect(embed.getByRole("row", { name: SYSTEM })).toBeVisible();
  await expect(embed.getByLabel("Session")).toContainText("ann");
});

test("a token that was not asked for has no effect", async ({ page, site, tapis }) => {
  await startHostileHost(page, `${site.origin}/embed/`, await tapis.issueToken());
  const embed = page.frameLocator("iframe[src]");
  await expect(embed.getByLabel("Session")).toContainText("ann");

  const mallory = await tapis.issueToken({ username: "mallory" });
  await page.evaluate(sayOverPort, { type: "token", value: mallory });
  await embed.getByRole("button", { name: "Reload list" }).click();
  await expect(embed.getByRole("button", { name: "Reload list" })).toBeEnabled();
  await expect(embed.getByLabel("Session")).toContainText("ann");
});

for (const baseUrl of ["https://evil.example", "https://other.tapis.io", "http://127.0.0.1:1"]) {
  test(`a baseUrl off the list, ${baseUrl}, is refused before anything is sent`, async ({
    page,
    tapis,
    site,
  }) => {
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    await startHostileHost(page, `${site.origin}/embed/`, await tapis.issueToken(), {
      fields: { baseUrl },
    });

    const embed = page.frameLocator("iframe[src]");
    await expect(embed.getByText("Not connected")).toBeVisible();
    expect(asked).not.toContain(new URL(baseUrl).origin);
    expect(tapis.requests).toEqual([]);
  });
}

test("nothing that goes up to the host is a token, a name or an address", async ({
  page,
  site,
  tapis,
}) => {
  const token = await tapis.issueToken();
  await startHostileHost(page, `${site.origin}/embed/`, token);
  const embed = page.frameLocator("iframe[src]");
  await embed.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(embed.getByRole("row", { name: SYSTEM })).toContainText("Ready");
  await page.evaluate(() => document.querySelector("iframe")?.remove());

  const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
  const types = new Set(heard.map((/** @type {any} */ { type }) => type));
  expect([...types].sort()).toEqual(["bye", "changed", "height", "need-token"]);
  for (const { type, ...fields } of heard) {
    expect(Object.keys(fields), type).toEqual(
      { "need-token": ["reason"], height: ["px"], changed: [], bye: [] }[String(type)],
    );
  }
});

/**
 * A host written by hand, without host.js: it hears the hello, and answers rightly or leaves that to `situation`.
 *
 * @param {Page} page
 * @param {string} src
 * @param {string} token "": it does not hand one over
 * @param {object} [how]
 * @param {boolean} [how.answers]
 * @param {Record<string, unknown>} [how.fields] further ones of the token message
 */
async function startHostileHost(page, src, token, { answers = true, fields = {} } = {}) {
  await page.evaluate(hostileHost, { src, token, answers, fields });
}

/** @param {{ src: string, token: string, answers: boolean, fields: Record<string, unknown> }} options */
function hostileHost({ src, token, answers, fields }) {
  const host = /** @type {any} */ (window);
  Object.assign(host, { hellos: 0, answered: 0, heard: [], token });
  const iframe = document.createElement("iframe");
  iframe.style.cssText = "width: 60rem; height: 40rem";
  const { origin } = new URL(src);

  addEventListener("message", ({ source, data }) => {
    if (source !== iframe.contentWindow || data?.type !== "tms-hello") return;
    host.hellos += 1;
    const frame = source;
    /** @param {unknown} message @param {Transferable[]} [more] */
    const offer = (message, more = []) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data: said }) => {
        host.heard.push(said);
        if (said.type === "need-token" && host.token)
          port1.postMessage({ type: "token", value: host.token, ...fields });
      };
      host.port = port1;
      host.answered += 1;
      /** @type {Window} */ (frame).postMessage(message, origin, [port2, ...more]);
    };
    host.answerRightly = () => offer({ type: "tms-port", nonce: data.nonce });
    host.situation = { hello: data, frame, origin, offer };
    if (answers) host.answerRightly();
  });
  iframe.src = src;
  document.querySelector("main")?.append(iframe);
}

/** Inside the page. @param {string} token */
function answerRightlyWith(token) {
  const host = /** @type {any} */ (window);
  host.token = token;
  host.answerRightly();
}

/** Inside the page. @param {unknown} message */
function sayOverPort(message) {
  /** @type {any} */ (window).port.postMessage(message);
}

/** @param {Page} page */
const hellosHeard = (page) => page.evaluate(() => /** @type {any} */ (window).hellos);

/**
 * As on a host that cannot send headers.
 *
 * @param {Page} page
 * @param {string} origin
 */
async function withoutFrameAncestors(page, origin) {
  await page.route(`${origin}/embed/`, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers["content-security-policy"];
    // A test may change what the document loads.
    const body = (await response.text()).replaceAll(/ integrity="[^"]*"/g, "");
    await route.fulfill({ response, headers, body });
  });
}
