// Each request as it happens, in a sentence: what is asked, what came back, how long it took.

import { formatDuration, formatTimeOfDay } from "../time/format-time.js";
import { isFailure, isWaiting, nextTryAt } from "./operation.js";

/** @param {{ operation: import("./operation.js").Operation }} props */
export function StepList({ operation }) {
  const waiting = operation.steps.find((_, index) => isWaiting(operation, index));
  const again = nextTryAt(operation);
  return (
    <div class="steps" role="log" aria-label="Steps">
      <ol>
        {operation.steps.map((step, index) => (
          <StepItem key={index} step={step} phase={operation.phase} />
        ))}
        {waiting && (
          <li class="step step-time" data-state="open" key="waiting">
            {again
              ? `Waiting until ${formatTimeOfDay(again)}, then trying again…`
              : `Waiting ${formatDuration(waiting.waitMs)}, then asking again…`}
          </li>
        )}
      </ol>
    </div>
  );
}

/**
 * @param {object} props
 * @param {import("./operation.js").Step} props.step
 * @param {import("./operation.js").Operation["phase"]} props.phase
 */
function StepItem({ step, phase }) {
  const { message, attempt, response } = step;
  const ended = phase === "succeeded" || phase === "failed";
  const open = !ended && !response;
  const failed = isFailure(response);
  return (
    <li class="step" data-state={open ? "open" : failed ? "failed" : "closed"}>
      <span>
        {message}
        {attempt > 1 && ` (attempt ${attempt})`}…
      </span>{" "}
      {response && (
        <>
          {failed && <span class="visually-hidden">Failed: </span>}
          <strong class="step-summary">{response.summary}</strong>
          <span class="step-time">, {formatDuration(response.milliseconds)}</span>
        </>
      )}
      {!response && ended && (
        <span class="step-time">{phase === "succeeded" ? "not needed" : "stopped"}</span>
      )}
    </li>
  );
}
