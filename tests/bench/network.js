// The ways between the clients and the local Tapis, with Debian's nginx in front of both the page and the API: HTTP/1.1 and
// HTTPS with HTTP/2, the API on an origin of its own (with preflights) or behind a path of the page's.

import { createHash, X509Certificate } from "node:crypto";
import { join, resolve } from "node:path";

import { CHROMIUM } from "../browsers.js";
import { runNginx } from "../deploy/nginx.js";
import { buildSite } from "../site/build.js";
import { freePort } from "../site/ports.js";
import { throwAwayCertificate } from "../tapis/wire/certificate.js";

/**
 * @typedef {object} Way
 * @property {string} protocol  "HTTP/1.1" or "HTTP/2"
 * @property {boolean} isCrossOrigin
 * @property {string} site  origin of the page
 * @property {string} api  base URL of Tapis
 */

/** @param {import("../tapis/index.js").Tapis} tapis */
export async function startNetwork(tapis) {
  const tls = await throwAwayCertificate();
  /** @type {Way[]} */
  const ways = [];
  const servers = [`upstream tapis { server ${new URL(tapis.origin).host}; keepalive 64; }`];
  for (const protocol of ["HTTP/1.1", "HTTP/2"]) {
    const isSecure = protocol === "HTTP/2";
    const [sitePort, apiPort] = [await freePort(), await freePort()];
    const [site, api] = [sitePort, apiPort].map(
      (port) => `${isSecure ? "https" : "http"}://127.0.0.1:${port}`,
    );
    const root = resolve(
      await buildSite({ name: `bench/${isSecure ? "h2" : "h1"}`, apiOrigin: api }),
    );
    servers.push(siteServer({ port: sitePort, isSecure, root }), apiServer(apiPort, isSecure));
    ways.push({ protocol, isCrossOrigin: false, site, api: site });
    ways.push({ protocol, isCrossOrigin: true, site, api });
  }
  const port = Number(new URL(ways[0].site).port);
  const { certificate, close } = await runNginx({ servers: servers.join("\n"), port, tls });
  return { ways, certificate, browserOptions: trusting(tls.cert), close };
}

/**
 * A browser that takes this certificate for a good one: with one that it merely overlooks, it keeps nothing in its cache.
 *
 * @param {string} certificate
 */
function trusting(certificate) {
  const key = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
  const hash = createHash("sha256").update(key).digest("base64");
  const args = [...(CHROMIUM.args ?? []), `--ignore-certificate-errors-spki-list=${hash}`];
  return { ...CHROMIUM, args };
}

const TO_TAPIS = `proxy_pass http://tapis; proxy_http_version 1.1; proxy_set_header Connection "";`;

/** @param {number} port @param {boolean} isSecure */
function listen(port, isSecure) {
  const secure = "ssl http2; ssl_certificate cert.pem; ssl_certificate_key key.pem";
  return `listen 127.0.0.1:${port}${isSecure ? ` ${secure}` : ""}; http2_max_concurrent_streams 256; keepalive_requests 1000000;`;
}

/** @param {{ port: number, isSecure: boolean, root: string }} options */
function siteServer({ port, isSecure, root }) {
  return `
  server {
    ${listen(port, isSecure)}
    gzip on;
    gzip_types text/css text/javascript application/json application/wasm image/svg+xml;
    root "${root}";
    location /v3/ { ${TO_TAPIS} }
    include "${join(root, "_nginx.conf")}";
  }`;
}

/** @param {number} port @param {boolean} isSecure */
function apiServer(port, isSecure) {
  return `
  server {
    ${listen(port, isSecure)}
    location / { ${TO_TAPIS} }
  }`;
}
