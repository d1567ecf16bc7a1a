// Why there is no session, where that is something to be alarmed about.

import { FailureDetails } from "../failures/failure-details.jsx";
import { Notice } from "../ui/notice.jsx";

/**
 * @param {object} props
 * @param {string} [props.id] of the alert
 * @param {import("../failures/failure.js").Failure | null} props.failure of the last try to connect
 * @param {import("preact").ComponentChildren} props.children what else belongs into the alert
 */
export function ConnectFailure({ id, failure, children }) {
  return (
    <div role="alert" id={id}>
      {children}
      {failure && (
        <Notice tone="bad" title="Not connected">
          <p>{failure.message}</p>
          <FailureDetails failure={failure} attempt={{ tried: "connect with a token" }} />
        </Notice>
      )}
    </div>
  );
}
