import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { describe, test } from "node:test";

import { ConfigError, loadConfig, parseConfig, viewOf } from "../../web/page/config.js";

const VALID = {
  title: "TMS credentials",
  organization: "DesignSafe",
  links: [{ label: "Portal", href: "https://www.designsafe-ci.org/" }],
  apiOrigins: ["https://designsafe.tapis.io"],
  hostOrigins: ["https://www.designsafe-ci.org"],
  systems: ["stampede3"],
};

test("the config.json that is shipped is valid", async () => {
  const text = await readFile(new URL("../../web/config.json", import.meta.url), "utf8");
  assert.deepEqual(parseConfig(JSON.parse(text)).apiOrigins, ["https://designsafe.tapis.io"]);
});

describe("people sign in", () => {
  test("with a client, whose id may have every character that Tapis allows", () => {
    for (const clientId of ["a", "Az0._~-", "x".repeat(80)]) {
      const config = parseConfig({ ...VALID, signIn: { clientId } });
      assert.equal(config.signIn?.clientId, clientId);
      assert.equal(viewOf(config).canSignIn, true);
    }
  });

  test("not at all, where no client is named", () => {
    assert.equal(viewOf(parseConfig(VALID)).canSignIn, false);
    assert.equal(viewOf(parseConfig({ ...VALID, signIn: null })).canSignIn, false);
  });
});

describe("the page where people get a token", () => {
  /** @param {Record<string, unknown>} entries */
  const pageOf = (entries) => viewOf(parseConfig({ ...VALID, ...entries })).tokenPage;

  test("is the Token Web App of the first API, unless another is named", () => {
    const apiOrigins = ["https://designsafe.tapis.io", "https://portals.tapis.io"];
    assert.equal(pageOf({ apiOrigins }), "https://designsafe.tapis.io/v3/oauth2/webapp");
    assert.equal(pageOf({ tokenPage: "https://a.example/token" }), "https://a.example/token");
  });

  test("is none where it is null", () => assert.equal(pageOf({ tokenPage: null }), null));
});

describe("help with failures", () => {
  const ticket = { label: "Submit a ticket", href: "https://a.example/ticket" };

  test("is links by the code of the error, and where to write to", () => {
    const other = { label: "Ask the owner", href: "https://a.example/owner" };
    const help = { forbidden: ticket, credential_refused: [other, ticket], ticket };
    assert.deepEqual(viewOf(parseConfig({ ...VALID, help })).help, help);
    assert.equal(viewOf(parseConfig(VALID)).help, undefined);
  });
});

test("systems are verified when they are listed only where the deployment wants that", () => {
  assert.equal(viewOf(parseConfig({ ...VALID, verifyOnOpen: true })).verifyOnOpen, true);
  assert.ok(!viewOf(parseConfig(VALID)).verifyOnOpen);
});

test("plain http is good enough for loopback", () => {
  const apiOrigins = ["http://127.0.0.1:8080", "http://localhost:3000", "http://[::1]:1"];
  assert.deepEqual(parseConfig({ ...VALID, apiOrigins }).apiOrigins, apiOrigins);
});

