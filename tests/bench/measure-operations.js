// Takes the time of every operation with every client, over every way and with every latency, one client after another within
// each repetition, so that whatever the machine does besides meets all of them.

import { bundle } from "../peers/bundle.js";
import { startPythonClients } from "../peers/python-clients.js";
import { manySystems } from "../tapis/index.js";
import { runInPage } from "./in-page.js";
import { CLIENTS, isMeasured, OPERATIONS } from "./operations.js";
import { launchUnwatched } from "./unwatched-page.js";

/** @typedef {import("./operations.js").ClientName} ClientName */
/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./network.js").Way} Way */

/**
 * @typedef {object} Series
 * @property {string} operation
 * @property {number} systems
 * @property {number} waves
 * @property {string} protocol
 * @property {boolean} isCrossOrigin
 * @property {number} latency  in milliseconds
 * @property {ClientName} client
 * @property {number[]} times  in milliseconds
 */

const CLIENT_NAMES = /** @type {ClientName[]} */ (Object.keys(CLIENTS));

/**
 * @param {object} options
 * @param {import("../tapis/index.js").Tapis} options.tapis
 * @param {Way[]} options.ways
 * @param {string} options.certificate
 * @param {import("@playwright/test").LaunchOptions} options.browserOptions
 * @param {number[]} options.latencies
 * @param {number} options.repetitions
 * @param {string} options.only  of the operations, those whose names begin so
 * @returns {AsyncGenerator<Series[]>} the series of one operation after another
 */
export async function* measureOperations({
  tapis,
  ways,
  certificate,
  browserOptions,
  latencies,
  repetitions,
  only,
}) {
  const python = startPythonClients({ REQUESTS_CA_BUNDLE: certificate });
  const browser = await launchUnwatched(browserOptions);
  try {
    for (const way of ways) {
      const page = await preparedPage(browser, way);
      for (const latency of latencies) {
        for (const operation of OPERATIONS.filter(({ name }) => name.startsWith(only))) {
          const clients = CLIENT_NAMES.filter((name) => isMeasured(name, operation, way, latency));
          const series = clients.map((client) => ({
            ...{ operation: operation.name, systems: operation.systems, waves: operation.waves },
            ...{ protocol: way.protocol, isCrossOrigin: way.isCrossOrigin, latency, client },
            times: /** @type {number[]} */ ([]),
          }));
          const count = Math.min(repetitions, operation.repetitions ?? repetitions);
          for (let repetition = -1; repetition < count; repetition += 1) {
            for (const { client, times } of rotated(series, repetition)) {
              // The first run of all compiles the code; it is not counted, nor made where it would take long.
              const isSlow =
                operation.createMs || (operation.systems > 3 && CLIENTS[client].isPython);
              if (repetition < 0 && isSlow) continue;
              const time = await runOnce({ tapis, page, python, way, latency, operation, client });
              if (repetition >= 0) times.push(time);
            }
          }
          if (series.length === 0) continue;
          report(series);
          yield series;
        }
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await python.close();
  }
}

/**
 * Another is first each time.
 *
 * @template T
 * @param {T[]} all
 * @param {number} turn
 */
function rotated(all, turn) {
  const first = Math.max(turn, 0) % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

/** @param {import("./unwatched-page.js").UnwatchedBrowser} browser @param {Way} way */
async function preparedPage(browser, way) {
  const page = await browser.open(`${way.site}/`);
  await page.evaluate(await bundle("../bench/hand-written.js", "handWritten"));
  await page.evaluate(await bundle("page-script.js", "typescript"));
  return page;
}

let runs = 0;

/**
 * @param {object} options
 * @param {import("../tapis/index.js").Tapis} options.tapis
 * @param {import("./unwatched-page.js").UnwatchedPage} options.page
 * @param {ReturnType<typeof startPythonClients>} options.python
 * @param {Way} options.way
 * @param {number} options.latency
 * @param {Operation} options.operation
 * @param {ClientName} options.client
 */
async function runOnce({ tapis, page, python, way, latency, operation, client }) {
  runs += 1;
  // New names, so that no preflight comes out of the browser's memory.
  const ids = manySystems(operation.systems).map(({ id }) => `${id}-${runs}`);
  tapis.reset(ids.map((id) => ({ id })));
  tapis.behave({ createMs: operation.createMs ?? 0 });
  if (operation.present) for (const id of ids) tapis.setCredential(id, "ann");
  tapis.latency(latency, { preflights: true });
  const task = {
    operation: operation.function,
    baseUrl: way.api,
    token: await tapis.issueToken(),
    username: "ann",
    systems: ids,
  };
  const time = await (CLIENTS[client].isPython
    ? runPython(python, { client: /** @type {"dapi" | "opsutils"} */ (client), ...task })
    : page.run(runInPage, { client: /** @type {"ours"} */ (client), ...task }));
  const isStored = operation.function !== "revoke";
  if (
    operation.function !== "list" &&
    ids.some((id) => (tapis.credential(id, "ann") !== null) !== isStored)
  )
    throw new Error(`${client} did not do its work: ${operation.name}`);
  return time;
}

/** @param {ReturnType<typeof startPythonClients>} python @param {import("../peers/python-clients.js").Task} task */
async function runPython(python, task) {
  const { error, milliseconds } = await python.run(task);
  if (error) throw new Error(`${task.client}: ${error.type}: ${error.message}`);
  return milliseconds;
}

/** @param {Series[]} series */
function report(series) {
  for (const { operation, protocol, isCrossOrigin, latency, client, times } of series) {
    const median = times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)];
    const where = `${protocol} ${isCrossOrigin ? "cross" : "same"} ${latency} ms`;
    console.log(
      `${where.padEnd(24)}${operation.padEnd(34)}${client.padEnd(12)}${median.toFixed(1)} ms`,
    );
  }
}
