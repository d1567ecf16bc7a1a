// Says why the session is over and that nothing is lost.

import { FailureDetails } from "../failures/failure-details.jsx";
import { clockErrorText } from "../time/clock-text.js";
import { formatMoment } from "../time/format-time.js";
import { Button } from "../ui/button.jsx";
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
 * @param {() => void} [props.onSignIn] where there is that way to another token
 */
export function SessionEndNotice({ end, clockError, systemId, onSignIn }) {
  const { reason, at, failure, revocation } = end;
  if (revocation) return <SignedOut end={end} revocation={revocation} />;
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
          Nothing is lost: the system you chose,{" "}
          <strong translate={false}>{systemId.trim()}</strong>, is kept.
        </p>
      )}
      {onSignIn && (
        <div class="actions">
          <Button onClick={onSignIn}>Sign in instead</Button>
        </div>
      )}
      {failure && <FailureDetails failure={failure} attempt={{ tried: "use my token" }} />}
    </Notice>
  );
}

/**
 * @param {object} props
 * @param {import("./state.js").SessionEnd} props.end
 * @param {import("./state.js").Revocation} props.revocation
 */
function SignedOut({ end: { at }, revocation: { state, failure, logoutUrl } }) {
  return (
    <Notice
      tone={state === "failed" ? "attention" : "neutral"}
      title={state === "failed" ? "Signed out here only" : "Signed out"}
    >
      <p role="status">
        This page has forgotten your token.{" "}
        {state === "asked" && "Tapis is being asked to revoke it…"}
        {state === "done" && "Tapis has revoked it, so nobody can use it any more."}
        {state === "failed" &&
          `Whether Tapis has revoked it is not known. The token says that it ends at ${formatMoment(at, Date.now())}.`}
      </p>
      <p>
        To sign in as someone else, or on a shared computer, <LogoutLink href={logoutUrl} /> first.
        Until then this browser gets in there as you, without your password.
      </p>
      {failure && <FailureDetails failure={failure} attempt={{ tried: "disconnect" }} />}
    </Notice>
  );
}

/** @param {{ href: string }} props */
function LogoutLink({ href }) {
  return (
    <a class="link" href={href} target="_blank" rel="noopener noreferrer">
      end your session at Tapis
    </a>
  );
}
