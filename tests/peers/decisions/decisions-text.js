// The comparison of the clients as a document.

import { format, resolveConfig } from "prettier";

import { compare } from "./decisions.js";

/** @typedef {import("./decisions.js").Run} Run */

/**
 * @typedef {object} Row
 * @property {import("./scenarios.js").Scenario} scenario
 * @property {Run} ours
 * @property {Run} opsutils
 * @property {Run} dapi
 */

/** @param {Row[]} rows @returns {Promise<string>} Markdown */
export async function decisionsText(rows) {
  const beside = (/** @type {"opsutils" | "dapi"} */ peer) =>
    counted(rows.map((row) => compare(row.scenario, row.ours, row[peer]).verdict));
  const text = `
# How the clients decide

${rows.length} situations, each met by three clients with the same Tapis behind them: the two functions that people paste into a notebook
(OpsUtils, on tapipy), dapi, and this module in Chromium. A test of this project runs all of them and fails if this page is
out of date, or if ours is worse in anything.

Each cell says how it ended, how many requests were sent and in how many waves (requests that wait for an earlier answer are
in a later wave), and what Tapis then holds of the credentials: good, refused by the host, or none. An error is told by its
kind. What the Python client asks about tenants when it is made is left out.

Beside the notebook functions: ${beside("opsutils")}. Beside dapi: ${beside("dapi")}.

Better is what does what the other fails to do: says what is true, leaves no needless key behind at the Trust Manager System, gets it
done, names the reason; and where both succeed, the one with fewer waves. How long a failure takes is not compared: one that asks again has tried harder. Different is what ours
does on purpose at a price in that situation. The functions of the
notebook have no way to ask for a fresh key, and dapi does not tell created from found.

| situation | OpsUtils | dapi | ours | beside OpsUtils | beside dapi |
| --- | --- | --- | --- | --- | --- |
${rows.map(rowText).join("\n")}
`;
  const config = await resolveConfig(new URL("../../../web/docs/decisions.md", import.meta.url));
  return format(text.trim(), { ...config, parser: "markdown" });
}

/** @param {Row} row */
function rowText({ scenario, ours, opsutils, dapi }) {
  const cells = [scenario.name, ...[opsutils, dapi, ours].map(runText)];
  const verdicts = [opsutils, dapi].map((peer) => {
    const { verdict, because } = compare(scenario, ours, peer);
    return because ? `${verdict}: ${because}` : verdict;
  });
  return `| ${[...cells, ...verdicts].join(" | ")} |`;
}

/** @param {Run} run */
export function runText({ ending, requests, waves, after }) {
  const how = ending.error ? `\`${ending.error}\`` : summary(ending.claim);
  const sent = requests === 0 ? "nothing asked" : `${requests} in ${waves}`;
  return `${how}; ${sent}; ${[...new Set(after.split(", "))].join(", ")}`;
}

/** Of a set-up, how often each. @param {string} claim */
function summary(claim) {
  const words = claim.split(" ");
  return words.length === 1 ? claim : counted(words);
}

/** @param {string[]} words @returns {string} such as "2 created, 1 failed" */
function counted(words) {
  const kinds = [...new Set(words)];
  return kinds.map((kind) => `${words.filter((word) => word === kind).length} ${kind}`).join(", ");
}
