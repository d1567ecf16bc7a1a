// Who is connected, where, until when by the word of their token; and the way out, or who supplied the token.

import { clockErrorText, timeSource } from "../time/clock-text.js";
import { formatMoment, NO_KNOWN_END } from "../time/format-time.js";
import { Button } from "../ui/button.jsx";
import { ToneIcon } from "../ui/icons.jsx";

/**
 * @param {object} props
 * @param {import("./state.js").Session} props.session
 * @param {import("../time/clock.js").ClockError | null} props.clockError
 * @param {import("./disconnected-view.js").Host} [props.host]
 * @param {boolean} [props.canRenew] by signing in once more
 * @param {Pick<import("./disconnected-view.js").SessionActions, "disconnect" | "signIn">} props.controller
 */
export function SessionBar({ session, clockError, host, canRenew = false, controller }) {
  const { username, tenant, expiresAt, ending, pastEnd, timeLeft, unconfirmed } = session;
  return (
    <section class="session" part="session" aria-label="Session" data-ending={ending}>
      <p class="session-who">
        {unconfirmed ? "Token of" : "Connected as"} <strong>{username}</strong>
        {unconfirmed && " (not confirmed: Tapis has not answered)"}, tenant{" "}
        <strong>{tenant}</strong>
        {host?.origin && (
          <>
            , from <strong>{host.origin}</strong>
          </>
        )}
      </p>
      {expiresAt < NO_KNOWN_END && (
        <p class="session-until">
          {ending && <ToneIcon tone="attention" />}
          <span>
            The token says that it {pastEnd ? "ended" : "ends"} at{" "}
            {formatMoment(expiresAt, Date.now())}
            {timeLeft && !pastEnd && <span class="session-left"> · {timeLeft} left</span>}
          </span>
        </p>
      )}
      {!host && (
        <div class="session-actions">
          {canRenew && ending && (
            <Button control="sign-in" onClick={controller.signIn}>
              Sign in again
            </Button>
          )}
          <Button onClick={() => void controller.disconnect()}>Disconnect</Button>
        </div>
      )}
      {pastEnd ? (
        <p class="session-advice">
          Its time is over by {timeSource(clockError)}, but only Tapis decides: what you ask is sent
          as before.
          {!host &&
            (canRenew
              ? " To go on with a new token, sign in again: all that is here stays."
              : " If Tapis refuses the token, connect with a new one. The system you chose is kept.")}
        </p>
      ) : (
        ending &&
        !host && (
          <p class="session-advice">
            {canRenew
              ? "To go on after that, sign in again: all that is here stays."
              : "To go on after that, disconnect and connect with a new token. The system you chose is kept."}
          </p>
        )
      )}
      <div class="session-clock" role="status">
        {clockError && (
          <>
            <ToneIcon tone="attention" />
            <p>
              {clockErrorText(clockError)}
              {clockError.source === "server" && " The time left is counted by the server's clock."}
            </p>
          </>
        )}
      </div>
    </section>
  );
}
