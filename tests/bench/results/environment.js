// Where and with what it was measured.

import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

import { CHROMIUM } from "../../browsers.js";

const PIP = fileURLToPath(new URL("../../../build/peers-venv/bin/pip", import.meta.url));

/** @returns {Promise<Record<string, string>>} */
export async function environment() {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  const require = (/** @type {string} */ name) =>
    readFile(new URL(`../../node_modules/${name}/package.json`, import.meta.url), "utf8");
  const python = run(PIP, ["list", "--format=json", "--disable-pip-version-check"]);
  const versionOf = (/** @type {string} */ name) =>
    JSON.parse(python).find((/** @type {{ name: string }} */ each) => each.name === name)?.version;
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus()[0].model.trim()}, ${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: release.match(/^PRETTY_NAME="(.*)"$/m)?.[1] ?? process.platform,
    Chromium: run(String(CHROMIUM.executablePath), ["--version"]).match(/[\d.]+/)?.[0] ?? "",
    "Node.js": process.version.slice(1),
    dapi: versionOf("dapi"),
    tapipy: versionOf("tapipy"),
    "@tapis/tapis-typescript": JSON.parse(await require("@tapis/tapis-typescript")).version,
  };
}

/** @param {string} program @param {string[]} args */
function run(program, args) {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
