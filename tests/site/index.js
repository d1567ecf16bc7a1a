// Serves a built site as its host would: the folder's files with the headers of its `_headers` file, index.html for
// folders, and a file's precompressed `.br` where the browser takes it.

import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import fastifyStatic from "@fastify/static";
import Fastify from "fastify";
import { headersFor, parseHeadersFile } from "./headers-file.js";

const HEADERS_FILE = "_headers";

/**
 * @typedef {object} SiteOptions
 * @property {string} root  the folder
 * @property {number} [port]  0 for any free port
 * @property {string} [host]
 * @property {Record<string, () => unknown>} [extraRoutes]  path to what is answered there as JSON
 */

/**
 * @param {SiteOptions} options
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function startSite({ root, port = 0, host = "127.0.0.1", extraRoutes = {} }) {
  const rules = parseHeadersFile(await readHeadersFile(root));
  const app = Fastify({ forceCloseConnections: true });

  app.addHook("onSend", async (request, reply) => {
    // The registered type for scripts is text/javascript; the library still sends the obsolete one.
    const type = String(reply.getHeader("content-type"));
    if (type.startsWith("application/javascript")) reply.type("text/javascript; charset=utf-8");
    reply.headers(headersFor(rules, new URL(request.url, "http://site").pathname));
  });
  app.register(fastifyStatic, {
    root: resolve(root),
    preCompressed: true,
    redirect: true,
    cacheControl: false,
    allowedPath: (path) => path !== `/${HEADERS_FILE}`,
  });
  for (const [path, answer] of Object.entries(extraRoutes)) {
    app.get(path, async () => answer());
  }
  app.setNotFoundHandler((_request, reply) => {
    reply.code(404).type("text/plain; charset=utf-8").send("Not Found\n");
  });

  await app.listen({ port, host });
  const address = /** @type {import("node:net").AddressInfo} */ (app.server.address());
  return { origin: `http://${host}:${address.port}`, close: () => app.close() };
}

/**
 * A folder without the file is served without extra headers.
 * @param {string} root
 */
async function readHeadersFile(root) {
  try {
    return await readFile(join(root, HEADERS_FILE), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}
