// The deployment's own list, config.json: which Tapis APIs the page may call, which hosts may embed
// it, which systems stand first. The build and the page check it with this same module. A broken
// list is an error, never a reason to fall back to something weaker.

import { isSystemId } from "../system-id.js";

/**
 * @typedef {object} Config
 * @property {string} title the heading of the page
 * @property {string} organization who runs this deployment
 * @property {{ label: string, href: string }[]} links shown at the top of the page
 * @property {string[]} apiOrigins the Tapis APIs that may be called, such as https://designsafe.tapis.io
 * @property {string[]} hostOrigins the sites that may embed the page
 * @property {string[]} systems the ids of the systems shown first
 * @property {{ clientId: string } | null} [signIn] the OAuth client with which people sign in, at the first of the APIs;
 *   without it they bring a token
 * @property {string | null} [tokenPage] where people get a token, such as https://designsafe.tapis.io/v3/oauth2/webapp;
 *   not said: the Token Web App of the first of the APIs; null: nowhere
 * @property {Partial<Record<HelpTopic, import("./failures/help-links.js").HelpLink | readonly import("./failures/help-links.js").HelpLink[]>>} [help]
 *   links that are shown with a failure, one or a list
 * @property {boolean} [verifyOnOpen] whether those of `systems` where something is stored are verified as soon as they are
 *   listed
 */

/** @typedef {import("../tms.js").TapisErrorCode | "ticket"} HelpTopic the code of a failure; `ticket`: where to write to */

/** A config.json that cannot be used. The message names the entry at fault. */
export class ConfigError extends Error {
  name = "ConfigError";
}

/** What an OAuth client of Tapis may be called: 1 to 80 characters. */
const CLIENT_ID = /^[a-zA-Z0-9._~-]{1,80}$/;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** @type {{ [K in keyof Required<Config>]: (value: unknown, name: string) => void }} */
const CHECKS = {
  title: text,
  organization: text,
  links: listOf(link),
  apiOrigins: nonEmptyListOf(origin),
  hostOrigins: listOf(origin),
  systems: listOf(systemId),
  signIn: orNull(oauthClient),
  tokenPage: orNull(address),
  help: helpLinks,
  verifyOnOpen: yesOrNo,
};

const OPTIONAL = new Set(["signIn", "tokenPage", "help", "verifyOnOpen"]);

/** @type {Record<HelpTopic, true>} all of them, which the compiler knows */
const HELP_TOPICS = {
  invalid_argument: true,
  closed: true,
  cancelled: true,
  token_malformed: true,
  token_expired: true,
  token_rejected: true,
  sign_in_expired: true,
  sign_in_refused: true,
  forbidden: true,
  system_not_found: true,
  authn_method_unsupported: true,
  credential_refused: true,
  host_unreachable: true,
  tms_unavailable: true,
  server_error: true,
  service_unavailable: true,
  invalid_response: true,
  network_error: true,
  timeout: true,
  ticket: true,
};

/**
 * Checks the parsed content of config.json.
 *
 * @param {unknown} value
 * @returns {Config}
 * @throws {ConfigError}
 */
export function parseConfig(value) {
  const entries = record(value, "config.json");
  for (const name of Object.keys(entries)) {
    if (!(name in CHECKS)) fail(name, "is not an entry of config.json");
  }
  for (const [name, check] of Object.entries(CHECKS)) {
    if (name in entries) check(entries[name], name);
    else if (!OPTIONAL.has(name)) fail(name, "is missing");
  }
  return /** @type {Config} */ (value);
}

/**
 * Fetches and checks config.json. Where it does not come, that is no ConfigError: it may be in order.
 *
 * @param {URL} url
 * @param {(response: Response) => void} [onResponse] is given the answer, too
 * @returns {Promise<Config>}
 */
export async function loadConfig(url, onResponse = () => {}) {
  const response = await fetch(url);
  onResponse(response);
  if (!response.ok) throw new Error(`config.json could not be read (HTTP ${response.status})`);
  const text = await response.text();
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    fail("config.json", "is not JSON");
  }
  return parseConfig(value);
}

