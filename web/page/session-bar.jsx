// Who is connected, where, until when; and the way out, or who supplied the token.

import { Button } from "./button.jsx";
import { ToneIcon } from "./icons.jsx";
import { moment } from "./time.js";

/**
 * @param {object} props
 * @param {import("./state.js").Session} props.session
 * @param {import("./app.jsx").Host} [props.host]
 * @param {import("./controller.js").Controller} props.controller
 */
export function SessionBar({ session, host, controller }) {
  const { username, tenant, expiresAt, ending, timeLeft } = session;
  const until = moment(expiresAt, Date.now());
  return (
    <section class="session" part="session" aria-label="Session" data-ending={ending}>
      <p class="session-who">
        Connected as <strong>{username}</strong>, tenant <strong>{tenant}</strong>
        {host?.origin && (
          <>
            , from <strong>{host.origin}</strong>
          </>
        )}
      </p>
      <p class="session-until">
        {ending && <ToneIcon tone="attention" />}
        <span>
          {ending ? `Ends at ${until}` : `Until ${until}`}
          <span class="session-left"> · {timeLeft} left</span>
        </span>
      </p>
      {!host && <Button onClick={controller.disconnect}>Disconnect</Button>}
      {ending && !host && (
        <p class="session-advice">
          To go on after that, disconnect and connect with a new token. The system you chose is
          kept.
        </p>
      )}
    </section>
  );
}
