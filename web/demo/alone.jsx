// The entry of the demo without a server: the standalone page with a Tapis inside it. One connects as one of its people, and
// there is no field for a token.

import { openLocalTapis } from "local-tapis";

import { ConnectFailure } from "../page/session/connect-failure.jsx";
import { isNeverAccepted, SessionEndNotice } from "../page/session/session-end-notice.jsx";
import { start } from "../page/start.jsx";
import { DemoPeople } from "./demo-people.jsx";

const tapis = openLocalTapis();

/** @type {import("../page/config.js").Config} */
const CONFIG = {
  title: "TMS credentials (demo)",
  organization: "Demo Site",
  links: [],
  apiOrigins: [tapis.baseUrl],
  hostOrigins: [],
  systems: ["designsafe.storage.default", "stampede3", "frontera", "ls6", "vista"],
  tokenPage: null,
};

/** @param {import("../page/session/disconnected-view.js").DisconnectedViewProps} props */
function ConnectAsView({ state, controller }) {
  const { ended, connectFailure, typedSystemId, clockError } = state;
  const refused = isNeverAccepted(ended);
  const notice = ended && (
    <SessionEndNotice end={ended} clockError={clockError} systemId={typedSystemId} />
  );
  return (
    <div class="connect">
      <div class="connect-reason" tabIndex={-1}>
        {!refused && notice}
      </div>
      <DemoPeople
        hint="Made-up people, each in another situation. Connect as one of them."
        action="Connect"
        failure="The demo cannot make tokens here: browsers allow that only over HTTPS and on this computer."
        readPeople={tapis.people}
        connectAs={async (name) => {
          const transport = await tapis.transportOf(name);
          await controller.connectWith({ transport, baseUrl: tapis.baseUrl });
        }}
      >
        <ConnectFailure failure={connectFailure}>{refused && notice}</ConnectFailure>
      </DemoPeople>
    </div>
  );
}

await start(document, ConnectAsView, () => ({ config: Promise.resolve(CONFIG) }));