/**
 * What it means for what is shown.
 *
 * @param {Config} config
 * @returns {import("./app.jsx").View}
 */
export function viewOf({ organization, systems, apiOrigins, signIn, tokenPage, ...more }) {
  return {
    systems,
    help: more.help,
    verifyOnOpen: more.verifyOnOpen,
    systemsName: `Systems of ${organization}`,
    apis: apiOrigins.map((origin) => new URL(origin).host),
    canSignIn: Boolean(signIn),
    tokenPage: tokenPage === undefined ? `${apiOrigins[0]}/v3/oauth2/webapp` : tokenPage,
  };
}

/**
 * @param {string} name
 * @param {string} problem
 * @returns {never}
 */
function fail(name, problem) {
  throw new ConfigError(`${name} ${problem}.`);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {Record<string, unknown>}
 */
function record(value, name) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fail(name, "must be a JSON object");
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function text(value, name) {
  if (typeof value !== "string" || value.trim() === "" || value.length > 80) {
    fail(name, "must be a text of 1 to 80 characters");
  }
}

/**
 * An exact origin, as a Content-Security-Policy can name it. Plain http is for loopback alone: a
 * token must not cross a network in the clear.
 *
 * @param {unknown} value
 * @param {string} name
 */
function origin(value, name) {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  const secure = url?.protocol === "https:";
  const loopback = url?.protocol === "http:" && LOOPBACK.has(url.hostname);
  // A wildcard host survives URL parsing, so it is refused by name.
  if (!(secure || loopback) || url?.origin !== value || url.hostname.includes("*")) {
    fail(name, "must be an exact https origin such as https://designsafe.tapis.io");
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function link(value, name) {
  const { label, href, ...rest } = record(value, name);
  text(label, `${name}.label`);
  address(href, `${name}.href`);
  const [unknown] = Object.keys(rest);
  if (unknown) fail(`${name}.${unknown}`, "is not an entry of a link");
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function address(value, name) {
  if (typeof value !== "string" || !URL.canParse(value) || new URL(value).protocol !== "https:") {
    fail(name, "must be an https address");
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function oauthClient(value, name) {
  const { clientId, ...rest } = record(value, name);
  if (typeof clientId !== "string" || !CLIENT_ID.test(clientId)) {
    fail(
      `${name}.clientId`,
      "must be the id of an OAuth client: 1 to 80 letters, digits and . _ ~ -",
    );
  }
  const [unknown] = Object.keys(rest);
  if (unknown) fail(`${name}.${unknown}`, "is not an entry of signIn");
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function helpLinks(value, name) {
  for (const [topic, target] of Object.entries(record(value, name))) {
    if (!Object.hasOwn(HELP_TOPICS, topic)) {
      fail(`${name}.${topic}`, 'is neither the code of an error nor "ticket"');
    }
    const check = Array.isArray(target) ? listOf(link) : link;
    check(target, `${name}.${topic}`);
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function yesOrNo(value, name) {
  if (typeof value !== "boolean") fail(name, "must be true or false");
}

/** @param {(value: unknown, name: string) => void} check */
function orNull(check) {
  return (/** @type {unknown} */ value, /** @type {string} */ name) => {
    if (value !== null) check(value, name);
  };
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function systemId(value, name) {
  if (!isSystemId(value)) fail(name, "must be a Tapis system id");
}

/** @param {(item: unknown, name: string) => void} check */
function listOf(check) {
  return (/** @type {unknown} */ value, /** @type {string} */ name) => {
    if (!Array.isArray(value)) return fail(name, "must be a list");
    value.forEach((item, index) => check(item, `${name}[${index}]`));
    const distinct = new Set(value.map((item) => JSON.stringify(item)));
    if (distinct.size < value.length) fail(name, "must not name anything twice");
  };
}

/** @param {(item: unknown, name: string) => void} check */
function nonEmptyListOf(check) {
  const list = listOf(check);
  return (/** @type {unknown} */ value, /** @type {string} */ name) => {
    list(value, name);
    if (/** @type {unknown[]} */ (value).length === 0) fail(name, "must not be empty");
  };
}
