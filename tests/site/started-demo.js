// The demo program, started as a newcomer does, and stopped.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("demo.js", import.meta.url));

/** @param {...string} flags */
export async function startDemo(...flags) {
  const child = spawn(process.execPath, [PROGRAM, ...flags]);
  let output = "";
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (chunk) => (output += chunk));
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk;
    const origins = /^page=(\S+) tapis=(\S+)$/m.exec(output);
    if (origins) return { child, output, page: origins[1], tapis: origins[2] };
  }
  throw new Error(`The demo ended early:\n${output}`);
}

/** @param {import("node:child_process").ChildProcess} child @param {NodeJS.Signals} [signal] */
export async function stop(child, signal = "SIGTERM") {
  const exit = once(child, "exit");
  child.kill(signal);
  const [code] = await exit;
  return code;
}
