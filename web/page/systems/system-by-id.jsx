// Any system by its id, also one that is not in the list, and what can be done with the credentials
// on it.

import { useId, useRef, useState } from "preact/hooks";

import { isRunning } from "../operations/operation.js";
import { Button } from "../ui/button.jsx";
import { RevokeDialog } from "./revoke-dialog.jsx";
import { unlistedText } from "./state.js";

/** What nobody types into a field of one line. */
const NOTHING = "\n";

/**
 * @param {object} props
 * @param {import("./state.js").SystemsState & import("../operations/state.js").OperationsState} props.state
 * @param {readonly string[]} props.systems the ids to suggest
 * @param {import("./state.js").SystemsActions & import("../operations/operation.js").OperationActions} props.controller
 */
export function SystemById({ state, systems, controller }) {
  const { listing, typedSystemId, systemIdMissing } = state;
  const id = useId();
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [revoking, setRevoking] = useState("");
  const [asked, setAsked] = useState({ open: false, typed: NOTHING });
  const named = typedSystemId.trim();
  const operation = state.operations.get(named);
  const running = isRunning(operation);
  // There are the rows; unless the list has none, did not come, or a system is named here.
  const hasList = listing.systems ? listing.systems.length > 0 : listing.loading;
  const open = asked.typed === typedSystemId ? asked.open : !hasList || typedSystemId !== "";

  /** @param {import("../operations/operation.js").OperationKind} kind */
  function start(kind) {
    if (named === "") field.current?.focus();
    void controller.runNamed(kind);
  }

  /** @param {import("../operations/operation.js").OperationKind} kind */
  const busy = (kind) => running && operation?.kind === kind;

  const hint = running
    ? `Something is under way on ${named}. Wait for it, or cancel it.`
    : state.unlisted?.systemId === named && !operation
      ? unlistedText(state.unlisted)
      : "For a system that is not in the list, or when the list did not load.";

  return (
    <form
      class="panel named"
      aria-labelledby={`${id}-heading`}
      onSubmit={(event) => {
        event.preventDefault();
        start("check");
      }}
    >
      <h2 id={`${id}-heading`}>
        <button
          type="button"
          class="fold"
          aria-expanded={open}
          aria-controls={open ? `${id}-body` : undefined}
          onClick={() => setAsked({ open: !open, typed: typedSystemId })}
        >
          <span>Any system, by its id</span>
        </button>
      </h2>
      {open && (
        <div class="named-body" id={`${id}-body`}>
          <label for={`${id}-system`}>System</label>
          <input
            id={`${id}-system`}
            ref={field}
            class="field"
            data-control="system-id"
            type="text"
            list={`${id}-systems`}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={typedSystemId}
            aria-invalid={systemIdMissing}
            aria-describedby={systemIdMissing ? `${id}-error` : `${id}-hint`}
            onInput={({ currentTarget: { value } }) => {
              setAsked({ open: true, typed: value });
              controller.enterSystem(value);
            }}
          />
          <datalist id={`${id}-systems`}>
            {systems.map((system) => (
              <option key={system} value={system} />
            ))}
          </datalist>
          {systemIdMissing ? (
            <p class="field-error" id={`${id}-error`}>
              Name a system first, such as {systems[0] ?? "stampede3"}.
            </p>
          ) : (
            <p class="hint" id={`${id}-hint`}>
              {hint}
            </p>
          )}
          <div class="actions">
            <Button type="submit" disabled={running} busy={busy("check")}>
              Check
            </Button>
            <Button
              disabled={running}
              busy={busy("establish") || busy("renew")}
              onClick={() => start("establish")}
            >
              Establish
            </Button>
            <Button
              look="danger"
              disabled={running}
              busy={busy("revoke")}
              onClick={() => (named === "" ? start("revoke") : setRevoking(named))}
            >
              Revoke
            </Button>
          </div>
          <p class="hint">
            Check tries your credentials on the system. Establish creates them where they are
            missing and leaves working ones alone. Revoke removes them.
          </p>
        </div>
      )}
      {revoking !== "" && (
        <RevokeDialog
          systemId={revoking}
          onClose={(confirmed) => {
            setRevoking("");
            if (confirmed) void controller.runNamed("revoke", revoking);
          }}
        />
      )}
    </form>
  );
}
