// The entry of the demo edition: the standalone page and, between its ways in, the demo people, with a token for each. A
// production build does not contain this folder. It is served together with a local Tapis, whose server also answers
// demo/people.json: [{ name, description, username, token }].

import { ConnectView } from "../page/session/connect-view.jsx";
import { start } from "../page/start.jsx";
import { DemoPeople } from "./demo-people.jsx";

/** @typedef {{ name: string, description: string, username: string, token: string }} DemoPerson */

/** @returns {Promise<DemoPerson[]>} */
async function fetchPeople() {
  const response = await fetch(new URL("demo/people.json", document.baseURI));
  if (!response.ok) throw new Error(`demo/people.json: HTTP ${response.status}`);
  return response.json();
}

await start(document, (props) => (
  <ConnectView {...props}>
    <DemoPeople
      hint="A local Tapis with made-up people and systems. Connect as one of them."
      action="Use this token"
      failure="The demo people could not be loaded. Is the server running?"
      readPeople={fetchPeople}
      connectAs={async (name) => {
        const person = (await fetchPeople()).find((each) => each.name === name);
        if (person) await props.controller.connect(person.token);
      }}
    />
  </ConnectView>
));
