// The official OpenAPI description of a service of Tapis, as the official Python client ships it, and what in a request or in
// an answer differs from it.

import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { OpenAPIBackend } from "openapi-backend";
import { parse } from "yaml";

/** Made by tests/peers/run. */
const LIBRARIES = fileURLToPath(new URL("../../build/peers-venv/lib", import.meta.url));

/**
 * @typedef {object} Exchange
 * @property {string} method
 * @property {string} path
 * @property {string} query
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {number} [status] of the answer
 * @property {string} [answer] its body
 */

/** @typedef {{ call: string, status?: number, is: string }} Found */

/**
 * @param {"systems" | "authenticator"} service
 * @returns {Promise<{ inRequest: (exchange: Exchange) => Found[], inAnswer: (exchange: Exchange) => Found[] }>}
 */
export async function readDescription(service) {
  const [python] = readdirSync(LIBRARIES);
  const file = `${LIBRARIES}/${python}/site-packages/tapipy/resources/openapi_v3-${service}.yml`;
  const api = new OpenAPIBackend({
    definition: parse(await readFile(file, "utf8")),
    ajvOpts: { strict: false, logger: false, allErrors: true },
  });
  await api.init();

  /** @param {Exchange} exchange */
  const callOf = ({ method, path }) =>
    api.matchOperation({ method, path, headers: {} }) ?? fail(`${method} ${path} is not described`);

  return {
    inRequest(exchange) {
      const { operationId: call = "" } = callOf(exchange);
      const { errors } = api.validateRequest(exchange);
      return (errors ?? []).map(({ instancePath, message }) => ({
        call,
        is: `${instancePath} ${message}`,
      }));
    },

    inAnswer(exchange) {
      const { status = 0, answer = "" } = exchange;
      const operation = callOf(exchange);
      const call = operation.operationId ?? "";
      const found = (/** @type {string} */ is) => ({ call, status, is });
      const body = readJson(answer);
      if (!(status in (operation.responses ?? {}))) return [found("the status is not described")];
      if (body === undefined) return [found("the body is no JSON")];
      const { errors } = api.validateResponse(body, operation, status);
      const texts = (errors ?? []).map(({ instancePath, message }) => {
        const place = instancePath.replaceAll(/\/\d+/g, "/*"); // the same for all in a list
        return `${place} is ${kindOf(at(body, instancePath))}, and ${message}`;
      });
      return [...new Set(texts)].map(found);
    },
  };
}

/** @param {string} text */
function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {any} value @param {string} pointer such as /result/0/id */
function at(value, pointer) {
  return pointer
    .split("/")
    .slice(1)
    .reduce((inner, name) => inner?.[name], value);
}

/** @param {unknown} value */
function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return `a ${typeof value}`;
}

/** @param {string} message @returns {never} */
function fail(message) {
  throw new Error(message);
}
