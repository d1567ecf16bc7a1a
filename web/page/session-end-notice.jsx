// Says why the session is over and that nothing is lost.

import { FailureDetails } from "./failure-details.jsx";
import { Notice } from "./notice.jsx";
import { moment } from "./time.js";

/**
 * @param {object} props
 * @param {import("./state.js").SessionEnd} props.end
 * @param {string} props.systemId
 */
export function SessionEndNotice({ end, systemId }) {
  const kept = systemId.trim() && (
    <p>
      Nothing is lost: the system you chose, <strong>{systemId.trim()}</strong>, is kept.
    </p>
  );
  switch (end.reason) {
    case "disconnected":
      return (
        <Notice tone="neutral" title="Disconnected">
          <p>This page has forgotten your token.</p>
        </Notice>
      );
    case "expired":
      return (
        <Notice
          tone="attention"
          title={`Your Tapis session ended at ${moment(end.at, Date.now())}`}
        >
          <p>Its token has run out. Get a new one and connect again.</p>
          {kept}
        </Notice>
      );
    case "rejected":
      return (
        <Notice tone="attention" title="Your Tapis session has ended">
          <p>{end.failure?.message}</p>
          {kept}
          {end.failure && <FailureDetails failure={end.failure} />}
        </Notice>
      );
  }
}
