// The local Tapis inside a page: the same model, with its demo people and systems, behind a transport in place of HTTP.
// Nothing is sent anywhere. web/build/demo.js bundles it.

import { decodeJwt } from "jose";
import { DEMO_LATENCY_MS, demoAccounts, demoPeople, setUpDemo } from "./demo-data.js";
import { Model } from "./model.js";
import { SYSTEMS_CALLS } from "./systems/systems-calls.js";

/** Reserved for examples: nobody is there. */
const ORIGIN = "https://tapis.example.org";
const TENANT = "designsafe";

/** @type {typeof import("local-tapis").openLocalTapis} */
export function openLocalTapis({ latencyMs = DEMO_LATENCY_MS } = {}) {
  const making = makeModel();
  return {
    baseUrl: ORIGIN,

    async people() {
      const people = await demoPeople(await making);
      return people.map(({ name, description }) => ({ name, description }));
    },

    async transportOf(name) {
      const model = await making;
      const person = (await demoPeople(model)).find((each) => each.name === name);
      if (!person) throw new Error(`Nobody is called ${name}.`);
      const { username, token } = person;
      return {
        username,
        tenant: TENANT,
        expiresAt: Number(decodeJwt(token).exp) * 1000,
        async send(request) {
          await new Promise((resolve) => setTimeout(resolve, latencyMs));
          request.signal.throwIfAborted();
          return answer(model.service, request, token);
        },
      };
    },
  };
}

/** A page that is not served securely has no Web Crypto, which is told where it is awaited. */
async function makeModel() {
  const parts = { tenant: TENANT, tenants: [TENANT], accounts: demoAccounts, clients: [] };
  const model = new Model(parts);
  model.origin = ORIGIN;
  setUpDemo(model);
  return model;
}

/**
 * What server.js has answered, for the requests that the module makes.
 * @param {import("./service.js").Service} service
 * @param {Pick<import("tms-credentials").TransportRequest, "method" | "path" | "body">} request
 * @param {string} token
 */
function answer(service, { method, path: address, body }, token) {
  const { pathname, searchParams } = new URL(address, ORIGIN);
  const request = {
    headers: { "x-tapis-token": token, ...(body !== "" && { "content-type": "application/json" }) },
    query: Object.fromEntries(searchParams),
    path: {},
    body,
  };
  for (const call of SYSTEMS_CALLS) {
    const path = call.method === method && parametersOf(call.path, pathname);
    if (path) return service.answer(call, { ...request, path });
  }
  return service.answerUnknownPath(request, pathname);
}

/**
 * @param {string} pattern  with `:name` for one segment
 * @param {string} path
 * @returns {Record<string, string> | null} null if the path is another
 */
function parametersOf(pattern, path) {
  const named = pattern.replace(/:(\w+)/g, "(?<$1>[^/]+)");
  const match = new RegExp(`^${named}$`).exec(path);
  if (!match) return null;
  const found = Object.entries(match.groups ?? {});
  return Object.fromEntries(found.map(([name, text]) => [name, decodeURIComponent(text)]));
}
