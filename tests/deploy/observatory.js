// Scores a site with MDN's HTTP Observatory, run here: node tests/deploy/observatory.js HOST[:PORT][/PATH]
// Prints the result as JSON. NODE_EXTRA_CA_CERTS names the certificate that the site shows.

import fs from "node:fs";

// The list of hosts that browsers preload is a download. Nothing here is on it.
const { readFileSync } = fs;
Object.assign(fs, {
  readFileSync: (/** @type {string} */ path, /** @type {any} */ options) =>
    String(path).endsWith("hsts-preload.json") ? "{}" : readFileSync(path, options),
});

// @ts-expect-error -- it has no types
const { scan } = await import("@mdn/mdn-http-observatory");
console.log(JSON.stringify(await scan(process.argv[2])));
