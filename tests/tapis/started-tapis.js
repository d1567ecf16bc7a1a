// For a file of tests: a local Tapis with one system and nothing else before each of them, and a token of ann's.

import { after, before, beforeEach } from "node:test";

import { startTapis } from "./index.js";

/** @type {import("./index.js").Tapis} */
export let tapis;
/** @type {string} */
export let token;

before(async () => {
  tapis = await startTapis();
  token = await tapis.issueToken();
});
beforeEach(() => tapis.reset([{ id: "stampede3" }]));
after(() => tapis.close());
