// The core decides where a token goes, the browser where a request goes. Here the core's reading of a base URL is put
// beside two parsers of the URL standard, of Node.js and of jsdom, over many URLs and what the fuzzer keeps.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { URL as WhatwgUrl } from "whatwg-url";

import { makeUrls } from "./url-corpus.js";

const CORE = fileURLToPath(
  new URL("../../build/native/tests/differential/base_urls", import.meta.url),
);
const KEPT = new URL("../fuzz/corpus/base_url/", import.meta.url);

const SEED = 20_261;
const COUNT = 60_000;
const PARSERS = { "Node.js": URL, "whatwg-url": WhatwgUrl };

/**
 * The kinds that the core refuses although the URL standard leaves them as they are: wasm/core/tapis/base_url.h.
 *
 * @type {Record<string, (url: URL) => boolean>}
 */
const REFUSED_ANYWAY = {
  "another scheme": ({ protocol }) => protocol !== "https:" && protocol !== "http:",
  "another character in the host": ({ hostname }) => /[^a-z0-9.:[\]-]/.test(hostname),
  punycode: ({ hostname }) => /(^|\.)xn--/.test(hostname),
  "an empty label, also one after a dot at the end": ({ hostname }) =>
    /^\.|\.\.|\.$/.test(hostname),
  "longer than DNS has them": ({ hostname }) =>
    hostname.length > 253 || hostname.split(".").some((label) => label.length > 63),
  "IPv6 other than [::1]": ({ hostname }) => hostname.startsWith("[") && hostname !== "[::1]",
  "port 0": ({ port }) => port === "0",
  "another character in the path": ({ pathname }) => /[^A-Za-z0-9_.~/-]/.test(pathname),
  "a path that ends in /v3": ({ pathname }) => /\/v3\/?$/.test(pathname),
  "an empty segment": ({ pathname }) => pathname.includes("//"),
  "a segment that begins with a dot": ({ pathname }) => pathname.includes("/."),
};

const urls = [...makeUrls(COUNT, SEED), ...keptByTheFuzzer()];
const taken = readByTheCore(urls);
const accepted = [...taken].filter(([, base]) => base !== "-");

test("what the core takes for a base URL, the URL standard reads as the same origin and path", () => {
  for (const [url, base] of accepted) {
    for (const [name, Parser] of Object.entries(PARSERS)) {
      assert.equal(baseRead(Parser, url), base, `${name} reads ${JSON.stringify(url)}`);
    }
  }
  assert.ok(accepted.length > COUNT / 10, `the core takes some: ${accepted.length}`);
});

test("a request below a base URL goes where the core sends it, to the letter", () => {
  for (const [url, base] of accepted) {
    const request = `${base}/v3/systems?select=allAttributes`;
    for (const [name, Parser] of Object.entries(PARSERS)) {
      assert.equal(new Parser(request).href, request, `${name}, for ${JSON.stringify(url)}`);
    }
  }
});

test("what the core refuses and the URL standard leaves as it is, is of a kind that is documented", () => {
  const met = new Map(Object.keys(REFUSED_ANYWAY).map((kind) => [kind, 0]));
  for (const [url, base] of taken) {
    if (base !== "-" || !isLeftAsItIs(url)) continue;
    const kinds = kindsOf(new URL(url));
    assert.notDeepEqual(kinds, [], `${JSON.stringify(url)} is refused`);
    for (const kind of kinds) met.set(kind, Number(met.get(kind)) + 1);
  }
  for (const [kind, times] of met) assert.ok(times > 0, `${kind} was not tried`);
});

test("no kind that is documented as refused is taken", () => {
  for (const [url] of accepted) assert.deepEqual(kindsOf(new URL(url)), [], JSON.stringify(url));
});

/**
 * @param {string[]} asked
 * @returns {Map<string, string>} what the core takes each for, "-" for nothing
 */
function readByTheCore(asked) {
  assert.ok(
    existsSync(CORE),
    `${CORE} is missing: cmake --preset native && cmake --build --preset native`,
  );
  // A NUL ends a URL here. One inside a URL is tried by the unit tests and the fuzzer.
  const distinct = [...new Set(asked.filter((url) => !url.includes("\0")))];
  const input = distinct.map((url) => `${url}\0`).join("");
  const run = spawnSync(CORE, { input, encoding: "utf8", maxBuffer: 2 ** 26 });
  assert.equal(run.status, 0, run.stderr);
  const lines = run.stdout.split("\n");
  assert.equal(lines.length, distinct.length + 1);
  return new Map(distinct.map((url, at) => [url, lines[at]]));
}

/** Each file holds a URL, a line break, and an origin that a deployment allows. */
function keptByTheFuzzer() {
  const files = readdirSync(KEPT).map((name) => readFileSync(new URL(name, KEPT), "utf8"));
  return files.flatMap((text) => [text, ...text.split("\n")]);
}

/**
 * @param {typeof URL | typeof WhatwgUrl} Parser
 * @param {string} text
 * @returns {string | undefined} origin and path, if the URL is valid and has no more than these
 */
function baseRead(Parser, text) {
  if (!Parser.canParse(text)) return undefined;
  const { href, protocol, host, pathname } = new Parser(text);
  return href === `${protocol}//${host}${pathname}` ? href.replace(/\/$/, "") : undefined;
}

/**
 * Whether both parsers read the URL as it stands there, but for upper case in scheme and host, the scheme's own port
 * and a slash at the end.
 *
 * @param {string} text
 */
function isLeftAsItIs(text) {
  const [, origin, path] = /^([^/]*\/\/[^/]*)(.*)$/s.exec(text) ?? [];
  if (origin === undefined) return false;
  const plain = origin.toLowerCase().replace(/^(https:.*):443$|^(http:.*):80$/s, "$1$2");
  const expected = `${plain}${path.replace(/\/$/, "")}`;
  return Object.values(PARSERS).every((Parser) => baseRead(Parser, text) === expected);
}

/** @param {URL} url */
function kindsOf(url) {
  return Object.entries(REFUSED_ANYWAY).flatMap(([kind, applies]) => (applies(url) ? [kind] : []));
}
