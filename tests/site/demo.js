#!/usr/bin/env node
// The page and a local Tapis together, on two origins as in production, with made-up people to try it as:
// node tests/site/demo.js (--wasm FOLDER [--debug] | --root FOLDER) [--page-port 8000] [--tapis-port 8010]
// --wasm names the compiled module, and the page is built for the Tapis that was started, with --debug for a debugger;
// --root names a built page.

import { parseArgs } from "node:util";
import { DEMO_LATENCY_MS, demoAccounts, demoPeople, setUpDemo } from "../tapis/demo-data.js";
import { DEFAULT_CLIENT, startTapis } from "../tapis/index.js";
import { buildSite } from "./build.js";
import { startSite } from "./index.js";
import { parsePort, startOnFreePort } from "./ports.js";
import { closeWhenStopped } from "./until-stopped.js";

const { values } = parseArgs({
  options: {
    wasm: { type: "string" },
    debug: { type: "boolean", default: false },
    root: { type: "string" },
    "page-port": { type: "string", default: "8000" },
    "tapis-port": { type: "string", default: "8010" },
  },
});
const { wasm, debug, root: builtPage } = values;
if (!wasm && !builtPage) {
  console.error(
    "Usage: demo.js (--wasm FOLDER [--debug] | --root FOLDER) [--page-port N] [--tapis-port N]",
  );
  process.exit(2);
}

const tapisPort = parsePort(values["tapis-port"]);
const tapis = await startOnFreePort(tapisPort, (port) =>
  startTapis({ port, accounts: demoAccounts }),
);
setUpDemo(tapis);
tapis.latency(DEMO_LATENCY_MS);

const root = wasm
  ? await buildSite({
      // One for each that runs: a page knows its Tapis.
      name: `demo-${new URL(tapis.origin).port}`,
      apiOrigin: tapis.origin,
      signIn: { clientId: DEFAULT_CLIENT.clientId },
      wasm,
      demo: true,
      debug,
    })
  : String(builtPage);
const site = await startOnFreePort(parsePort(values["page-port"]), (port) =>
  startSite({
    root,
    port,
    extraRoutes: { "/demo/people.json": () => demoPeople(tapis) },
  }),
);
closeWhenStopped(async () => {
  await site.close();
  await tapis.close();
});

if (builtPage && tapisPort !== 0 && !tapis.origin.endsWith(`:${tapisPort}`)) {
  console.log(
    `The page must be built for ${tapis.origin}: a build for port ${tapisPort} cannot reach it.`,
  );
}
console.log(`
Open ${site.origin}/

Sign in as one of the demo people, or take their token; look at the systems, establish credentials on frontera, revoke them again.
The sign-in of the local Tapis, where one picks a person, shows a token as well: ${tapis.origin}/v3/oauth2/webapp
The people are made up, the Tapis is a local one, and nothing leaves this computer. Ctrl-C ends it.

page=${site.origin} tapis=${tapis.origin}`);
