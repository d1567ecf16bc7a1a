// System definitions: what a test may say about a system, what is filled in, and the attributes that Tapis reports
// for it in `allAttributes` and `summaryAttributes`.

/** @typedef {"LINUX" | "S3" | "IRODS" | "GLOBUS"} SystemType */
/** @typedef {"PASSWORD" | "PKI_KEYS" | "ACCESS_KEY" | "TOKEN" | "TMS_KEYS" | "CERT"} AuthnMethod */

/**
 * How the host answers when Tapis tries a credential on it: takes it, does not answer, refuses every key, cannot be
 * used with this method, or makes Tapis itself fail.
 * @typedef {"ok" | "unreachable" | "refuses" | "unsupported" | "broken"} HostBehaviour
 */

/**
 * A system of the local Tapis. The first group are Tapis attributes under their own names, the second says how it behaves.
 * @typedef {object} System
 * @property {string} id
 * @property {string} tenant
 * @property {string} uuid
 * @property {string} owner
 * @property {string | null} description
 * @property {SystemType} systemType
 * @property {string} host
 * @property {boolean} enabled
 * @property {string} effectiveUserId  `${apiUserId}` makes the system dynamic
 * @property {AuthnMethod} defaultAuthnMethod
 * @property {boolean} canExec
 * @property {boolean} isPublic
 * @property {boolean} deleted
 * @property {string[]} sharedWithUsers
 * @property {string[]} readers  users with READ permission who do not own the system
 * @property {Record<string, unknown>} attributes  any further Tapis attribute, such as `rootDir` or `notes`
 *
 * @property {HostBehaviour} hostBehaviour
 * @property {import("./tms.js").TmsBehaviour} [tms]  overrides the deployment's TMS behaviour for this system
 * @property {boolean} forbidden  visible, yet every credential operation of a non-owner is refused
 * @property {boolean | null} [hasCredentials]  what is reported instead of the truth; null leaves the attribute out
 */

/**
 * What a test says about a system: an id, and whatever differs from a public dynamic TMS_KEYS LINUX host.
 * @typedef {Partial<System> & { id: string, isDynamicEffectiveUser?: boolean }} SystemInput
 */

export const AUTHN_METHODS = ["PASSWORD", "PKI_KEYS", "ACCESS_KEY", "TOKEN", "TMS_KEYS", "CERT"];

export const SUMMARY_ATTRIBUTES = [
  "id",
  "systemType",
  "owner",
  "host",
  "effectiveUserId",
  "defaultAuthnMethod",
  "canExec",
  "parentId",
];

const DYNAMIC_USER = "${apiUserId}";
const CREATED = "2025-04-29T13:47:25.000000Z";

/**
 * @param {SystemInput} input
 * @param {string} tenant
 * @returns {System}
 */
export function defineSystem({ isDynamicEffectiveUser = true, ...input }, tenant) {
  const owner = input.owner ?? "wma_prtl";
  return {
    tenant,
    uuid: crypto.randomUUID(),
    description: null,
    systemType: "LINUX",
    host: `${input.id}.tacc.utexas.edu`,
    enabled: true,
    effectiveUserId: isDynamicEffectiveUser ? DYNAMIC_USER : owner,
    defaultAuthnMethod: "TMS_KEYS",
    canExec: true,
    isPublic: true,
    deleted: false,
    sharedWithUsers: [],
    readers: [],
    attributes: {},
    hostBehaviour: "ok",
    forbidden: false,
    ...input,
    owner,
  };
}

/**
 * Many systems with ordered ids, for lists: `sys-00000`, `sys-00001`, …
 * @param {number} count
 * @param {Partial<SystemInput>} [common]
 * @returns {SystemInput[]}
 */
export function manySystems(count, common = {}) {
  return Array.from({ length: count }, (_, index) => ({
    host: "host.example.org",
    ...common,
    id: `sys-${String(index).padStart(5, "0")}`,
  }));
}

/** @param {System} system */
export function isDynamic(system) {
  return system.effectiveUserId === DYNAMIC_USER;
}

/**
 * Every attribute that Tapis reports for a system, in its order.
 * @param {System} system
 * @param {{ effectiveUserId: string, hasCredentials: boolean | null }} asSeen  what depends on who asks
 * @returns {Record<string, unknown>}
 */
export function allAttributes(system, { effectiveUserId, hasCredentials }) {
  return {
    isPublic: system.isPublic,
    isDynamicEffectiveUser: isDynamic(system),
    ...(hasCredentials === null ? {} : { hasCredentials }),
    sharedWithUsers: system.sharedWithUsers,
    tenant: system.tenant,
    id: system.id,
    description: system.description,
    systemType: system.systemType,
    owner: system.owner,
    host: system.host,
    enabled: system.enabled,
    effectiveUserId,
    defaultAuthnMethod: system.defaultAuthnMethod,
    authnCredential: null,
    bucketName: null,
    rootDir: "/",
    port: 22,
    useProxy: false,
    proxyHost: null,
    proxyPort: -1,
    dtnSystemId: null,
    canExec: system.canExec,
    canRunBatch: system.canExec,
    enableCmdPrefix: false,
    mpiCmd: null,
    jobRuntimes: system.canExec ? [{ runtimeType: "SINGULARITY", version: null }] : [],
    jobWorkingDir: system.canExec ? "HOST_EVAL($SCRATCH)/tapis/${JobUUID}" : null,
    jobEnvVariables: [],
    jobMaxJobs: 2147483647,
    jobMaxJobsPerUser: 2147483647,
    batchScheduler: system.canExec ? "SLURM" : null,
    batchLogicalQueues: [],
    batchDefaultLogicalQueue: null,
    batchSchedulerProfile: system.canExec ? "tacc-apptainer" : null,
    jobCapabilities: [],
    tags: [],
    notes: {},
    importRefId: null,
    uuid: system.uuid,
    allowChildren: false,
    parentId: null,
    deleted: system.deleted,
    created: CREATED,
    updated: CREATED,
    ...system.attributes,
  };
}
