// Starts Debian's nginx, as whoever runs the tests and from a folder of its own, with the configuration that the build made.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { freePort } from "../site/ports.js";

/** Installed, or unpacked by scripts/lib/install.sh. */
const PROGRAMS = [
  "/usr/sbin/nginx",
  fileURLToPath(new URL("../../build/tools/nginx/usr/sbin/nginx", import.meta.url)),
];

/**
 * Serves a built site.
 *
 * @param {object} options
 * @param {string} options.root folder of the built site
 * @param {{ key: string, cert: string }} [options.tls] https, and whoever comes with http is sent there
 */
export async function startNginx({ root, tls }) {
  const port = await freePort();
  const nginx = await runNginx({ servers: server({ root: resolve(root), port, tls }), port, tls });
  return { port, ...nginx };
}

/**
 * @param {object} options
 * @param {string} options.servers what stands within `http { }`; certificates are cert.pem and key.pem
 * @param {number} options.port one of those on which it listens, to tell when it is ready
 * @param {{ key: string, cert: string }} [options.tls]
 */
export async function runNginx({ servers, port, tls }) {
  const folder = await mkdtemp(join(tmpdir(), "nginx-"));
  await writeFile(join(folder, "nginx.conf"), configuration(servers));
  if (tls) {
    await writeFile(join(folder, "key.pem"), tls.key, { mode: 0o600 });
    await writeFile(join(folder, "cert.pem"), tls.cert);
  }
  const child = spawn(await program(), ["-p", folder, "-c", "nginx.conf", "-e", "stderr"]);
  let complaints = "";
  child.stderr.on("data", (chunk) => (complaints += chunk));
  const close = async () => {
    if (child.exitCode === null && child.kill("SIGTERM")) await once(child, "exit");
    await rm(folder, { recursive: true });
  };
  try {
    await untilReady(port, () => child.exitCode !== null);
  } catch (error) {
    await close();
    throw new Error(`nginx did not start: ${complaints}`, { cause: error });
  }
  return { certificate: join(folder, "cert.pem"), complaints: () => complaints, close };
}

/** @param {{ root: string, port: number, tls?: object }} options */
function server({ root, port, tls }) {
  return `
  server {
    listen 127.0.0.1:${port}${tls ? " ssl" : ""};
    ${tls ? "ssl_certificate cert.pem; ssl_certificate_key key.pem;" : ""}
    ${tls ? `error_page 497 =301 https://$http_host$request_uri;` : ""}
    root "${root}";
    include "${join(root, "_nginx.conf")}";
  }`;
}

/** @param {string} servers */
function configuration(servers) {
  const isRoot = process.getuid?.() === 0;
  return `
daemon off;
pid nginx.pid;
worker_processes 1;
${isRoot ? "user root;" : ""}
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
${servers}
}
`;
}

async function program() {
  for (const path of PROGRAMS) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  throw new Error("There is no nginx. scripts/test installs it.");
}

/**
 * @param {number} port
 * @param {() => boolean} hasEnded
 */
async function untilReady(port, hasEnded) {
  for (let waits = 0; waits < 100; waits += 1) {
    if (hasEnded()) throw new Error("It ended.");
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return;
    } catch {
      await delay(50);
    } finally {
      socket.destroy();
    }
  }
  throw new Error("Nobody answers.");
}
