// The situations in which the clients are compared: what Tapis knows beforehand, what is asked, whose token, what goes wrong,
// and what our module must make of it.

import { HURRY } from "../../e2e/hurry.js";

/** @typedef {import("../../tapis/index.js").Tapis} Tapis */

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {"establish" | "revoke" | "setUp"} operation
 * @property {(tapis: Tapis) => void} given  after a reset to one TMS_KEYS system, `stampede3`
 * @property {string[]} systems  which are asked for
 * @property {string} username
 * @property {import("../../tapis/index.js").AuthnMethod} method  of the systems
 * @property {boolean} force
 * @property {TokenState} token
 * @property {"usable" | "fresh" | "gone" | "unchanged"} goal  what should be true of every system afterwards, where it can be
 * @property {string} ours  how our module must end: a status, or the code of an error; of a set-up all of them
 * @property {number} wasted  how many keys nobody can save from being made in vain
 * @property {boolean} isHurried  whether the page of our module is
 * @property {number} settlesMs  so long after the client's end the server may still be at work
 * @property {string} [differs]  why ours decides otherwise on purpose, at a price in this situation
 * @property {RegExp} [says]  what a failure must tell
 */

export const SYSTEM = "stampede3";

/** @typedef {keyof typeof TOKENS} TokenState */

/** Whose token, and in which state. @satisfies {Record<string, (tapis: Tapis) => Promise<string>>} */
export const TOKENS = {
  good: (tapis) => tapis.issueToken(),
  expired: (tapis) => tapis.issueToken({ expiresIn: -60 }),
  revoked: async (tapis) => {
    const token = await tapis.issueToken();
    tapis.revokeToken(token);
    return token;
  },
  "signed by a stranger": (tapis) => tapis.issueToken({ signedBy: "stranger" }),
  "of another tenant": (tapis) => tapis.issueToken({ tenant: "nowhere" }),
  "a refresh token": (tapis) => tapis.issueToken({ tokenType: "refresh" }),
  "cut short": async (tapis) => (await tapis.issueToken()).split(".").slice(0, 2).join("."),
};

const nothing = () => {};
const stored = (/** @type {Tapis} */ tapis) => tapis.setCredential(SYSTEM, "ann");
const refused = (/** @type {Tapis} */ tapis) =>
  tapis.setCredential(SYSTEM, "ann", "TMS_KEYS", { accepted: false });
/** @param {Partial<import("../../tapis/index.js").SystemInput>} details */
const withSystem = (details) => (/** @type {Tapis} */ tapis) =>
  tapis.addSystem({ id: SYSTEM, ...details });
/** @param {...((tapis: Tapis) => void)} steps */
const all =
  (...steps) =>
  (/** @type {Tapis} */ tapis) =>
    steps.forEach((step) => step(tapis));
/** @param {Parameters<Tapis["behave"]>[0]} behaviour */
const behaving = (behaviour) => (/** @type {Tapis} */ tapis) => tapis.behave(behaviour);
/** @param {string} call @param {import("../../tapis/index.js").Fault} fault @param {number} [times] */
const failing =
  (call, fault, times = 1) =>
  (/** @type {Tapis} */ tapis) => {
    tapis.order({ call, times }, fault);
  };

const CHECK = "checkUserCredential";
const DEFINITION = "getSystem";
const CREATE = "createUserCredential";
const REMOVE = "removeUserCredential";
const ALWAYS = Infinity;
const SIGN_IN_PAGE = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<html>Sign in</html>",
};
const PROXY_401 = { status: 401, body: { message: "Unauthorized" } };
const LOST = /** @type {const} */ ({ act: true, drop: "before-headers" });
/** Between the first and the second look of our module at what became of a lost change, in a hurried page. */
const LATE_MS = 2_000 / HURRY;
/** So that its looks do not take their ten seconds. */
const HURRIED = { isHurried: true };
const EXPIRED = /expired/i;
const NO_GOOD_TOKEN = /token|jwt/i;

/**
 * @typedef {[name: string, given: (tapis: Tapis) => void, ours: string, rest?: Partial<Scenario>]} Row
 */

