// Packs web/ as `npm pack` does and installs the tarball in an empty folder below build/, offline.

import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** @param {string} path below the project */
const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** @returns {Promise<{ folder: string, files: string[] }>} where it is installed, and what the tarball holds */
export async function installPackage() {
  const folder = project("build/package");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: project("web"),
  });
  // npm shows what the scripts print before its own answer.
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf("[")));
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, filename)], {
    cwd: folder,
  });
  return { folder, files: files.map((/** @type {{ path: string }} */ { path }) => path).sort() };
}
