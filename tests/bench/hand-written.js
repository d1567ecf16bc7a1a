// The least that a page can do: fetch() by hand, with the same requests in the same waves as ours, and no care for what goes
// wrong. What our module takes beyond this is what its logic, WebAssembly and Embind cost.

const CONCURRENCY = 32;
const PAGES_AT_ONCE = 6;

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

/** @typedef {<T>(work: () => Promise<T>) => Promise<T>} Gate */

/** @type {Gate} */
const atOnce = (work) => work();

/**
 * @param {Client} ask
 * @param {string} systemId
 * @param {string} user
 * @param {Promise<Definition>} [definition] on its way
 * @param {{ checks: Gate, creates: Gate }} [gates]
 */
export async function establish(
  ask,
  systemId,
  user,
  definition = ask(`/${systemId}`).then(resultOf),
  gates = { checks: atOnce, creates: atOnce },
) {
  const check = await gates.checks(() =>
    ask(`${credential(systemId, user)}/check`, { method: "POST" }),
  );
  if (check.ok) return "exists";
  const { defaultAuthnMethod } = await definition;
  if (defaultAuthnMethod !== "TMS_KEYS") throw new Error(defaultAuthnMethod);
  const created = await gates.creates(() =>
    ask(`${credential(systemId, user)}?createTmsKeys=true`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }),
  );
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
  const gates = { checks: gate(CONCURRENCY), creates: gate(CONCURRENCY) };
  await Promise.all(systemIds.map((id) => establish(ask, id, user, definitionOf(id), gates)));
}

/** Lets so many through at a time. @param {number} most @returns {Gate} */
function gate(most) {
  let inside = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  return async (work) => {
    if (inside === most) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}

const PAGE = "orderBy=id(asc)&computeTotal=true&limit=1000";

const SELECTED =
  "id,host,description,owner,systemType,canExec,enabled,defaultAuthnMethod,isDynamicEffectiveUser,dtnSystemId,hasCredentials";

/** @param {Client} ask */
export async function list(ask) {
  const query = `?listType=ALL&select=${SELECTED}&orderBy=id(asc)&computeTotal=true`;
  const first = await (await ask(`${query}&limit=1000`)).json();
  /** @type {{ id: string }[][]} */
  const pages = [first.result];
  const skips = Array.from(
    { length: Math.max(0, Math.ceil(Number(first.metadata.totalCount) / 1000) - 1) },
    (_, page) => 999 + 1000 * page,
  );
  const waiting = skips.entries();
  const work = async () => {
    for (const [page, skip] of waiting)
      pages[page + 1] = (await ask(`${query}&limit=1001&skip=${skip}`).then(resultOf)).slice(1);
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work));
  return pages.flat();
}
