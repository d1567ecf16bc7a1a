#!/usr/bin/env node
// Runs clang-tidy on every source file of some builds, as many at a time as there are processors:
//   node tests/lint/tidy.js --clang-tidy PROGRAM --stamps FOLDER [--root FOLDER] (-- BUILD [ARGUMENT ...]) ...
// BUILD is a folder with a compile_commands.json, and each ARGUMENT is clang-tidy's for it. A file of several builds is
// checked as the first compiles it, and a build that adds none was not configured as it should be. What has not changed
// since it was clean is not checked again: FOLDER keeps for each file a hash of all that the answer depends on.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * @typedef {object} Task
 * @property {string} file
 * @property {string} build folder
 * @property {string[]} extra arguments
 * @property {string} command that compiles the file
 */

/** @param {string} path */
const textOf = cached((path) => readFile(path, "utf8").catch(() => null));

/** @param {string} program */
const versionOf = cached(async (program) => (await run(program, ["--version"])).stdout);

/**
 * @template Value
 * @param {(key: string) => Promise<Value>} find
 * @returns {(key: string) => Promise<Value>}
 */
function cached(find) {
  /** @type {Map<string, Promise<Value>>} */
  const found = new Map();
  return (key) => {
    const value = found.get(key) ?? find(key);
    found.set(key, value);
    return value;
  };
}

/**
 * @param {string[][]} builds
 * @param {string} root
 * @returns {Promise<Task[]>}
 */
async function tasksOf(builds, root) {
  /** @type {Map<string, Task>} */
  const tasks = new Map();
  for (const [build, ...extra] of builds) {
    const before = tasks.size;
    const database = JSON.parse(await readFile(join(build, "compile_commands.json"), "utf8"));
    for (const { file, directory, command } of database) {
      const path = resolve(directory, file);
      const isOurs = path.startsWith(root + sep) && !path.startsWith(resolve(build) + sep);
      if (isOurs && !tasks.has(path)) tasks.set(path, { file: path, build, extra, command });
    }
    if (tasks.size === before)
      throw new Error(`${build} compiles nothing that is not checked yet.`);
  }
  return [...tasks.values()];
}

/**
 * A source file and all that it includes, but for what the compiler finds by itself: its version stands for that.
 *
 * @param {string} file
 * @param {string[]} folders to look in
 * @param {Map<string, string>} texts by path, to be filled
 */
async function collectIncludes(file, folders, texts) {
  const text = await textOf(file);
  if (text === null || texts.has(file)) return text !== null;
  texts.set(file, text);
  for (const [, name] of text.matchAll(/^\s*#\s*include\s*["<]([^">]+)[">]/gm)) {
    for (const folder of [dirname(file), ...folders]) {
      if (await collectIncludes(join(folder, name), folders, texts)) break;
    }
  }
  return true;
}

/**
 * @param {Task} task
 * @param {{ clangTidy: string, root: string }} options
 */
async function keyOf({ file, build, extra, command }, { clangTidy, root }) {
  const words = command.split(/\s+/);
  const folders = words.flatMap((word, index) => {
    if (word === "-isystem" || word === "-I") return [words[index + 1]];
    return word.startsWith("-I") ? [word.slice(2)] : [];
  });
  /** @type {Map<string, string>} */
  const texts = new Map();
  await collectIncludes(
    file,
    folders.map((folder) => resolve(build, folder)),
    texts,
  );
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    texts.set(join(folder, ".clang-tidy"), (await textOf(join(folder, ".clang-tidy"))) ?? "");
    if (folder === root || folder === dirname(folder)) break;
  }
  const everything = [
    await versionOf(clangTidy),
    await versionOf(words[0]),
    command,
    extra,
    [...texts].sort(),
  ];
  return createHash("sha256").update(JSON.stringify(everything)).digest("hex");
}

/**
 * @param {Task} task
 * @param {string} clangTidy
 * @returns {Promise<string>} what it found, or nothing
 */
async function findings({ file, build, extra }, clangTidy) {
  try {
    await run(clangTidy, ["--quiet", "-p", build, ...extra, file], { maxBuffer: MOST_OUTPUT });
    return "";
  } catch (error) {
    const { stdout, stderr, message } =
      /** @type {{ stdout?: string, stderr?: string, message: string }} */ (error);
    // It counts on standard error what it does not show.
    const said = (stderr ?? "").replaceAll(/^\d+ warnings?.* generated\.\n?/gm, "");
    return `${stdout ?? ""}${said}`.trim() || message;
  }
}

/**
 * @param {string[]} words
 * @returns {string[][]} what stands between the words "--"
 */
function groupsOf(words) {
  const end = words.indexOf("--");
  return end < 0 ? [words] : [words.slice(0, end), ...groupsOf(words.slice(end + 1))];
}

const [own, ...builds] = groupsOf(process.argv.slice(2));
const { values } = parseArgs({
  args: own,
  options: {
    "clang-tidy": { type: "string", default: "" },
    stamps: { type: "string", default: "" },
    root: { type: "string", default: fileURLToPath(new URL("../../", import.meta.url)) },
  },
});
const { "clang-tidy": clangTidy, stamps } = values;
if (!clangTidy || !stamps || builds.length === 0) {
  console.error(
    "Usage: tidy.js --clang-tidy PROGRAM --stamps FOLDER (-- BUILD [ARGUMENT ...]) ...",
  );
  process.exit(2);
}
const root = resolve(values.root);
const tasks = await tasksOf(builds, root);
const counts = { clean: 0, unchanged: 0, faulty: 0 };

/** @param {Task} task */
async function check(task) {
  const name = relative(root, task.file);
  const stamp = join(stamps, `${name}.clean`);
  const key = await keyOf(task, { clangTidy, root });
  if ((await readFile(stamp, "utf8").catch(() => "")) === key) {
    counts.unchanged += 1;
    return;
  }
  const found = await findings(task, clangTidy);
  if (found) {
    counts.faulty += 1;
    console.log(`${name}:\n${found}\n`);
    return;
  }
  counts.clean += 1;
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, key);
}

const queue = tasks.values();
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const task of queue) await check(task);
  }),
);
const { clean, unchanged, faulty } = counts;
console.log(
  `${clean} clean, ${unchanged} unchanged since they were clean, ${faulty} with findings`,
);
process.exitCode = faulty > 0 ? 1 : 0;