/** The check's answers, the kinds of systems, and what goes wrong on the way. @type {Row[]} */
const ESTABLISH = [
  ["good credentials", stored, "exists"],
  ["no credentials", nothing, "created"],
  ["a key that the host refuses", refused, "created"],
  [
    "credentials for another method only",
    (tapis) => tapis.setCredential(SYSTEM, "ann", "PKI_KEYS"),
    "created",
  ],
  [
    "credentials of an older login user",
    (tapis) => tapis.setCredential(SYSTEM, "ann", "TMS_KEYS", { loginUser: "ann2" }),
    "exists",
  ],
  [
    "a host that does not answer, credentials stored",
    all(withSystem({ hostBehaviour: "unreachable" }), stored),
    "host_unreachable",
    { goal: "unchanged", says: /did not answer|CONN_FAIL/ },
  ],
  [
    "a host that does not answer, no credentials",
    withSystem({ hostBehaviour: "unreachable" }),
    "host_unreachable",
    { goal: "unchanged", wasted: 1, says: /did not answer|CONN_FAIL/ },
  ],
  [
    "a host that refuses every key",
    withSystem({ hostBehaviour: "refuses" }),
    "credential_refused",
    { goal: "unchanged", wasted: 1, says: /refuse|VALID_FAIL/ },
  ],
  [
    "a check that breaks down, good credentials",
    all(withSystem({ hostBehaviour: "broken" }), stored),
    "server_error",
    {
      goal: "unchanged",
      wasted: 1,
      says: /./,
      differs:
        "some deployments answer so where keys are missing (next row), and a check that breaks looks the same",
    },
  ],
  [
    "a check that breaks down, as some deployments answer for missing keys",
    failing(CHECK, {
      status: 500,
      body: {
        result: null,
        status: "error",
        message: "SYSAPI_CRED_CHECK_ERROR x",
        version: "1.8.3",
        commit: "x",
        build: "x",
        metadata: null,
      },
    }),
    "created",
  ],
  .../** @type {Row[]} */ (
    ["PKI_KEYS", "PASSWORD", "CERT", "TOKEN"].map((defaultAuthnMethod) => [
      `a system with ${defaultAuthnMethod}, no credentials`,
      withSystem({ defaultAuthnMethod: /** @type {any} */ (defaultAuthnMethod) }),
      "authn_method_unsupported",
      { goal: "unchanged", says: new RegExp(defaultAuthnMethod) },
    ])
  ),
  [
    "a system with PKI_KEYS, good credentials",
    all(withSystem({ defaultAuthnMethod: "PKI_KEYS" }), (tapis) =>
      tapis.setCredential(SYSTEM, "ann", "PKI_KEYS"),
    ),
    "exists",
    { method: "PKI_KEYS" },
  ],
  [
    "an object store, no credentials",
    withSystem({
      systemType: "S3",
      defaultAuthnMethod: "ACCESS_KEY",
      attributes: { bucketName: "b", port: 443 },
    }),
    "authn_method_unsupported",
    { goal: "unchanged", says: /ACCESS_KEY/ },
  ],
  [
    "an IRODS system",
    withSystem({ systemType: "IRODS", defaultAuthnMethod: "PASSWORD" }),
    "authn_method_unsupported",
    { goal: "unchanged", says: /PASSWORD|SUPPORTED/ },
  ],
  ["a system that is switched off, no credentials", withSystem({ enabled: false }), "created"],
  [
    "a system with one login for all",
    withSystem({ effectiveUserId: "ann" }),
    "forbidden",
    { goal: "unchanged", says: /UNAUTH|allow/ },
  ],
  [
    "a system that was deleted",
    withSystem({ deleted: true }),
    "system_not_found",
    { goal: "unchanged", says: /no system|NOT_FOUND|not found/i },
  ],
  [
    "a system that is not there",
    nothing,
    "system_not_found",
    { systems: ["no-such-system"], goal: "unchanged", says: /no system|NOT_FOUND|not found/i },
  ],
  [
    "a system on which only its owner may act",
    withSystem({ forbidden: true }),
    "forbidden",
    { goal: "unchanged", says: /UNAUTH|allow/ },
  ],
  [
    "somebody else's user name",
    nothing,
    "forbidden",
    { username: "bob", goal: "unchanged", says: /UNAUTH|allow/ },
  ],
  [
    "an id that leads elsewhere",
    nothing,
    "invalid_argument",
    { systems: ["../systems"], goal: "unchanged", says: /not a Tapis system id/ },
  ],
  ["an empty id", nothing, "invalid_argument", { systems: [""], goal: "unchanged", says: /empty/ }],
  .../** @type {Row[]} */ (
    ["unreachable", "http-error", "no-body", "null-field", "empty-field"].map((tms) => [
      `the Trust Manager System fails: ${tms}`,
      behaving({ tms: /** @type {any} */ (tms) }),
      "tms_unavailable",
      { goal: "unchanged", says: /TMS|Trust Manager/ },
    ])
  ),
  [
    "the Trust Manager System refuses",
    behaving({ tms: "refuses" }),
    "credential_refused",
    { goal: "unchanged", says: /Missing or expired dependency/ },
  ],
  [
    "no Trust Manager System is set up",
    behaving({ tms: "not-configured" }),
    "credential_refused",
    { goal: "unchanged", says: /TMS/ },
  ],
  [
    "the tenant may not use the Trust Manager System",
    behaving({ tmsTenants: [] }),
    "credential_refused",
    { goal: "unchanged", says: /TMS/ },
  ],
  [
    "the store of secrets cannot be written",
    behaving({ securityKernel: "writes-fail" }),
    "server_error",
    { goal: "unchanged", wasted: 1, says: /./ },
  ],
  [
    "the check meets a gateway error, once",
    failing(CHECK, { status: 502, body: "<html>" }),
    "created",
  ],
  ["the check's connection breaks, once", failing(CHECK, { drop: "before-headers" }), "created"],
  ["the check is put off by 429, once", failing(CHECK, { status: 429, body: "<html>" }), "created"],
  [
    "the check meets 503, always",
    failing(CHECK, { status: 503, body: "<html>" }, ALWAYS),
    "service_unavailable",
    { goal: "unchanged", says: /unavailable|503|busy/i },
  ],
  [
    "a sign-in page in place of the check",
    failing(CHECK, SIGN_IN_PAGE, ALWAYS),
    "invalid_response",
    { goal: "unchanged", says: /sign-in|proxy/ },
  ],
  [
    "a proxy's 401 in JSON in place of the check, good credentials",
    all(stored, failing(CHECK, PROXY_401, ALWAYS)),
    "invalid_response",
    { goal: "unchanged", says: /proxy/ },
  ],
  [
    "the definition meets a gateway error, once",
    failing(DEFINITION, { status: 502, body: "<html>" }),
    "created",
  ],
  [
    "the definition's connection breaks, once",
    failing(DEFINITION, { drop: "before-headers" }),
    "created",
  ],
  ["the create is done, and its answer lost", failing(CREATE, LOST), "created"],
  [
    "the create is done, and a gateway says 504",
    failing(CREATE, { act: true, status: 504, body: "<html>" }),
    "created",
  ],
  [
    "the create is done two seconds after its answer was lost",
    failing(CREATE, { drop: "before-headers", late: LATE_MS }),
    "created",
    { ...HURRIED, settlesMs: 2 * LATE_MS },
  ],
  [
    "the create is not done: 502",
    failing(CREATE, { status: 502, body: "<html>" }),
    "service_unavailable",
    { ...HURRIED, goal: "unchanged", says: /./ },
  ],
  [
    "a sign-in page in place of the create",
    failing(CREATE, SIGN_IN_PAGE),
    "invalid_response",
    { ...HURRIED, goal: "unchanged", says: /sign-in|proxy/ },
  ],
];

