// The security policy as it is served, and as the browser enforces it.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startSite } from "../../../site/index.js";
import { expect, SYSTEM, test } from "../fixtures.js";

test("index.html is served with a strict content security policy", async ({
  request,
  site,
  tapis,
}) => {
  for (const path of ["/", "/index.html"]) {
    const headers = (await request.get(`${site.origin}${path}`)).headers();

    expect(directives(headers["content-security-policy"])).toEqual({
      "default-src": ["'none'"],
      "script-src": ["'self'", "'wasm-unsafe-eval'"],
      "style-src": ["'self'"],
      "img-src": ["'self'"],
      "connect-src": ["'self'", tapis.origin],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      "frame-ancestors": ["'none'"],
      "require-trusted-types-for": ["'script'"],
      "trusted-types": ["'none'"],
    });
  }
});

test("index.html is served with every other header that keeps strangers out", async ({
  request,
  site,
}) => {
  const headers = (await request.get(`${site.origin}/`)).headers();

  expect(headers).toMatchObject({
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
  });
  for (const feature of ["camera", "microphone", "geolocation", "clipboard-read", "usb"]) {
    expect(headers["permissions-policy"]).toContain(`${feature}=()`);
  }
});

test("the page is isolated from other origins", async ({ page }) => {
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test("the main job violates no policy", async ({ page, person, tapis }) => {
  await page.addInitScript(() => {
    Object.assign(window, { violations: [] });
    addEventListener("securitypolicyviolation", (event) => {
      /** @type {any} */ (window).violations.push(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`,
      );
    });
  });
  await page.reload();

  await person.connect(await tapis.issueToken({ tokenType: "refresh" }));
  await expect(person.refusal).toContainText("refresh token");
  await person.chooseFile(JSON.stringify({ access_token: await tapis.issueToken() }));
  await person.checkSystem(SYSTEM);
  await expect(person.outcome).toContainText("no credentials");
  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText("created");
  await person.revoke(SYSTEM);
  await expect(person.outcome).toContainText("revoked");
  await person.checkSystem("nowhere");
  await expect(person.failure).toContainText("nowhere");
  await person.disconnect();
  await expect(person.everything).toContainText("forgotten");

  expect(await page.evaluate(() => /** @type {any} */ (window).violations)).toEqual([]);
});

/** @type {[name: string, attempt: () => unknown, refusal: RegExp][]} */
const FORBIDDEN = [
  // eslint-disable-next-line no-eval -- to see it refused
  ["eval", () => globalThis.eval("1 + 1"), /^EvalError/],
  // eslint-disable-next-line no-new-func -- to see it refused
  ["a function made of text", () => new Function("return 1")(), /^EvalError/],
  [
    "innerHTML",
    () => {
      document.body.innerHTML = "<p>text</p>";
    },
    /^TypeError.*(TrustedHTML|blocked by CSP)/,
  ],
  [
    "a script from elsewhere",
    () => {
      document.createElement("script").src = "https://example.org/script.js";
    },
    /^TypeError.*(TrustedScriptURL|blocked by CSP)/,
  ],
  [
    "a way around Trusted Types",
    () => /** @type {any} */ (window).trustedTypes.createPolicy("own", {}),
    /^TypeError.*(own|CSP)/,
  ],
  ["a request to another origin", () => fetch("https://example.org/"), /^TypeError/],
];

for (const [name, attempt, refusal] of FORBIDDEN) {
  test(`the page's own policy refuses ${name}`, async ({ page, complaints, browserName }) => {
    const attemptInPage = await page.evaluateHandle(`(${attempt})`);

    // From a timer: what a test evaluates is itself exempt from the policy, what comes later is not.
    const outcome = await page.evaluate(
      (run) =>
        new Promise((resolve) => {
          setTimeout(async () => {
            try {
              await run();
              resolve("allowed");
            } catch (error) {
              resolve(String(error));
            }
          });
        }),
      attemptInPage,
    );

    expect(outcome).toMatch(refusal);
    if (browserName === "chromium")
      // the only one that logs it to a test
      await expect.poll(() => complaints.join("\n")).toMatch(/Content Security Policy|Trusted/);
    complaints.length = 0;
  });
}

test("an inline script does nothing, and the build has none", async ({
  page,
  site,
  person,
  complaints,
}) => {
  await expect(page.locator("script:not([src])")).not.toBeAttached();
  const added = "<script>document.documentElement.dataset.ran = 'yes'</script></head>";
  await page.route(`${site.origin}/`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("</head>", added);
    await route.fulfill({ response, body });
  });
  await page.reload();

  await expect(person.tokenField).toBeVisible();
  await expect(page.locator("script:not([src])"), "which is there").toHaveCount(1);
  await expect(page.locator("html"), "which did not run").not.toHaveAttribute("data-ran");
  complaints.length = 0;
});

test("an inline style does nothing", async ({ page, complaints, browserName }) => {
  const opacity = await page.evaluate(() => {
    const style = document.createElement("style");
    style.append("body { opacity: 0.5 }");
    document.head.append(style);
    return getComputedStyle(document.body).opacity;
  });

  expect(opacity).toBe("1");
  if (browserName === "chromium")
    await expect.poll(() => complaints.join("\n")).toContain("style-src 'self'");
  complaints.length = 0;
});

test("no other origin can frame the page", async ({ page, site, complaints }) => {
  const root = await mkdtemp(join(tmpdir(), "framing-"));
  const html = `<!doctype html><title>Framing</title><iframe src="${site.origin}/"></iframe>`;
  await writeFile(join(root, "index.html"), html);
  const framing = await startSite({ root });
  try {
    await page.goto(framing.origin);

    const [, frame] = page.frames();
    await expect.poll(() => frame.url()).toMatch(/^(chrome-error:|about:neterror)/);
    await expect(frame.getByRole("heading", { name: "TMS credentials" })).not.toBeAttached();
    await expect.poll(() => complaints.join("\n")).toMatch(/frame-ancestors|X-Frame-Options/);
    // Nothing of that page may still be on its way, such as its icon, when its server ends.
    await page.goto("about:blank");
    complaints.length = 0;
  } finally {
    await framing.close();
    await rm(root, { recursive: true });
  }
});

/** @param {string} policy */
function directives(policy) {
  return Object.fromEntries(
    policy.split("; ").map((directive) => {
      const [name, ...values] = directive.split(" ");
      return [name, values];
    }),
  );
}
