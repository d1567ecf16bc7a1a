// What a page inside a host shows while it has no session. There is no way in but through the host: no field, no file.

import { Button } from "../ui/button.jsx";
import { Spinner } from "../ui/icons.jsx";
import { ConnectFailure } from "./connect-failure.jsx";
import { isNeverAccepted, SessionEndNotice } from "./session-end-notice.jsx";
import { StandaloneLink } from "./standalone-link.jsx";

/** @param {import("./disconnected-view.js").DisconnectedViewProps} props */
export function HostedView({ state, view: { host }, controller }) {
  const { ended, connecting, connectFailure, typedSystemId, clockError } = state;
  const refused = isNeverAccepted(ended);
  const notice = ended && (
    <SessionEndNotice end={ended} clockError={clockError} systemId={typedSystemId} />
  );
  return (
    <div class="connect hosted">
      <div class="connect-reason" tabIndex={-1}>
        {!refused && notice}
      </div>
      <ConnectFailure failure={connectFailure}>{refused && notice}</ConnectFailure>
      {connecting || (!ended && !connectFailure) ? (
        <p class="waiting" role="status">
          <Spinner />
          <span>Waiting for your Tapis token{host?.origin && ` from ${host.origin}`}…</span>
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
