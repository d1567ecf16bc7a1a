// The least that a page can do: fetch() by hand, with the same requests in the same waves as ours, and no care for what goes
// wrong. What our module takes beyond this is what its logic, WebAssembly and Embind cost.

const CONCURRENCY = 32;

/** @typedef {ReturnType<typeof connect>} Client */

/** @param {string} baseUrl @param {string} token */
export function connect(baseUrl, token) {
  const headers = { "X-Tapis-Token": token };
  return (/** @type {string} */ path, /** @type {RequestInit} */ init = {}) =>
    fetch(`${baseUrl}/v3/systems${path}`, { ...init, headers: { ...headers, ...init.headers } });
}

/** @param {string} systemId @param {string} user */
const credential = (systemId, user) => `/credential/${systemId}/user/${user}`;

/** @typedef {{ id: string, defaultAuthnMethod: string }} Definition */

/** @param {Response} response @returns {Promise<any>} */
const resultOf = async (response) => (await response.json()).result;

/**
 * @param {Client} ask
 * @param {string} systemId
 * @param {string} user
 * @param {Promise<Definition>} [definition] on its way
 */
export async function establish(
  ask,
  systemId,
  user,
  definition = ask(`/${systemId}`).then(resultOf),
) {
  const check = await ask(`${credential(systemId, user)}/check`, { method: "POST" });
  if (check.ok) return "exists";
  const { defaultAuthnMethod } = await definition;
  if (defaultAuthnMethod !== "TMS_KEYS") throw new Error(defaultAuthnMethod);
  const created = await ask(`${credential(systemId, user)}?createTmsKeys=true`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  if (!created.ok) throw new Error(String(created.status));
  await created.json();
  return "created";
}

/** @param {Client} ask @param {string} systemId @param {string} user */
export async function revoke(ask, systemId, user) {
  const removed = await ask(credential(systemId, user), { method: "DELETE" });
  if (!removed.ok) throw new Error(String(removed.status));
  await removed.json();
  return "revoked";
}

/** @param {Client} ask @param {string[]} systemIds @param {string} user */
export async function setUp(ask, systemIds, user) {
  const query = `?listType=ALL&select=id,defaultAuthnMethod&${PAGE}&search=(id.in.${systemIds})`;
  const definitions = ask(query).then(resultOf);
  const definitionOf = async (/** @type {string} */ systemId) =>
    (await definitions).find((/** @type {Definition} */ { id }) => id === systemId);
  const left = [...systemIds];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await establish(ask, next, user, definitionOf(next));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
}

const PAGE = "orderBy=id(asc)&computeTotal=true&limit=1000";

const SELECTED =
  "id,host,description,owner,systemType,canExec,enabled,defaultAuthnMethod,isDynamicEffectiveUser,hasCredentials";

/** @param {Client} ask */
export async function list(ask) {
  /** @type {{ id: string }[]} */
  const systems = [];
  /** @type {number | undefined} */
  let total;
  do {
    const after = systems.at(-1)?.id;
    const query = `?listType=ALL&select=${SELECTED}&${PAGE}`;
    const response = await ask(`${query}${after ? `&startAfter=${after}` : ""}`);
    const { result, metadata } = await response.json();
    systems.push(...result);
    total ??= Number(metadata.totalCount); // those of later pages do not count the rows before them
  } while (systems.length < total);
  return systems;
}
