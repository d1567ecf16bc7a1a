// Each request as it happens, in a sentence: what is asked, what came back, how long it took.

import { formatDuration } from "../time/format-time.js";
import { isWaiting } from "./operation.js";

/** @param {{ operation: import("./operation.js").Operation }} props */
export function StepList({ operation }) {
  return (
    <div class="steps" role="log" aria-label="Steps">
      <ol>
        {operation.steps.map((step, index) => (
          <StepItem
            key={index}
            step={step}
            phase={operation.phase}
            waiting={isWaiting(operation, index)}
          />
        ))}
      </ol>
    </div>
  );
}

/**
 * @param {object} props
 * @param {import("./operation.js").Step} props.step
 * @param {import("./operation.js").Operation["phase"]} props.phase
 * @param {boolean} props.waiting
 */
function StepItem({ step, phase, waiting }) {
  const { message, attempt, response, waitMs } = step;
  const ended = phase === "succeeded" || phase === "failed";
  const open = !ended && (waiting || !response);
  return (
    <li class="step" data-state={open ? "open" : "closed"}>
      <span>
        {message}
        {attempt > 1 && ` (attempt ${attempt})`}…
      </span>{" "}
      {response && (
        <>
          <strong class="step-summary">{response.summary}</strong>
          <span class="step-time">, {formatDuration(response.milliseconds)}</span>
        </>
      )}
      {!response && ended && (
        <span class="step-time">{phase === "succeeded" ? "not needed" : "stopped"}</span>
      )}
      {waiting && (
        <span class="step-time">. Waiting {formatDuration(waitMs)}, then asking again…</span>
      )}
    </li>
  );
}
