#!/usr/bin/env node
// Runs the local Tapis with the demo people and systems: node tests/tapis/main.js [--port 8010] [--host 127.0.0.1]

import { parseArgs } from "node:util";
import { parsePort, startOnFreePort } from "../site/ports.js";
import { closeWhenStopped } from "../site/until-stopped.js";
import { demoAccounts, demoSystems, setUpDemo } from "./demo-data.js";
import { DEFAULT_CLIENT, startTapis } from "./index.js";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8010" },
    host: { type: "string", default: "127.0.0.1" },
  },
});

const { host } = values;
const tapis = await startOnFreePort(parsePort(values.port), (port) =>
  startTapis({ port, host, accounts: demoAccounts }),
);
setUpDemo(tapis);
closeWhenStopped(() => tapis.close());

console.log(`A local Tapis with made-up people and systems.

People, each with the user name as password: ${demoAccounts.map(({ username }) => username).join(", ")}
Systems: ${demoSystems.map(({ id }) => id).join(", ")}
A token to copy: ${tapis.origin}/v3/oauth2/webapp
Client for device codes: ${DEFAULT_CLIENT.clientId}

  curl ${tapis.origin}/v3/systems/healthcheck
  curl ${tapis.origin}/v3/oauth2/tokens -d grant_type=password -d username=ann -d password=ann
  curl "${tapis.origin}/v3/systems?listType=ALL" -H "X-Tapis-Token: …"

Ctrl-C ends it.
Tapis API: ${tapis.origin}`);
