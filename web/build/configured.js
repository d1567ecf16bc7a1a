// What the deployment's list decides about the site: config.json, the security headers, and the policy in the documents.
// Everything else in dist/ is the same for every deployment.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import {
  headerRules,
  headersFile,
  headersOfUnknownPaths,
  metaContentSecurityPolicy,
} from "./headers.js";
import { readerBeside, withIntegrity } from "./integrity.js";
import { nginxFile } from "./nginx.js";

/** Files of dist/ and the source of each, below web/. */
const DOCUMENTS = [
  ["index.html", "index.html"],
  ["embed/index.html", "embed/index.html"],
  ["404.html", "404.html"],
];

/**
 * @param {string} out folder that holds everything else already: the documents say which bytes they load
 * @param {import("../page/config.js").Config} config
 */
export async function writeConfigured(out, config) {
  const rules = headerRules(config);
  const meta = metaContentSecurityPolicy(config);
  await Promise.all([
    writeFile(join(out, "config.json"), `${JSON.stringify(config, null, 2)}\n`),
    writeFile(join(out, "_headers"), headersFile(rules)),
    writeFile(join(out, "_nginx.conf"), nginxFile(rules, headersOfUnknownPaths(config))),
  ]);
  for (const [file, from] of DOCUMENTS) {
    const document = await withIntegrity(await html(from, meta), readerBeside(out, file));
    await mkdir(dirname(join(out, file)), { recursive: true });
    await writeFile(join(out, file), document);
  }
}

/**
 * A document with the policy as a meta element, which must come before anything that it governs.
 *
 * @param {string} file below web/
 * @param {string} policy
 */
async function html(file, policy) {
  const text = await readFile(fileURLToPath(new URL(`../${file}`, import.meta.url)), "utf8");
  const charset = '<meta charset="utf-8" />';
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  return text.replace(charset, `${charset}\n    ${meta}`);
}
