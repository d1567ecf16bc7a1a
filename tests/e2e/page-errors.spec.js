// That a test fails when something in the browser throws and nobody catches it, wherever it is.

import { PageErrors } from "../page-errors.js";
import { expect, test } from "./fixtures.js";

const FAULT = /a fault of ours/;

/** What throws, inside the page. @type {Record<string, (site: string) => void>} */
const THROWERS = {
  "a page's script": () => {
    queueMicrotask(() => {
      throw new Error("a fault of ours");
    });
  },
  "a page's promise": () => {
    void Promise.reject(new Error("a fault of ours"));
  },
  "a listener": () => {
    addEventListener("click", () => {
      throw new Error("a fault of ours");
    });
    document.body.click();
  },
  "a frame": () => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    const view = /** @type {any} */ (frame.contentWindow);
    view.queueMicrotask(() => {
      throw new view.Error("a fault of ours");
    });
  },
  "a promise of a frame of another site": (site) => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    frame.src = `${site}/throws`;
  },
  "a worker": (site) => void new Worker(`${site}/throws.js`),
};

for (const [what, thrower] of Object.entries(THROWERS)) {
  test(`${what} that throws fails a test`, async ({ page, site, context, pageErrors }) => {
    pageErrors.expect(FAULT);
    const seen = new PageErrors();
    seen.watch(context);
    const script = `Promise.reject(new Error("a fault of ours"))`;
    await context.route("**/throws.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: script }),
    );
    await context.route("**/throws", (route) =>
      route.fulfill({ contentType: "text/html", body: `<script>${script}</script>` }),
    );
    await context.route("**/", (route) => route.fulfill({ contentType: "text/html", body: "<p>" }));
    await page.reload();
    const other = what.includes("another") ? site.origin.replace("127.0.0.1", "localhost") : "";

    const thrown = context.waitForEvent("weberror");
    await page.evaluate(thrower, other || site.origin);
    await thrown;

    expect(() => seen.check()).toThrow(FAULT);
  });
}

test("what others throw among themselves is left aside, but not what we throw when they call us", () => {
  const theirs = "Error: theirs\n    at run (https://a.example/static/app.js:1:1)";
  const errors = new PageErrors();
  errors.leaveAside("https://a.example/static/");
  errors.add(`${theirs}\n    at async Promise.all (index 0)`);
  expect(() => errors.check()).not.toThrow();
  errors.add(theirs.replace("\n", "\n    at ours (https://b.example/host.js:1:1)\n"));
  expect(() => errors.check()).toThrow("ours");
  errors.add("Error: without a place");
  expect(() => errors.check()).toThrow("without a place");
});

test("what a test expects and no page throws fails it, too", () => {
  const errors = new PageErrors();
  errors.expect(FAULT);
  expect(() => errors.check()).toThrow("was thrown");
  expect(() => errors.check(), "and is forgotten").not.toThrow();
});
