// The same request in Python, with tapipy, and with curl: for notebooks, scripts and support. Where
// the token belongs stands the environment variable TAPIS_TOKEN.

/** @typedef {{ method: string, path: string }} Request */

const CREDENTIAL = ["systemId", "userName"];

/** @type {[request: RegExp, operation: string, parameters: string[]][]} as the Systems API names them */
const OPERATIONS = [
  [/^POST .+\/credential\/([^/]+)\/user\/([^/]+)\/check$/, "checkUserCredential", CREDENTIAL],
  [/^POST .+\/credential\/([^/]+)\/user\/([^/]+)$/, "createUserCredential", CREDENTIAL],
  [/^DELETE .+\/credential\/([^/]+)\/user\/([^/]+)$/, "removeUserCredential", CREDENTIAL],
  [/^GET \/v3\/systems\/([^/]+)$/, "getSystem", ["systemId"]],
  [/^GET \/v3\/systems$/, "getSystems", []],
];

const FLAGS = ["createTmsKeys", "computeTotal"];

/**
 * @param {Request} request
 * @param {string} baseUrl
 * @returns {string} "" for a request that tapipy has no call for
 */
export function pythonFor({ method, path }, baseUrl) {
  const [pathname, query = ""] = path.split("?");
  for (const [pattern, operation, parameters] of OPERATIONS) {
    const match = pattern.exec(`${method} ${pathname}`);
    if (!match) continue;
    const values = parameters.map(
      (name, index) => `${name}=${pythonText(decodeURIComponent(match[index + 1]))}`,
    );
    const options = [...new URLSearchParams(query)].map(
      ([name, value]) => `${name}=${pythonValue(name, value)}`,
    );
    return [
      "import os",
      "from tapipy.tapis import Tapis",
      "",
      `client = Tapis(base_url=${pythonText(baseUrl)}, access_token=os.environ["TAPIS_TOKEN"])`,
      `client.systems.${operation}(${[...values, ...options].join(", ")})`,
    ].join("\n");
  }
  return "";
}

/**
 * @param {Request} request
 * @param {string} baseUrl
 * @returns {string} "" for what is not to be repeated by hand
 */
export function curlFor({ method, path }, baseUrl) {
  if (path.startsWith("/v3/oauth2/")) return ""; // what is secret there stands in the body
  const lines = [`curl --request ${method} ${shellText(`${baseUrl}${path}`)}`];
  lines.push(`--header "X-Tapis-Token: $TAPIS_TOKEN"`);
  // Creating takes an empty JSON object; the other calls have no body.
  if (method === "POST" && !path.endsWith("/check")) {
    lines.push("--header 'Content-Type: application/json'", "--data '{}'");
  }
  return lines.join(" \\\n  ");
}

/**
 * By the name, not by the looks: a system may be called "true" or "7".
 *
 * @param {string} name of a parameter
 * @param {string} value
 */
function pythonValue(name, value) {
  if (FLAGS.includes(name)) return value === "true" ? "True" : "False";
  return name === "limit" ? String(Number(value)) : pythonText(value);
}

/** @param {string} text JSON's escapes are Python's, too */
function pythonText(text) {
  return JSON.stringify(text);
}

/** @param {string} text */
function shellText(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
