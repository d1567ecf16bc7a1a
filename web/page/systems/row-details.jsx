// What unfolds below the row of a system: facts about it, and the last operation on it, step by step.

import { isStored } from "../operations/credential-state.js";
import { attemptOf } from "../operations/attempt.js";
import { FailureDetails } from "../failures/failure-details.jsx";
import { isRunning } from "../operations/operation.js";
import { outcomeText } from "../operations/outcome-text.js";
import { StepList } from "../operations/step-list.jsx";
import { ToneIcon } from "../ui/icons.jsx";

const ABOUT_VERIFIED =
  "Tapis can log in for you there. A job needs an allocation as well. TMS keys do not expire at present. Renew makes a new key, which is needed only if the help desk asks; the older public key stays valid at TMS.";

/**
 * @param {object} props
 * @param {import("../../tms.js").SystemSummary} props.system
 * @param {import("../operations/credential-state.js").KnownState} props.known
 * @param {import("../operations/operation.js").Operation | undefined} props.operation
 */
export function RowDetails({ system, known, operation }) {
  const { description, owner, systemType, isDynamicEffectiveUser } = system;
  const outcome = operation && !isRunning(operation) && outcomeText(operation);
  return (
    <>
      <dl class="facts">
        <Fact name="Description">{description || "none"}</Fact>
        <Fact name="Type">{systemType}</Fact>
        <Fact name="Owner">{owner}</Fact>
        <Fact name="Runs as">{isDynamicEffectiveUser ? "you" : "an account of the system’s"}</Fact>
      </dl>
      {known.state === "ready" && !known.disputed && (
        <p class="hint">
          {isStored(known)
            ? "A key is stored. Verify tells whether the host takes it."
            : ABOUT_VERIFIED}
        </p>
      )}
      {operation && operation.steps.length > 0 && <StepList operation={operation} />}
      {outcome && (
        <div class="row-outcome" data-tone={outcome.tone}>
          <ToneIcon tone={outcome.tone} />
          <div class="notice-body">
            <strong>{outcome.title}</strong>
            {outcome.message && <p>{outcome.message}</p>}
            {operation.failure && outcome.tone === "bad" && (
              <FailureDetails failure={operation.failure} attempt={attemptOf(operation)} />
            )}
          </div>
        </div>
      )}
    </>
  );
}

/** @param {{ name: string, children: string }} props */
function Fact({ name, children }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
