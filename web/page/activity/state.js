// The part of the state that is the log of all requests.

import { endsIn } from "../operations/state.js";
import { dropUnanswered, EMPTY_LOG, recordStep } from "./request-log.js";

/** @typedef {import("../operations/state.js").OperationsAction} OperationsAction */

/** @typedef {{ activity: import("./request-log.js").RequestLog }} ActivityState */

/** @type {ActivityState} */
export const NO_ACTIVITY = { activity: EMPTY_LOG };

/**
 * @param {ActivityState} state
 * @param {OperationsAction | import("../operations/state.js").EndAction | { type: "listing-failed" }} action
 * @returns {ActivityState | null}
 */
export function changeActivity({ activity }, action) {
  /** @param {(entry: import("./request-log.js").LogEntry) => boolean} hasEnded */
  const without = (hasEnded) => ({ activity: dropUnanswered(activity, hasEnded) });
  switch (action.type) {
    case "step":
      return { activity: recordStep(activity, action.event, action.at) };
    case "listing-failed":
      return without(({ step }) => step === "list");
    // The definitions of many systems, if it did not need them in the end.
    case "batch-ended":
      return without(({ step, systemId }) => step === "definition" && systemId === "");
    case "token-refused":
      return without(() => true);
    case "forgotten":
      return NO_ACTIVITY;
    default: {
      const ended = new Set(endsIn(action).map(({ systemId }) => systemId));
      return ended.size > 0 ? without(({ systemId }) => ended.has(systemId)) : null;
    }
  }
}
