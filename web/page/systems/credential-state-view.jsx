// How the person's credentials on a system are, in a mark and a word; or what is being done about them.

import {
  CREDENTIAL_STATE_WORDS,
  credentialStateAfter,
  isStored,
  refusalOfNewKey,
} from "../operations/credential-state.js";
import { isRunning, nextTryAt, progressWord } from "../operations/operation.js";
import { formatMoment, formatTimeOfDay } from "../time/format-time.js";
import { Spinner, TONE_SHAPES } from "../ui/icons.jsx";

/** @typedef {import("../operations/operation.js").Operation} Operation */
/** @typedef {import("../operations/credential-state.js").KnownState} KnownState */
/** @typedef {import("../operations/credential-state.js").CredentialState | "stored"} CredentialMark */

/** @type {Record<CredentialMark, [tone: import("../ui/icons.jsx").Tone, shape: string]>} `stored` is a key: nobody has tried it */
const CREDENTIAL_MARKS = {
  ready: ["good", "M8 1.5a6.5 6.5 0 1 0 0 13A6.5 6.5 0 0 0 8 1.5Z"],
  stored: ["neutral", "M5 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM8.5 8H15v3M11.7 8v2.4"],
  missing: ["neutral", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z"],
  refused: ["bad", TONE_SHAPES.bad],
  unreachable: ["attention", TONE_SHAPES.attention],
  unsupported: ["neutral", "M2 2h12v12H2ZM5 8h6"],
  forbidden: ["attention", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM3.2 12.8l9.6-9.6"],
  unknown: ["neutral", "M8 1 15 8 8 15 1 8ZM6.4 6.6a1.7 1.7 0 1 1 1.8 1.9v.8M8.2 11.3v.1"],
};

/** @param {{ mark: CredentialMark }} props */
function CredentialIcon({ mark }) {
  const [tone, shape] = CREDENTIAL_MARKS[mark];
  return (
    <svg class="icon credential-icon" data-tone={tone} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shape} data-solid={mark === "ready"} />
      {mark === "ready" && <path class="tick" d="M4.9 8.2l2.2 2.2 4.1-4.6" />}
    </svg>
  );
}

/** @param {{ known: KnownState, operation: Operation | undefined }} props */
export function CredentialStateView({ known, operation }) {
  if (operation && isRunning(operation)) {
    const again = nextTryAt(operation);
    return (
      <span class="credential">
        {operation.phase === "queued" ? <span class="icon" /> : <Spinner />}
        <span>
          {progressWord(operation)}…
          {again > 0 && (
            <span class="note credential-more">Next try at {formatTimeOfDay(again)}</span>
          )}
        </span>
      </span>
    );
  }
  const { state, foundAt, disputed } = known;
  const stored = isStored(known);
  const lastTry = operation && lastTryOf(operation);
  return (
    <span class="credential">
      <CredentialIcon mark={disputed ? "unknown" : stored ? "stored" : state} />
      <span>
        {CREDENTIAL_STATE_WORDS[state]}
        {disputed && ` at ${formatMoment(Number(foundAt), Date.now())}`}
        {disputed && (
          <span class="note">
            ; the list says that {state === "missing" ? "something" : "nothing"} is stored: verify
          </span>
        )}
        {stored && <span class="note">, stored</span>}
        {lastTry && <span class="note credential-more credential-failed">{lastTry}</span>}
      </span>
    </span>
  );
}

/**
 * What the state does not tell of the last operation: that a new key was refused, or that it failed and says nothing about
 * the system itself.
 *
 * @param {Operation} operation
 */
function lastTryOf(operation) {
  const { failure } = operation;
  if (!failure || failure.code === "cancelled") return "";
  const refusal = refusalOfNewKey(failure);
  if (refusal) return `Last try: ${refusal}`;
  return credentialStateAfter(operation) === null ? "Last try failed" : "";
}
