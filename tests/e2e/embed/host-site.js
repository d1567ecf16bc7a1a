// A site of somebody else's around the embed or the element: one page, with the headers that a test wants to see.

import Fastify from "fastify";

/** By path: what such sites send. */
const HEADERS = /** @type {Record<string, Record<string, string>>} */ ({
  "/": {},
  "/without-wasm": { "Content-Security-Policy": "script-src http: https:" },
  "/isolated": {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
  },
});

const HTML = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,"></head>
  <body><h1>A host</h1><main></main></body>
</html>`;

/** @returns {Promise<{ origin: string, close: () => Promise<void> }>} */
export async function startHostSite() {
  const app = Fastify({ forceCloseConnections: true });
  for (const [path, headers] of Object.entries(HEADERS)) {
    app.get(path, async (_request, reply) => reply.headers(headers).type("text/html").send(HTML));
  }
  await app.listen({ port: 0, host: "127.0.0.1" });
  const address = /** @type {import("node:net").AddressInfo} */ (app.server.address());
  return { origin: `http://127.0.0.1:${address.port}`, close: () => app.close() };
}