describe("a config.json is refused, and the entry at fault is named, when", () => {
  /** @type {Record<string, [config: unknown, reason: RegExp]>} */
  const broken = {
    "it is not an object": [[VALID], /^config\.json must be a JSON object/],
    "an entry is missing": [{ ...VALID, apiOrigins: undefined }, /^apiOrigins must be a list/],
    "an entry is absent": [{ title: "x" }, /^organization is missing/],
    "an entry is unknown": [{ ...VALID, apiOrigin: [] }, /^apiOrigin is not an entry/],
    "the title is empty": [{ ...VALID, title: " " }, /^title must be/],
    "no API is named": [{ ...VALID, apiOrigins: [] }, /^apiOrigins must not be empty/],
    "an API is spoken to in the clear": [
      { ...VALID, apiOrigins: ["http://designsafe.tapis.io"] },
      /^apiOrigins\[0\] must be an exact https origin/,
    ],
    "an API has a path": [
      { ...VALID, apiOrigins: ["https://designsafe.tapis.io/"] },
      /^apiOrigins\[0\]/,
    ],
    "an API is a wildcard": [{ ...VALID, apiOrigins: ["https://*.tapis.io"] }, /^apiOrigins\[0\]/],
    "an API smuggles in a directive": [
      { ...VALID, apiOrigins: ["https://a.example; script-src *"] },
      /^apiOrigins\[0\]/,
    ],
    "a host is not an origin": [{ ...VALID, hostOrigins: ["portal"] }, /^hostOrigins\[0\]/],
    "a system's id could leave its path": [{ ...VALID, systems: ["a/../b"] }, /^systems\[0\]/],
    "a system is named twice": [{ ...VALID, systems: ["a", "a"] }, /^systems must not name/],
    "a link runs a script": [
      { ...VALID, links: [{ label: "x", href: "javascript:alert(1)" }] },
      /^links\[0\]\.href must be an https address/,
    ],
    "a link has no text": [
      { ...VALID, links: [{ href: "https://a.example" }] },
      /^links\[0\]\.label/,
    ],
    "a link has more than it may": [
      { ...VALID, links: [{ label: "x", href: "https://a.example", target: "_top" }] },
      /^links\[0\]\.target is not an entry/,
    ],
    "the client is a bare id": [{ ...VALID, signIn: "page" }, /^signIn must be a JSON object/],
    "the client has no id": [
      { ...VALID, signIn: {} },
      /^signIn\.clientId must be the id of an OAuth/,
    ],
    "the client's id is empty": [{ ...VALID, signIn: { clientId: "" } }, /^signIn\.clientId/],
    "the client's id is too long": [
      { ...VALID, signIn: { clientId: "x".repeat(81) } },
      /^signIn\.clientId must be the id of an OAuth client: 1 to 80/,
    ],
    "the client's id has a quote": [{ ...VALID, signIn: { clientId: 'a"b' } }, /^signIn\.clientId/],
    "the client's id ends its line": [
      { ...VALID, signIn: { clientId: "a\n" } },
      /^signIn\.clientId/,
    ],
    "the client's id is a number": [{ ...VALID, signIn: { clientId: 7 } }, /^signIn\.clientId/],
    "the client comes with its key": [
      { ...VALID, signIn: { clientId: "page", clientKey: "secret" } },
      /^signIn\.clientKey is not an entry of signIn/,
    ],
    "the page for tokens is in the clear": [
      { ...VALID, tokenPage: "http://designsafe.tapis.io/v3/oauth2/webapp" },
      /^tokenPage must be an https address/,
    ],
    "the page for tokens runs a script": [
      { ...VALID, tokenPage: "javascript:alert(1)" },
      /^tokenPage must be an https address/,
    ],
    "help is for an error that there is not": [
      { ...VALID, help: { no_such_code: { label: "Help", href: "https://a.example/" } } },
      /^help\.no_such_code is neither the code of an error nor "ticket"/,
    ],
    "help is for what every object has": [
      { ...VALID, help: { constructor: { label: "Help", href: "https://a.example/" } } },
      /^help\.constructor is neither/,
    ],
    "help runs a script": [
      { ...VALID, help: { ticket: { label: "Help", href: "javascript:alert(1)" } } },
      /^help\.ticket\.href must be an https address/,
    ],
    "help is a list with what is no link": [
      { ...VALID, help: { forbidden: [{ label: "Help" }] } },
      /^help\.forbidden\[0\]\.href must be an https address/,
    ],
    "help is a list": [{ ...VALID, help: [] }, /^help must be a JSON object/],
    "whether to verify is no yes or no": [
      { ...VALID, verifyOnOpen: "yes" },
      /^verifyOnOpen must be true or false/,
    ],
    "the page for tokens is no text": [{ ...VALID, tokenPage: true }, /^tokenPage must be/],
  };
  for (const [name, [config, reason]] of Object.entries(broken)) {
    test(name, () => {
      assert.throws(
        () => parseConfig(config),
        (error) => error instanceof ConfigError && reason.test(error.message),
      );
    });
  }
});

describe("loading config.json", () => {
  /**
   * @param {number} status
   * @param {string} body
   * @param {(url: URL) => Promise<void>} use
   */
  async function serving(status, body, use) {
    const server = createServer((_, response) => response.writeHead(status).end(body));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    try {
      await use(new URL(`http://127.0.0.1:${port}/config.json`));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  test("gives the checked content", () =>
    serving(200, JSON.stringify(VALID), async (url) => {
      assert.deepEqual(await loadConfig(url), VALID);
    }));

  test("fails when the file is not there, which does not make it broken", () =>
    serving(404, "", async (url) => {
      await assert.rejects(loadConfig(url), (error) => {
        assert.match(String(error), /config\.json could not be read \(HTTP 404\)/);
        return !(error instanceof ConfigError);
      });
    }));

  test("fails with its reason when the file is not JSON", () =>
    serving(200, "<!doctype html>", async (url) => {
      await assert.rejects(loadConfig(url), /config\.json is not JSON/);
    }));
});
