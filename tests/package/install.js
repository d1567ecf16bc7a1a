// Packs web/ as `npm pack` does and installs the tarball in an empty folder below build/, offline.

import { execFile } from "node:child_process";
import { cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** @param {string} path below the project */
const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const NOT_PACKED = /\/web\/(node_modules|dist|examples)$/;

/**
 * @param {string} [name] of the folder
 * @returns {Promise<{ folder: string, tarball: string, files: string[] }>} where it is installed, and what the tarball holds
 */
export async function installPackage(name = "package") {
  const folder = project(`build/${name}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // In a copy: npm puts what it packs into the folder, and more than one test may be at it.
  const copy = project(`build/${name}-source`);
  const source = join(copy, "web");
  await rm(copy, { recursive: true, force: true });
  await cp(project("web"), source, { recursive: true, filter: (path) => !NOT_PACKED.test(path) });
  await symlink(project("dist"), join(copy, "dist"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: source,
  });
  // npm shows what the scripts print before its own answer.
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf("[")));
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, filename)], {
    cwd: folder,
  });
  return {
    folder,
    tarball: join(folder, filename),
    files: files.map((/** @type {{ path: string }} */ { path }) => path).sort(),
  };
}
