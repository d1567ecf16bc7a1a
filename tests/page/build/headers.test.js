import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  demoHeaderRules,
  headerRules,
  headersFile,
  headersOfUnknownPaths,
  metaContentSecurityPolicy,
  withDemo,
} from "../../../web/build/headers.js";
import { headersFor, parseHeadersFile } from "../../site/headers-file.js";

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

test("a version in a folder of its own has the same headers, and may be kept by whoever has it", () => {
  const rules = parseHeadersFile(headersFile(headerRules(CONFIG, ["1.2.3"])));
  for (const path of ["/", "/embed/", "/embed/index.html", "/config.json"])
    assert.deepEqual(headersFor(rules, `/v1.2.3${path}`), headersFor(rules, path), path);
  for (const path of ["/host.js", "/tms.wasm", "/embed.js", "/style.css"]) {
    const newest = headersFor(rules, path);
    assert.equal(newest["cache-control"], "no-cache");
    assert.deepEqual(headersFor(rules, `/v1.2.3${path}`), {
      ...newest,
      "cache-control": "public, max-age=31536000, immutable",
    });
  }
});

describe("the embed", () => {
  test("may be framed by the deployment's hosts and by nobody else", () => {
    for (const path of ["/embed/", "/embed/index.html", "/embed/index"]) {
      const headers = headersFor(RULES, path);
      const policy = directives(headers["content-security-policy"]);
      assert.equal(policy["frame-ancestors"], "https://www.designsafe-ci.org");
      assert.equal(headers["x-frame-options"], undefined);
      assert.equal(headers["cross-origin-resource-policy"], "cross-origin");
    }
  });

  test("may be framed by nobody where the deployment names no host", () => {
    const rules = parseHeadersFile(headersFile(headerRules({ ...CONFIG, hostOrigins: [] })));
    const policy = directives(headersFor(rules, "/embed/")["content-security-policy"]);
    assert.equal(policy["frame-ancestors"], "'none'");
  });

  test("has the page's policy but for that", () => {
    const page = directives(headersFor(RULES, "/")["content-security-policy"]);
    const embed = directives(headersFor(RULES, "/embed/")["content-security-policy"]);
    assert.deepEqual({ ...embed, "frame-ancestors": "'none'" }, page);
  });
});

test("every path gets the headers that are good for all", () => {
  for (const path of ["/", "/page.js", "/tms.wasm", "/embed/", "/nowhere"]) {
    const headers = headersFor(RULES, path);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["cross-origin-embedder-policy"], "require-corp");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    assert.match(headers["strict-transport-security"], /max-age=\d{8}/);
  }
});

test("the page and its parts are for nobody else", () => {
  for (const path of [
    "/",
    "/index.html",
    "/index",
    "/404.html",
    "/404",
    "/page.js",
    "/embed.js",
    "/load-watch.js",
    "/config.json",
  ]) {
    const headers = headersFor(RULES, path);
    assert.equal(headers["cross-origin-resource-policy"], "same-origin");
    assert.equal(headers["x-frame-options"], "DENY");
    assert.equal(headers["access-control-allow-origin"], undefined);
  }
});

test("other sites may load the library, and frame nothing of it", () => {
  for (const path of ["/host.js", "/tms.js", "/tms.wasm", "/tms-credentials.js"]) {
    const headers = headersFor(RULES, path);
    assert.equal(headers["access-control-allow-origin"], "*");
    assert.equal(headers["cross-origin-resource-policy"], "cross-origin");
    assert.equal(headers["x-frame-options"], "DENY");
  }
});

test("a path that is not there gets what the page gets, where the server can tell", () => {
  const page = headersFor(RULES, "/");
  const unknown = Object.entries(headersOfUnknownPaths(CONFIG));
  assert.deepEqual(
    Object.fromEntries(unknown.map(([name, value]) => [name.toLowerCase(), value])),
    page,
  );
});

test("documents and the configuration are never stored, the rest is always asked for again", () => {
  for (const path of ["/", "/index.html", "/embed/", "/embed/index.html", "/config.json"]) {
    assert.equal(headersFor(RULES, path)["cache-control"], "no-store");
  }
  for (const path of ["/page.js", "/tms.js", "/tms.wasm", "/style.css", "/host.js"]) {
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
  /** @type {import("../../../web/build/headers.js").HeaderRule[]} */
  const rules = [
    { path: "/*", headers: { A: "1", B: "2" } },
    { path: "/x", headers: { C: "3" } },
  ];
  assert.equal(headersFile(rules), "/*\n  A: 1\n  B: 2\n/x\n  C: 3\n");
});

describe("the demo without a server", () => {
  /** By itself, and in the folder of a site. @type {[where: string, rules: typeof RULES, folder: string][]} */
  const places = [
    ["alone", parseHeadersFile(headersFile(demoHeaderRules())), ""],
    ["beside a site", parseHeadersFile(headersFile(withDemo(headerRules(CONFIG)))), "/demo"],
  ];
  const strict = directives(headersFor(RULES, "/")["content-security-policy"]);

  for (const [where, rules, folder] of places) {
    test(`${where} may connect to nothing, and has the page's policy but for that`, () => {
      for (const path of ["/", "/index.html", "/index"]) {
        const headers = headersFor(rules, `${folder}${path}`);
        const policy = directives(headers["content-security-policy"]);
        assert.deepEqual(policy, { ...strict, "connect-src": "'none'" });
        assert.equal(headers["x-frame-options"], "DENY");
        assert.equal(headers["cache-control"], "no-store");
      }
    });

    test(`${where} has its parts asked for again`, () => {
      for (const path of ["/page.js", "/tms.js", "/style.css", "/icon.svg", "/LICENSES.txt"])
        assert.equal(headersFor(rules, `${folder}${path}`)["cache-control"], "no-cache", path);
    });
  }

  test("leaves the headers of the site around it as they are", () => {
    const [, around] = places[1];
    for (const path of ["/", "/embed/", "/tms.js", "/config.json", "/nowhere"])
      assert.deepEqual(headersFor(around, path), headersFor(RULES, path), path);
  });

  test("in a meta element has the same policy", () => {
    assert.equal(directives(metaContentSecurityPolicy(null))["connect-src"], "'none'");
  });
});