/** A fresh key is wanted. @type {Row[]} */
const FORCE = [
  ["good credentials", stored, "created"],
  ["no credentials", nothing, "created"],
  ["a key that the host refuses", refused, "created"],
  [
    "a system with PKI_KEYS",
    withSystem({ defaultAuthnMethod: "PKI_KEYS" }),
    "authn_method_unsupported",
    { goal: "unchanged", says: /PKI_KEYS/ },
  ],
  [
    "a system that is not there",
    nothing,
    "system_not_found",
    { systems: ["no-such-system"], goal: "unchanged", says: /no system|NOT_FOUND|not found/i },
  ],
  [
    "a system on which only its owner may act",
    withSystem({ forbidden: true }),
    "forbidden",
    { goal: "unchanged", says: /UNAUTH|allow/ },
  ],
  [
    "a host that does not answer, credentials stored",
    all(withSystem({ hostBehaviour: "unreachable" }), stored),
    "host_unreachable",
    { goal: "unchanged", says: /did not answer|CONN_FAIL/ },
  ],
];

/** @type {[token: TokenState, ours: string, says: RegExp][]} */
const BAD_TOKENS = [
  ["expired", "token_expired", EXPIRED],
  ["revoked", "token_rejected", /token/i],
  ["signed by a stranger", "token_rejected", NO_GOOD_TOKEN],
  ["of another tenant", "token_rejected", NO_GOOD_TOKEN],
  ["a refresh token", "token_malformed", /refresh/],
  ["cut short", "token_malformed", /three parts|segments/],
];

