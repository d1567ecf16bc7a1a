// One system in the table: what it is, how the person's credentials on it are, what can be done; and
// unfolded below, the last operation on it, step by step.

import { useRef } from "preact/hooks";

import {
  actionsFor,
  isStored,
  knownStateOf,
  stateInWords,
  timeMayHelp,
} from "../operations/credential-state.js";
import { isRunning } from "../operations/operation.js";
import { formatMoment } from "../time/format-time.js";
import { Button } from "../ui/button.jsx";
import { useFocusFallback } from "../ui/use-focus-fallback.js";
import { CredentialStateView } from "./credential-state-view.jsx";
import { purposeOf } from "./group-systems.js";
import { RowDetails } from "./row-details.jsx";

/** @typedef {import("../operations/operation.js").OperationKind} OperationKind */
/** @typedef {import("../operations/operation.js").Operation} Operation */
/** @typedef {import("../operations/credential-state.js").KnownState} KnownState */
/** @typedef {{ id: string, known: KnownState | null }} TransferNode `known`: null if it is not listed */

/** @type {Record<OperationKind, string>} */
const ACTION_WORDS = {
  check: "Verify",
  establish: "Establish",
  persist: "Keep trying for 5 minutes",
  renew: "Renew",
  revoke: "Revoke",
};

/**
 * @param {object} props
 * @param {import("../../tms.js").SystemSummary} props.system
 * @param {number} props.line
 * @param {number} props.rowIndex
 * @param {import("../operations/credential-state.js").Finding | undefined} props.finding
 * @param {Operation | undefined} props.operation
 * @param {TransferNode | null} props.transferNode through which its jobs move files
 * @param {boolean} props.unfolded
 * @param {(systemId: string) => void} props.onUnfold "" folds
 * @param {(systemId: string) => void} props.onRevoke
 * @param {import("../operations/operation.js").OperationActions} props.controller
 */
export function SystemRow(props) {
  const { system, line, rowIndex, finding, operation, transferNode, unfolded, onUnfold } = props;
  const { id, host, description } = system;
  const name = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const known = knownStateOf(system, finding);
  const details = `details-of-${id}`;
  return (
    <tr class="systems-row systems-line" role="row" data-line={line} aria-rowindex={rowIndex}>
      <th role="rowheader" scope="row" class="cell-system">
        <button
          ref={name}
          type="button"
          class="fold"
          data-control="name"
          aria-expanded={unfolded}
          aria-controls={unfolded ? details : undefined}
          onClick={() => onUnfold(unfolded ? "" : id)}
        >
          <bdi>{id}</bdi>
        </button>
        {description && (
          <span class="cell-description" dir="auto">
            {description}
          </span>
        )}
      </th>
      <td role="cell" class="cell-host" data-label="Host">
        <bdi>{host}</bdi>
      </td>
      <td role="cell" class="cell-purpose" data-label="For">
        <span>
          {purposeOf(system)}
          {!system.enabled && <span class="note">, switched off</span>}
        </span>
      </td>
      <td role="cell" class="cell-method" data-label="Method">
        {system.defaultAuthnMethod || "none"}
      </td>
      <td role="cell" class="cell-credential">
        <CredentialStateView known={known} operation={operation} />
        {transferNode && <AlsoNeeded node={transferNode} />}
      </td>
      <td role="cell" class="cell-verified" data-label="Last verified">
        <Verified known={known} />
      </td>
      <td role="cell" class="cell-actions">
        <RowActions {...props} known={known} onGone={() => name.current} />
      </td>
      {unfolded && (
        <td role="cell" class="cell-details" id={details} aria-colspan={7}>
          <RowDetails system={system} known={known} operation={operation} />
        </td>
      )}
    </tr>
  );
}

/** A job there needs credentials on its data transfer node as well. @param {{ node: TransferNode }} props */
function AlsoNeeded({ node: { id, known } }) {
  const state = known ? stateInWords(known.state) : "not in your list";
  return (
    <span class="note also-needed">
      Also needs <bdi>{id}</bdi> ({state}
      {known && isStored(known) && ", stored"})
    </span>
  );
}

/** @param {{ known: KnownState }} props */
function Verified({ known: { state, checkedAt } }) {
  if (checkedAt !== null) {
    return (
      <time dateTime={new Date(checkedAt).toISOString()}>
        {formatMoment(checkedAt, Date.now())}
      </time>
    );
  }
  return <span class="note">{state === "unsupported" ? "–" : "Not verified"}</span>;
}

/**
 * @param {Parameters<typeof SystemRow>[0] & { known: KnownState, onGone: () => HTMLElement | null }} props
 */
function RowActions({ system: { id }, operation, known, controller, onGone, ...props }) {
  const { onUnfold, onRevoke } = props;
  const group = useRef(/** @type {HTMLDivElement | null} */ (null));
  useFocusFallback(group, onGone);
  const actions = actionsFor(known);
  if (timeMayHelp(operation?.failure ?? null)) actions.unshift("persist");

  /** @param {OperationKind} kind */
  function start(kind) {
    if (kind === "revoke") return onRevoke(id);
    onUnfold(id);
    void controller.run(kind, id);
  }

  if (operation && isRunning(operation)) {
    const cancelling = operation.phase === "cancelling";
    const persists = operation.kind === "persist";
    return (
      <div class="row-actions" ref={group}>
        {controller.isInBatch(id) ? (
          <span class="note">Runs with the others</span>
        ) : (
          <Button
            key="cancel"
            small
            busy={cancelling}
            control="cancel"
            label={persists ? `Stop trying on ${id}` : `Cancel what runs on ${id}`}
            onClick={() => controller.cancel(id)}
          >
            {cancelling ? "Cancelling…" : persists ? "Stop trying" : "Cancel"}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div class="row-actions" ref={group}>
      {actions.map((kind) => (
        <Button
          key={kind}
          small
          look={kind === "revoke" ? "danger" : "plain"}
          control={kind}
          label={`${ACTION_WORDS[kind]}${kind === "persist" ? "" : " credentials"} on ${id}`}
          onClick={() => start(kind)}
        >
          {ACTION_WORDS[kind]}
        </Button>
      ))}
      {actions.length === 0 && <span class="note">None here</span>}
    </div>
  );
}
