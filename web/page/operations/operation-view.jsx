// What became, or is becoming, of the operation that was started by name: its outcome, what to do next, and its steps.
// The two live regions are always there, empty at first, so that screen readers announce what
// appears in them.

import { useRef } from "preact/hooks";

import { Button } from "../ui/button.jsx";
import { Spinner, ToneIcon } from "../ui/icons.jsx";
import { useFocusFallback } from "../ui/use-focus-fallback.js";
import { timeMayHelp } from "./credential-state.js";
import { attemptOf } from "./attempt.js";
import { FailureDetails } from "../failures/failure-details.jsx";
import { isRunning } from "./operation.js";
import { outcomeText } from "./outcome-text.js";
import { StepList } from "./step-list.jsx";

/**
 * @param {object} props
 * @param {import("./operation.js").Operation | null} props.operation
 * @param {boolean} props.connected whether a follow-up can be started
 * @param {import("./operation.js").OperationActions} props.controller
 */
export function OperationView({ operation, connected, controller }) {
  const panel = useRef(/** @type {HTMLDivElement | null} */ (null));
  useFocusFallback(panel, () => panel.current);
  const outcome = operation && outcomeText(operation);
  const running = isRunning(operation);
  const failure = outcome?.tone === "bad" && operation?.failure;
  const text = outcome && (
    <>
      {running ? <Spinner /> : <ToneIcon tone={outcome.tone} />}
      <div class="notice-body">
        <strong class="notice-title">{outcome.title}</strong>
        {outcome.message && <p>{outcome.message}</p>}
      </div>
    </>
  );
  return (
    <section class="operation" aria-label="Result">
      <div
        ref={panel}
        class="outcome"
        data-tone={outcome?.tone ?? "none"}
        data-running={running}
        tabIndex={-1}
      >
        <div class="outcome-text" role="status">
          {!failure && text}
        </div>
        <div class="outcome-text" role="alert">
          {failure && text}
        </div>
        {operation && failure && (
          <FailureDetails failure={failure} attempt={attemptOf(operation)} />
        )}
        {operation && (
          <FollowUp operation={operation} connected={connected} controller={controller} />
        )}
      </div>
      {operation && operation.steps.length > 0 && <StepList operation={operation} />}
    </section>
  );
}

/**
 * @param {object} props
 * @param {import("./operation.js").Operation} props.operation
 * @param {boolean} props.connected
 * @param {import("./operation.js").OperationActions} props.controller
 */
function FollowUp({ operation, connected, controller }) {
  const { kind, systemId, phase, result, failure } = operation;
  // The keys keep one button from turning into another under the finger that presses it.
  if (controller.isInBatch(systemId)) {
    return (
      <p class="hint" key="batch">
        Runs with the others.
      </p>
    );
  }
  if (isRunning(operation)) {
    return (
      <div class="actions" key="cancel">
        <Button busy={phase === "cancelling"} onClick={() => controller.cancel(systemId)}>
          {phase === "cancelling" ? "Cancelling…" : kind === "persist" ? "Stop trying" : "Cancel"}
        </Button>
      </div>
    );
  }
  if (!connected) return null;
  if (timeMayHelp(failure)) {
    return (
      <div class="actions" key="persist">
        <Button onClick={() => void controller.runNamed("persist", systemId)}>
          Keep trying for 5 minutes
        </Button>
        <p class="hint">
          A host may take some minutes to know a new account or key. It is tried four times at most.
        </p>
      </div>
    );
  }
  if (failure?.retryable) {
    return (
      <div class="actions" key="retry">
        <Button onClick={() => void controller.runNamed(kind, systemId)}>Try again</Button>
      </div>
    );
  }
  if (result?.status === "valid" || result?.status === "exists") {
    return (
      <div class="actions" key="renew">
        <Button onClick={() => void controller.runNamed("renew", systemId)}>
          Renew credentials
        </Button>
        <p class="hint">
          Makes a new key in place of the stored one. Only needed if you want a fresh key.
        </p>
      </div>
    );
  }
  return null;
}
