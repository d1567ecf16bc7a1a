// How the person's credentials on a system are, in a mark and a word; or what is being done about them.

import { CONDITION_WORDS, conditionAfter } from "../operations/credential-state.js";
import { doingNow, isRunning } from "../operations/operation.js";
import { Spinner, TONE_SHAPES } from "../ui/icons.jsx";

/** @typedef {import("../operations/operation.js").Operation} Operation */
/** @typedef {import("../operations/credential-state.js").Standing} Standing */
/** @typedef {import("../operations/credential-state.js").Condition | "stored"} ConditionMark */

/** @type {Record<ConditionMark, [tone: import("../ui/icons.jsx").Tone, shape: string]>} `ready` is solid, `stored` only drawn */
const CONDITION_MARKS = {
  ready: ["good", "M8 1.5a6.5 6.5 0 1 0 0 13A6.5 6.5 0 0 0 8 1.5Z"],
  stored: ["good", TONE_SHAPES.good],
  missing: ["neutral", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z"],
  refused: ["bad", TONE_SHAPES.bad],
  unreachable: ["attention", TONE_SHAPES.attention],
  unsupported: ["neutral", "M2 2h12v12H2ZM5 8h6"],
  forbidden: ["attention", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM3.2 12.8l9.6-9.6"],
  unknown: ["neutral", "M8 1 15 8 8 15 1 8ZM6.4 6.6a1.7 1.7 0 1 1 1.8 1.9v.8M8.2 11.3v.1"],
};

/** @param {{ mark: ConditionMark }} props */
function ConditionIcon({ mark }) {
  const [tone, shape] = CONDITION_MARKS[mark];
  return (
    <svg class="icon condition-icon" data-tone={tone} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shape} data-solid={mark === "ready"} />
      {mark === "ready" && <path class="tick" d="M4.9 8.2l2.2 2.2 4.1-4.6" />}
    </svg>
  );
}

/** @param {{ standing: Standing, operation: Operation | undefined }} props */
export function ConditionOf({ standing: { condition, checkedAt }, operation }) {
  if (operation && isRunning(operation)) {
    return (
      <span class="condition">
        {operation.phase === "queued" ? <span class="icon" /> : <Spinner />}
        <span>{doingNow(operation)}…</span>
      </span>
    );
  }
  const stored = condition === "ready" && checkedAt === null;
  return (
    <span class="condition">
      <ConditionIcon mark={stored ? "stored" : condition} />
      <span>
        {CONDITION_WORDS[condition]}
        {stored && <span class="cell-note">, stored</span>}
        {operation && failedForNow(operation) && (
          <span class="cell-note condition-failed">Last try failed</span>
        )}
      </span>
    </span>
  );
}

/**
 * A failure that says nothing about the system itself, so that its condition does not tell it.
 *
 * @param {Operation} operation
 */
function failedForNow(operation) {
  const { failure } = operation;
  return failure && failure.code !== "cancelled" && conditionAfter(operation) === null;
}
