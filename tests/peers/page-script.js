// What a page would do without us: the same work on the official TypeScript client, written as its own examples are. It is
// the yardstick of the measurements, and its requests are compared with ours. Give it to a page with esbuild.

import { Systems } from "@tapis/tapis-typescript";

/** @typedef {ReturnType<typeof connect>} Client */

/** @param {string} basePath @param {string} token */
export function connect(basePath, token) {
  const configuration = new Systems.Configuration({ basePath, apiKey: token });
  return {
    systems: new Systems.SystemsApi(configuration),
    credentials: new Systems.CredentialsApi(configuration),
    // The published client knows nothing of TMS keys and drops the parameter silently, so it is put in on the way.
    creation: new Systems.CredentialsApi(configuration).withPreMiddleware(
      async ({ url, init }) => ({ url: `${url}?createTmsKeys=true`, init }),
    ),
  };
}

/** @param {Client} client @param {string} systemId @param {string} userName */
export async function check(client, systemId, userName) {
  try {
    await client.credentials.checkUserCredential({ systemId, userName });
    return true;
  } catch (error) {
    if (error instanceof Response && error.status === 401) return false;
    throw error;
  }
}

/** @param {Client} client @param {string} systemId @param {string} userName */
export async function establish(client, systemId, userName) {
  if (await check(client, systemId, userName)) return "exists";
  const { result } = await client.systems.getSystem({ systemId });
  if (String(result?.defaultAuthnMethod) !== "TMS_KEYS")
    throw new Error(`${systemId} uses ${result?.defaultAuthnMethod}.`);
  await client.creation.createUserCredential({ systemId, userName, reqUpdateCredential: {} });
  return "created";
}

/** @param {Client} client @param {string} systemId @param {string} userName */
export async function revoke(client, systemId, userName) {
  await client.credentials.removeUserCredential({ systemId, userName });
  return "revoked";
}

/** @param {Client} client @param {string[]} systemIds @param {string} userName */
export function setUp(client, systemIds, userName) {
  return Promise.all(systemIds.map((systemId) => establish(client, systemId, userName)));
}

/**
 * Every system, and whether there are credentials: its rows do not tell, so each system is checked.
 *
 * @param {Client} client
 * @param {string} userName
 */
export async function list(client, userName) {
  const { result = [] } = await client.systems.getSystems({
    listType: Systems.ListTypeEnum.All,
    limit: -1,
    select: "allAttributes",
  });
  return Promise.all(
    result.map(async (system) => ({
      ...system,
      hasCredentials: await check(client, String(system.id), userName),
    })),
  );
}
