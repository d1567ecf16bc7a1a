import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { headerRules, headersFile, metaContentSecurityPolicy } from "../../web/build/headers.js";
import { headersFor, parseHeadersFile } from "../site/headers-file.js";

const CONFIG = {
  title: "TMS credentials",
  organization: "DesignSafe",
  links: [],
  apiOrigins: ["https://designsafe.tapis.io", "https://portals.tapis.io"],
  hostOrigins: ["https://www.designsafe-ci.org"],
  systems: [],
};
/** As a static host reads them. */
const RULES = parseHeadersFile(headersFile(headerRules(CONFIG)));

/** @param {string} policy */
const directives = (policy) =>
  Object.fromEntries(policy.split("; ").map((each) => each.split(/ (.*)/s).slice(0, 2)));

describe("the Content-Security-Policy", () => {
  const policy = directives(headersFor(RULES, "/")["content-security-policy"]);

  test("lets the page connect to itself and to the deployment's APIs, and nowhere else", () => {
    assert.equal(
      policy["connect-src"],
      "'self' https://designsafe.tapis.io https://portals.tapis.io",
    );
    assert.equal(policy["default-src"], "'none'");
  });

  test("allows WebAssembly and the page's own scripts, and neither inline code nor eval", () => {
    assert.equal(policy["script-src"], "'self' 'wasm-unsafe-eval'");
    assert.equal(policy["style-src"], "'self'");
  });

  test("forbids frames around the page, forms, base addresses and unsafe sinks", () => {
    assert.equal(policy["frame-ancestors"], "'none'");
    assert.equal(policy["form-action"], "'none'");
    assert.equal(policy["base-uri"], "'none'");
    assert.equal(policy["require-trusted-types-for"], "'script'");
    assert.equal(policy["trusted-types"], "'none'");
  });

  test("in a meta element is the same without what browsers ignore there", () => {
    const rest = { ...policy };
    delete rest["frame-ancestors"];
    assert.deepEqual(directives(metaContentSecurityPolicy(CONFIG)), rest);
  });
});

test("every path gets the security headers", () => {
  for (const path of ["/", "/page.js", "/tms.wasm", "/nowhere"]) {
    const headers = headersFor(RULES, path);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    assert.equal(headers["cross-origin-embedder-policy"], "require-corp");
    assert.equal(headers["cross-origin-resource-policy"], "same-origin");
    assert.match(headers["strict-transport-security"], /max-age=\d{8}/);
  }
});

test("the page and its configuration are never stored, the rest is always asked for again", () => {
  for (const path of ["/", "/index.html", "/config.json"]) {
    assert.equal(headersFor(RULES, path)["cache-control"], "no-store");
  }
  for (const path of ["/page.js", "/tms.js", "/tms.wasm", "/style.css"]) {
    assert.equal(headersFor(RULES, path)["cache-control"], "no-cache");
  }
});

test("no header is named by two rules of one path: static hosts would join the values", () => {
  const [everything, ...rest] = headerRules(CONFIG);
  for (const { path, headers } of rest) {
    for (const name of Object.keys(headers)) assert.ok(!(name in everything.headers), path);
  }
  assert.equal(new Set(rest.map(({ path }) => path)).size, rest.length);
});

test("_headers has a path on a line and its headers, indented, below it", () => {
  /** @type {import("../../web/build/headers.js").HeaderRule[]} */
  const rules = [
    { path: "/*", headers: { A: "1", B: "2" } },
    { path: "/x", headers: { C: "3" } },
  ];
  assert.equal(headersFile(rules), "/*\n  A: 1\n  B: 2\n/x\n  C: 3\n");
});
