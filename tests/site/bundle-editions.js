// Bundles the editions of the site that the tests want, so that two who start at the same time do not both do it. Playwright
// runs it before the first test, scripts/test before suites beside each other: node tests/site/bundle-editions.js

import { fileURLToPath } from "node:url";

import { WASM_FOLDER } from "./build.js";
import { edition } from "./editions.js";

export default async function bundleEditions() {
  await Promise.all([false, true].map((demo) => edition({ wasm: WASM_FOLDER, demo })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleEditions();
