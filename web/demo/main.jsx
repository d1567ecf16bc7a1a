// The entry of the demo edition: the standalone page and, between its ways in, the demo people. A
// production build does not contain this folder.

import { ConnectView } from "../page/session/connect-view.jsx";
import { start } from "../page/start.jsx";
import { DemoPeople } from "./demo-people.jsx";

await start(document, (props) => (
  <ConnectView {...props}>
    <DemoPeople connect={props.controller.connect} />
  </ConnectView>
));
