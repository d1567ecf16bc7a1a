// What a page inside a host shows while it has no session. There is no way in but through the host: no field, no file.

import { FailureDetails } from "../operations/failure-details.jsx";
import { Button } from "../ui/button.jsx";
import { Spinner } from "../ui/icons.jsx";
import { Notice } from "../ui/notice.jsx";
import { isNeverAccepted, SessionEndNotice } from "./session-end-notice.jsx";
import { StandaloneLink } from "./standalone-link.jsx";

/** @param {import("./disconnected-view.js").DisconnectedViewProps} props */
export function HostedView({ state, view: { host }, controller }) {
  const { ended, connecting, connectFailure, typedSystemId, clockError } = state;
  const refused = isNeverAccepted(ended);
  return (
    <div class="connect hosted">
      <div class="connect-reason" tabIndex={-1}>
        {ended && !refused && (
          <SessionEndNotice end={ended} clockError={clockError} systemId={typedSystemId} />
        )}
      </div>
      <div role="alert">
        {ended && refused && (
          <SessionEndNotice end={ended} clockError={clockError} systemId={typedSystemId} />
        )}
        {connectFailure && (
          <Notice tone="bad" title="Not connected">
            <p>{connectFailure.message}</p>
          </Notice>
        )}
      </div>
      {connectFailure && <FailureDetails failure={connectFailure} />}
      {connecting || (!ended && !connectFailure) ? (
        <p class="waiting" role="status">
          <Spinner />
          Waiting for your Tapis token{host?.origin && ` from ${host.origin}`}…
        </p>
      ) : (
        <div class="actions">
          <Button look="primary" onClick={controller.reconnect}>
            Connect again
          </Button>
          {host?.standalone && <StandaloneLink href={host.standalone} />}
        </div>
      )}
    </div>
  );
}
