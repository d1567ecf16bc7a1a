// Says why the session is over and that nothing is lost.

import { clockSentence } from "./clock-words.js";
import { FailureDetails } from "./failure-details.jsx";
import { Notice } from "./notice.jsx";
import { moment } from "./time.js";

/**
 * @param {object} props
 * @param {import("./state.js").SessionEnd} props.end
 * @param {import("./clock.js").ClockError | null} props.clockError
 * @param {string} props.systemId
 */
export function SessionEndNotice({ end, clockError, systemId }) {
  const { reason, at, taken, failure } = end;
  if (reason === "disconnected") {
    return (
      <Notice tone="neutral" title="Disconnected">
        <p>This page has forgotten your token.</p>
      </Notice>
    );
  }
  const hasExpired = failure?.code === "token_expired";
  return (
    <Notice tone="attention" title={taken ? "Your Tapis session has ended" : "Not connected"}>
      <p>{failure?.message}</p>
      {hasExpired && (
        <p>
          {at <= Date.now() ? "The token says that it ended" : "The token says that it ends"} at{" "}
          {moment(at, Date.now())}.{clockError && ` ${clockSentence(clockError)}`}
        </p>
      )}
      {systemId.trim() && (
        <p>
          Nothing is lost: the system you chose, <strong>{systemId.trim()}</strong>, is kept.
        </p>
      )}
      {failure && <FailureDetails failure={failure} />}
    </Notice>
  );
}
