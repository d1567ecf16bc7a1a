// Says why the session is over and that nothing is lost.

import { FailureDetails } from "../operations/failure-details.jsx";
import { clockErrorText } from "../time/clock-text.js";
import { formatMoment } from "../time/format-time.js";
import { Notice } from "../ui/notice.jsx";

/**
 * Whether Tapis refused a token that it had never accepted.
 *
 * @param {import("./state.js").SessionEnd | null} end
 */
export function isNeverAccepted(end) {
  return end?.reason === "rejected" && !end.accepted;
}

/**
 * @param {object} props
 * @param {import("./state.js").SessionEnd} props.end
 * @param {import("../time/clock.js").ClockError | null} props.clockError
 * @param {string} props.systemId
 */
export function SessionEndNotice({ end, clockError, systemId }) {
  const { reason, at, failure } = end;
  if (reason === "disconnected") {
    return (
      <Notice tone="neutral" title="Disconnected">
        <p>This page has forgotten your token.</p>
      </Notice>
    );
  }
  const refused = isNeverAccepted(end);
  const hasExpired = failure?.code === "token_expired";
  return (
    <Notice
      tone={refused ? "bad" : "attention"}
      title={refused ? "Not connected" : "Your Tapis session has ended"}
    >
      <p>{failure?.message}</p>
      {hasExpired && (
        <p>
          The token says that it {at <= Date.now() ? "ended" : "ends"} at{" "}
          {formatMoment(at, Date.now())}.
        </p>
      )}
      {hasExpired && clockError && <p>{clockErrorText(clockError)}</p>}
      {systemId.trim() && (
        <p>
          Nothing is lost: the system you chose, <strong>{systemId.trim()}</strong>, is kept.
        </p>
      )}
      {failure && <FailureDetails failure={failure} />}
    </Notice>
  );
}
