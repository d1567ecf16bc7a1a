// Runs a scenario with one client, and judges what came of it beside another's. Every fault has a weight of its own, so that
// "better" always comes with its reason.

import { setTimeout as delay } from "node:timers/promises";

import { SYSTEM, TOKENS } from "./scenarios.js";

/** @typedef {import("../../tapis/index.js").Tapis} Tapis */
/** @typedef {import("./scenarios.js").Scenario} Scenario */

/** Enough for requests that are sent at the same time to overlap at the server. */
const LATENCY_MS = 40;

/**
 * What a client says in the end.
 *
 * @typedef {object} Ending
 * @property {string} claim  what it says of success, or ""
 * @property {string} error  the kind of the error, or ""
 * @property {string} message  of the error
 */

/**
 * @typedef {object} Run
 * @property {Ending} ending
 * @property {number} requests
 * @property {number} waves  the longest row of requests of which each was sent after the one before had been answered
 * @property {string} after  what Tapis holds of the systems that were asked for
 * @property {Record<keyof typeof FAULTS, number>} faults
 */

/** What can be wrong with a run, worst first, and how it is said of the client without the fault. */
const FAULTS = {
  untrue: "says what is true",
  wasted: "leaves no needless key at the Trust Manager System",
  unmet: "gets it done",
  unclear: "names the reason",
};

/**
 * @param {Tapis} tapis
 * @param {Scenario} scenario
 * @param {(token: string) => Promise<Ending>} act
 * @returns {Promise<Run>}
 */
export async function run(tapis, scenario, act) {
  tapis.reset([{ id: SYSTEM }]);
  tapis.latency(LATENCY_MS);
  scenario.given(tapis);
  const token = await TOKENS[scenario.token](tapis);
  const before = stateOf(tapis, scenario);
  const ending = await act(token);
  // Requests that nobody waits for any more may still be on their way.
  while (tapis.requests.some(({ ended }) => !ended)) await delay(5);
  await delay(scenario.settlesMs);
  const after = stateOf(tapis, scenario);
  // What the Python client asks when it is made is not the credential's.
  const requests = tapis.requests.filter(({ path }) => path.startsWith("/v3/systems"));
  return {
    ending,
    requests: requests.length,
    waves: wavesOf(requests),
    after: after.map(describe).join(", "),
    faults: faultsOf(scenario, ending, before, after, tapis.mintedKeys.length),
  };
}

/**
 * @param {Scenario} scenario
 * @param {Run} ours
 * @param {Run} theirs
 * @returns {{ verdict: "same" | "better" | "different" | "worse", because: string }} what ours is beside theirs
 */
export function compare({ differs }, ours, theirs) {
  const kinds = /** @type {(keyof typeof FAULTS)[]} */ (Object.keys(FAULTS));
  const worse = kinds.filter((kind) => ours.faults[kind] > theirs.faults[kind]);
  const better = kinds.filter((kind) => ours.faults[kind] < theirs.faults[kind]);
  if (worse.length > 0 && differs) return { verdict: "different", because: differs };
  if (worse.length > 0) return { verdict: "worse", because: `theirs ${said(worse)}` };
  if (better.length > 0) return { verdict: "better", because: said(better) };
  // How long a failure takes is no measure: one that asks again has tried harder.
  const isDone = ours.ending.error === "" && theirs.ending.error === "";
  if (isDone && ours.waves !== theirs.waves) {
    const because = `${ours.waves} ${ours.waves === 1 ? "wave" : "waves"} of requests, not ${theirs.waves}`;
    return { verdict: ours.waves < theirs.waves ? "better" : "worse", because };
  }
  if (!isDone && ours.requests < theirs.requests && ours.requests === 0)
    return { verdict: "better", because: "asks nothing" };
  return { verdict: "same", because: "" };
}

/** @param {(keyof typeof FAULTS)[]} kinds */
const said = (kinds) => kinds.map((kind) => FAULTS[kind]).join(", ");

/** @typedef {{ stored: boolean, usable: boolean, key: number | undefined }} SystemState */

/** @param {Tapis} tapis @param {Scenario} scenario @returns {SystemState[]} */
function stateOf(tapis, { systems, username, method }) {
  return systems.map((system) => {
    const secret = tapis.credential(system, username)?.methods[method];
    return {
      stored: secret !== undefined,
      usable: secret?.accepted ?? false,
      key: secret?.keyNumber,
    };
  });
}

/** @param {SystemState} state */
function describe({ stored, usable }) {
  if (!stored) return "none";
  return usable ? "good" : "refused";
}

/**
 * @param {Scenario} scenario
 * @param {Ending} ending
 * @param {SystemState[]} before
 * @param {SystemState[]} after
 * @param {number} minted how many keys
 * @returns {Run["faults"]}
 */
function faultsOf({ operation, goal, says, force, systems }, ending, before, after, minted) {
  const failed = ending.error !== "";
  const isOne = systems.length === 1;
  const gained = after.some(({ key }, index) => key !== undefined && key !== before[index].key);
  const lost = before[0].stored && !after[0].stored;
  const isUsable = after.every(({ usable }) => usable);
  const claimIsTrue = operation === "revoke" ? !after[0].stored : isUsable;
  const failureIsTrue = operation === "revoke" ? !lost : !gained;
  const kept = after.filter(({ key }, index) => key !== undefined && key !== before[index].key);
  const needed = kept.filter((_, index) => force || !before[index].usable);
  const reached = {
    usable: isUsable,
    fresh: isUsable && gained,
    gone: after.every(({ stored }) => !stored),
    unchanged: true,
  };
  return {
    untrue: Number(isOne && !(failed ? failureIsTrue : claimIsTrue)),
    wasted: minted - needed.length,
    unmet: Number(!reached[goal]),
    unclear: Number(
      failed && says !== undefined && !says.test(`${ending.error} ${ending.message}`),
    ),
  };
}

/** @param {import("../../tapis/wire/journal.js").JournalEntry[]} requests */
function wavesOf(requests) {
  /** @type {{ endedAt: number, wave: number }[]} */
  const seen = [];
  for (const { startedAt, endedAt } of requests) {
    const earlier = seen.filter((other) => other.endedAt <= startedAt).map(({ wave }) => wave);
    seen.push({ endedAt: endedAt ?? Infinity, wave: 1 + Math.max(0, ...earlier) });
  }
  return Math.max(0, ...seen.map(({ wave }) => wave));
}