/** @type {Row[]} */
const REVOKE = [
  ["good credentials", stored, "revoked"],
  ["no credentials", nothing, "revoked"],
  ["a key that the host refuses", refused, "revoked"],
  [
    "a host that does not answer",
    all(withSystem({ hostBehaviour: "unreachable" }), stored),
    "revoked",
  ],
  [
    "a system that is not there",
    nothing,
    "system_not_found",
    { systems: ["no-such-system"], goal: "unchanged", says: /no system|NOT_FOUND|not found/i },
  ],
  [
    "somebody else's user name",
    (tapis) => tapis.setCredential(SYSTEM, "bob"),
    "forbidden",
    { username: "bob", goal: "unchanged", says: /UNAUTH|allow/ },
  ],
  ["the remove is done, and its answer lost", all(stored, failing(REMOVE, LOST)), "revoked"],
  [
    "the remove is done, and a gateway says 504",
    all(stored, failing(REMOVE, { act: true, status: 504, body: "<html>" })),
    "revoked",
  ],
  [
    "the remove is done two seconds after its answer was lost",
    all(stored, failing(REMOVE, { drop: "before-headers", late: LATE_MS })),
    "revoked",
    { ...HURRIED, settlesMs: 2 * LATE_MS },
  ],
  [
    "the remove is not done: 502",
    all(stored, failing(REMOVE, { status: 502, body: "<html>" })),
    "service_unavailable",
    { ...HURRIED, goal: "unchanged", says: /./ },
  ],
  [
    "the store of secrets cannot be written",
    all(stored, behaving({ securityKernel: "removals-fail" })),
    "server_error",
    { goal: "unchanged", says: /./ },
  ],
];

const FIVE = ["stampede3", "frontera", "ls6", "vista", "lonestar"];
const five = (/** @type {Tapis} */ tapis) => tapis.setSystems(FIVE.map((id) => ({ id })));

/** @type {Row[]} */
const SET_UP = [
  ["five systems, no credentials", five, FIVE.map(() => "created").join(" "), { systems: FIVE }],
  [
    "five systems, good credentials on all",
    all(five, (tapis) => FIVE.forEach((id) => tapis.setCredential(id, "ann"))),
    FIVE.map(() => "exists").join(" "),
    { systems: FIVE },
  ],
  [
    "five systems, one of which is not there",
    all(five, nothing),
    "created created failed created created",
    { systems: FIVE.with(2, "no-such-system"), goal: "unchanged" },
  ],
  [
    "five systems, one meets a gateway error once",
    all(five, (tapis) =>
      tapis.order({ call: CHECK, system: "ls6" }, { status: 502, body: "<html>" }),
    ),
    FIVE.map(() => "created").join(" "),
    { systems: FIVE },
  ],
];

/** @param {Scenario["operation"]} operation @param {Row} row @param {Partial<Scenario>} [more] @returns {Scenario} */
const scenario = (operation, [name, given, ours, rest], more) => ({
  name: `${operation === "setUp" ? "set up" : operation}: ${name}`,
  operation,
  given,
  ours,
  systems: [SYSTEM],
  username: "ann",
  method: "TMS_KEYS",
  force: false,
  wasted: 0,
  isHurried: false,
  settlesMs: 0,
  token: "good",
  goal: operation === "revoke" ? "gone" : "usable",
  ...more,
  ...rest,
});

/** @type {Scenario[]} */
export const SCENARIOS = [
  ...ESTABLISH.map((row) => scenario("establish", row)),
  ...FORCE.map(([name, ...row]) =>
    scenario("establish", [`${name}, a fresh key is wanted`, ...row], {
      force: true,
      goal: "fresh",
    }),
  ),
  ...BAD_TOKENS.flatMap(([token, ours, says]) =>
    /** @type {Row[]} */ ([
      [`a token that is ${token}, good credentials`, stored, ours],
      [`a token that is ${token}, no credentials`, nothing, ours],
    ]).map((row) => scenario("establish", row, { token, says, goal: "unchanged" })),
  ),
  scenario(
    "establish",
    ["a token that is expired, a fresh key is wanted", stored, "token_expired"],
    {
      token: "expired",
      force: true,
      says: EXPIRED,
      goal: "unchanged",
    },
  ),
  ...REVOKE.map((row) => scenario("revoke", row)),
  scenario("revoke", ["a token that is expired", stored, "token_expired"], {
    token: "expired",
    says: EXPIRED,
    goal: "unchanged",
  }),
  ...SET_UP.map((row) => scenario("setUp", row)),
];
