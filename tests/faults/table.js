// The faults that operations meet, as data: what the local Tapis does instead of answering properly, and what an operation
// that meets it must end with. Each is tried at every call of every operation that it can befall (operations.js): all of
// them natively (tests/unit/faults), and in each browser engine those in which an engine has a part.

/** @typedef {import("../tapis/wire/faults.js").Fault} Fault */

/**
 * @typedef {object} FaultRow
 * @property {string} name
 * @property {Fault} [fault]
 * @property {string} [abort] in place of a fault: the request never leaves the browser, for this reason
 * @property {boolean} [preflight] the fault befalls the browser's question whether the request is allowed
 * @property {string} ends the error's code, at whatever call
 * @property {string} [endsUnsigned] the same at calls that carry no token, where it differs; "refused": see AT_AUTHENTICATOR
 * @property {string} [orEnds] in browsers that see it another way
 * @property {boolean} [uncertain] a change may have taken effect, and an operation must find out: then it is also tried with
 *   a server that did act
 * @property {boolean} [acts] the server has done its part in any case
 * @property {number[]} [late] also tried with a server that acts only so many milliseconds later
 * @property {number} [timeoutMs] of the connection, for what would never end
 * @property {boolean} [engine] a browser's engine has a part in what comes of it; all else is the same in each
 */

/**
 * A fault of one call only.
 *
 * @typedef {object} CallRow
 * @property {string} name
 * @property {Fault} fault
 * @property {Record<string, string>} ends by operation (see operations.js): the error's code or the result's status
 */

const BRIEF_MS = 1_500;
/** Between the looks at what became of a lost change: after the first, and after the second. */
const LATE_MS = [1_000, 5_000];
const HTML = "<html><head><title>Gateway</title></head><body><h1>nginx</h1></body></html>";
const BUILD = { version: "1.8.3", commit: "9a57c9d7", build: "2025-04-29T13:47:25Z" };

/** @param {number} status @returns {Fault} a page of the gateway */
const page = (status) => ({ status, headers: { "content-type": "text/html" }, body: HTML });

/** @param {number} status @param {object} body @returns {Fault} of a proxy, in JSON that is no envelope of Tapis */
const foreign = (status, body) => ({ status, body });

/** @param {number} status @param {string} message @returns {Fault} as the Systems service writes errors */
const error = (status, message) => ({
  status,
  body: { result: null, status: "error", message, ...BUILD, metadata: null },
});

/** @param {string} code @param {number} [status] @returns {Fault} as the filters in front of the service write errors */
const bare = (code, status = 401) => ({
  status,
  headers: { "content-type": "application/json" },
  body: `${code} It was not accepted.`,
});

/** @param {string} message @param {number} [status] @returns {Fault} as the Authenticator refuses */
const refused = (message, status = 400) => ({
  status,
  body: { message, metadata: {}, result: null, status: "error", version: "1.8.3" },
});

/** @param {object | null} result @returns {Fault} as it answers */
const granted = (result) => ({
  body: { message: "Created.", metadata: {}, result, status: "success", version: "1.8.3" },
});

/** @param {string} inner @returns {string} as the service wraps why a credential is no good */
const invalid = (inner) =>
  `SYSAPI_CRED_VALID_FAIL Not valid. System: any Message: ${inner} Why. Host: any`;

/** @param {string} inner @returns {string} as it wraps why a change failed */
const failed = (inner) => `SYSAPI_CRED_ERROR Error. System: any Message: ${inner} Why.`;

const NESTED = "[".repeat(100_000) + "]".repeat(100_000);

/** @type {FaultRow[]} all of which an engine has a part in */
const ON_THE_WAY = [
  { name: "no route", abort: "addressunreachable", ends: "network_error", uncertain: true },
  { name: "no such name", abort: "namenotresolved", ends: "network_error", uncertain: true },
  {
    name: "no connection taken",
    abort: "connectionrefused",
    ends: "network_error",
    uncertain: true,
  },
  {
    name: "a preflight refused",
    preflight: true,
    fault: { status: 403, cors: false },
    ends: "network_error",
    uncertain: true,
  },
  {
    name: "a preflight reset",
    preflight: true,
    fault: { drop: "before-headers" },
    ends: "network_error",
    uncertain: true,
  },
  {
    name: "a reset before the headers",
    fault: { drop: "before-headers" },
    ends: "network_error",
    uncertain: true,
    late: LATE_MS,
  },
  {
    name: "a reset after the headers",
    fault: { drop: "after-headers" },
    ends: "network_error",
    // WebKit takes what came until then for the whole body.
    orEnds: "invalid_response",
    uncertain: true,
  },
  {
    name: "a reset in the body",
    fault: { drop: "mid-body" },
    ends: "network_error",
    // Firefox takes an error page that was cut for a whole one.
    orEnds: "invalid_response",
    uncertain: true,
    acts: true,
  },
  {
    name: "CORS refused",
    fault: { cors: false },
    ends: "network_error",
    uncertain: true,
    acts: true,
  },
  {
    name: "a redirect to a stranger",
    fault: { redirect: "http://127.0.0.1:9/" },
    ends: "network_error",
    uncertain: true,
  },
  { name: "a hang", fault: { hang: true }, ends: "timeout", uncertain: true, timeoutMs: BRIEF_MS },
  {
    name: "an endless slow body",
    fault: { slowBody: true },
    ends: "timeout",
    uncertain: true,
    timeoutMs: BRIEF_MS,
  },
];

/** @type {FaultRow[]} */
const UNREADABLE = [
  {
    name: "a redirect",
    fault: { redirect: "/v3/systems/healthcheck" },
    ends: "invalid_response",
    uncertain: true,
    engine: true,
  },
  {
    name: "a redirect that keeps the method",
    fault: { status: 307, redirect: "/v3/systems/healthcheck" },
    ends: "invalid_response",
    uncertain: true,
    engine: true,
  },
  {
    name: "truncated JSON",
    fault: { truncate: 20 },
    ends: "invalid_response",
    uncertain: true,
    acts: true,
    engine: true,
  },
  {
    name: "a body of 64 MiB",
    fault: { hugeBody: 64 },
    ends: "invalid_response",
    uncertain: true,
    engine: true,
  },
  {
    name: "wrong types",
    fault: { body: { status: 1, message: [], result: "" } },
    ends: "invalid_response",
    uncertain: true,
  },
  { name: "a list for an object", fault: { body: [] }, ends: "invalid_response", uncertain: true },
  {
    name: "an empty success",
    fault: { status: 200, body: "" },
    ends: "invalid_response",
    uncertain: true,
    engine: true,
  },
  {
    name: "nesting, 100,000 deep",
    fault: { body: NESTED },
    ends: "invalid_response",
    uncertain: true,
    engine: true,
  },
  {
    name: "such nesting in an envelope",
    fault: { body: `{"result":${NESTED},"status":"success","message":"","metadata":null}` },
    ends: "invalid_response",
    uncertain: true,
  },
  { name: "HTML with 200", fault: page(200), ends: "invalid_response", uncertain: true },
  { name: "HTML with 400", fault: page(400), ends: "invalid_response" },
  { name: "HTML with 404", fault: page(404), ends: "invalid_response" },
  {
    name: "a proxy's 401 in JSON",
    fault: foreign(401, { message: "Unauthorized" }),
    ends: "invalid_response",
  },
  {
    name: "a proxy's 401 in JSON with a status",
    fault: foreign(401, { status: 401, message: "SYSLIB_CRED_NOT_FOUND", result: null }),
    ends: "invalid_response",
  },
  {
    name: "a proxy's 401 in JSON with the words of Tapis",
    fault: foreign(401, { status: "error", message: "SYSLIB_CRED_NOT_FOUND None." }),
    ends: "invalid_response",
  },
  {
    name: "a proxy's 404 in JSON",
    fault: foreign(404, { message: "no Route matched with those values" }),
    ends: "invalid_response",
  },
  {
    name: "a proxy's success in JSON",
    fault: foreign(200, { status: "success", message: "SYSAPI_CRED_OK Yes." }),
    ends: "invalid_response",
    uncertain: true,
  },
  { name: "HTML with 413", fault: page(413), ends: "invalid_response" },
];

/** @type {FaultRow[]} */
const UNAVAILABLE = [
  { name: "429", fault: page(429), ends: "service_unavailable" },
  { name: "502", fault: page(502), ends: "service_unavailable", uncertain: true },
  // An engine only hands a status and a body over. This page, the bare text and the envelope further down show that it does.
  {
    name: "503",
    fault: page(503),
    ends: "service_unavailable",
    uncertain: true,
    engine: true,
  },
  {
    name: "504",
    fault: page(504),
    ends: "service_unavailable",
    uncertain: true,
    late: LATE_MS,
  },
  { name: "an empty 500", fault: { status: 500, body: "" }, ends: "server_error" },
  { name: "a revoked token as HTML", fault: page(500), ends: "server_error" },
  {
    name: "415 as 501",
    fault: error(501, "HTTP 415 Unsupported Media Type"),
    ends: "server_error",
  },
];

/** @type {FaultRow[]} what is answered before the call itself is looked at */
const FILTERS = [
  {
    name: "a revoked token",
    fault: {
      status: 500,
      body: { status: "error", message: "Token is revoked.", version: "1", result: null },
    },
    ends: "token_rejected",
    endsUnsigned: "server_error",
  },
  {
    name: "an expired token, by a kin of the code",
    fault: bare("TAPIS_SECURITY_TOKEN_EXPIRED"),
    ends: "token_expired",
    endsUnsigned: "invalid_response",
  },
  {
    name: "an expired token",
    fault: bare("TAPIS_SECURITY_JWT_EXPIRED"),
    ends: "token_expired",
    endsUnsigned: "invalid_response",
    engine: true,
  },
  {
    name: "an unknown tenant",
    fault: bare("TAPIS_SECURITY_JWT_KEY_ERROR", 500),
    ends: "token_rejected",
    endsUnsigned: "server_error",
  },
  ...[
    ...["MISSING_JWT_INFO", "JWT_PARSE_ERROR", "JWT_INVALID_ALG", "JWT_CLAIM_NOT_FOUND"],
    ...["JWT_INVALID_CLAIM", "MISSING_HEADER", "UNEXPECTED_HEADER", "USER_IN_ADMIN_TENANT"],
    ...["JWT_WRONG_SITE", "JWT_MISSING_SITE", "TENANT_NOT_ALLOWED", "SOURCE_SITE_SERVICE"],
  ].map((code) => ({
    name: `TAPIS_SECURITY_${code}`,
    fault: bare(`TAPIS_SECURITY_${code}`),
    ends: "token_rejected",
    endsUnsigned: "invalid_response",
  })),
  { name: "a bad query", fault: bare("TAPIS_QUERY_PARAM_INVALID", 400), ends: "invalid_response" },
  {
    name: "a bad thread context",
    fault: bare("TAPIS_INVALID_THREADLOCAL_VALUE", 400),
    ends: "invalid_response",
  },
  {
    name: "not permitted",
    fault: error(403, "SYSLIB_UNAUTH Not allowed."),
    ends: "forbidden",
    endsUnsigned: "refused",
    engine: true,
  },
];

/** Faults of any call. */
export const FAULTS = [
  ...ON_THE_WAY.map((row) => ({ ...row, engine: true })),
  ...UNREADABLE,
  ...UNAVAILABLE,
  ...FILTERS,
];

/** @param {string} establish @param {string} check what a check's verdict means to each operation that asks for one */
const verdict = (establish, check) => ({ establish, setUp: establish, check });
/** @param {string} code what a create's error means to each operation that creates */
const refusal = (code) => ({ establish: code, force: code, setUp: code, patient: code });

const TMS_REFUSALS = [
  "BAD_ARG",
  "TENANT_NOT_ALLOWED",
  "NOT_CFG",
  "INVALID_SYS_TYPE",
  "NOT_ALLOWED",
];
const TMS_FAILURES = ["ERR", "HTTP_ERR", "NO_BODY", "NULL_FIELD", "EMPTY_FIELD"];
/** @param {string} said @returns {string} how Tapis quotes what TMS answered */
const tms = (said) =>
  `${failed("SYSLIB_CRED_TMS_KEYS_HTTP_ERR")} User: any TMS server URL: https://tms ${said}`;

/** Faults of one call, by its name. @type {Record<string, CallRow[]>} */
export const FAULTS_OF = {
  checkUserCredential: [
    ...[401, 400].flatMap((status) => [
      {
        name: `${status}, none stored`,
        fault: error(status, "SYSLIB_CRED_NOT_FOUND None."),
        ends: verdict("created", "missing"),
      },
      {
        name: `${status}, refused by the host`,
        fault: error(status, invalid("SYSLIB_CRED_VALID_FAIL")),
        ends: verdict("created", "refused"),
      },
      {
        name: `${status}, the host does not answer`,
        fault: error(status, invalid("SYSLIB_CRED_CONN_FAIL")),
        ends: verdict("host_unreachable", "unreachable"),
      },
      {
        name: `${status}, not supported`,
        fault: error(status, invalid("SYSLIB_CRED_NOT_SUPPORTED")),
        ends: verdict("authn_method_unsupported", "unsupported"),
      },
    ]),
    {
      name: "401 with another code",
      fault: error(401, "SYSLIB_CRED_OTHER Something."),
      ends: verdict("created", "missing"),
    },
    {
      name: "400 with another code",
      fault: error(400, "SYSAPI_ACCMETHOD_ENUM_ERROR No."),
      ends: verdict("invalid_response", "invalid_response"),
    },
    {
      name: "404 although the system is there",
      fault: error(404, "SYSAPI_NOSYSTEM None."),
      ends: verdict("created", "missing"),
    },
    {
      name: "500, could not check",
      fault: error(500, "SYSAPI_CRED_CHECK_ERROR Why."),
      ends: verdict("created", "server_error"),
    },
    {
      name: "500, could not look up",
      fault: error(500, "SYSAPI_CHECK_ERROR Why."),
      ends: verdict("created", "server_error"),
    },
    {
      name: "500 for a wrong method",
      fault: error(500, "HTTP 405 Method Not Allowed"),
      ends: verdict("created", "server_error"),
    },
  ],
  getSystem: [
    {
      name: "no such system",
      fault: error(404, "SYSAPI_NOT_FOUND None."),
      ends: { establish: "system_not_found" },
    },
    {
      name: "a bad authentication method",
      fault: error(400, "SYSAPI_ACCMETHOD_ENUM_ERROR No."),
      ends: { establish: "invalid_response" },
    },
    {
      name: "500, could not read",
      fault: error(500, "SYSAPI_SYS_GET_ERROR Why."),
      ends: { establish: "server_error" },
    },
    {
      name: "a definition without a method",
      fault: { body: { result: {}, status: "success", message: "", ...BUILD, metadata: null } },
      ends: { establish: "invalid_response" },
    },
    {
      name: "a method of another kind",
      fault: {
        body: {
          result: { defaultAuthnMethod: "PKI_KEYS" },
          status: "success",
          message: "",
          ...BUILD,
          metadata: null,
        },
      },
      ends: { establish: "authn_method_unsupported" },
    },
  ],
  createUserCredential: [
    {
      name: "no such system",
      fault: error(404, "SYSAPI_NOSYSTEM None."),
      ends: refusal("system_not_found"),
    },
    {
      name: "400, unreadable",
      fault: error(400, "SYSAPI_CRED_JSON_ERROR No."),
      ends: refusal("credential_refused"),
    },
    {
      name: "500, invalid",
      fault: error(500, "SYSAPI_CRED_JSON_INVALID No."),
      ends: refusal("server_error"),
    },
    {
      name: "400, half a pair",
      fault: error(400, "SYSAPI_CRED_SECRET_MISSING No."),
      ends: refusal("credential_refused"),
    },
    {
      name: "500, an OpenSSH key",
      fault: error(500, "SYSAPI_CRED_INVALID_PRIVATE_SSHKEY No."),
      ends: refusal("server_error"),
    },
    {
      name: "401, refused by the host",
      fault: error(401, invalid("SYSLIB_CRED_VALID_FAIL")),
      ends: { ...refusal("credential_refused"), patient: "created" }, // the second key is accepted
    },
    {
      name: "401, the host does not answer",
      fault: error(401, invalid("SYSLIB_CRED_CONN_FAIL")),
      ends: refusal("host_unreachable"),
    },
    {
      name: "401, not supported",
      fault: error(401, invalid("SYSLIB_CRED_NOT_SUPPORTED")),
      ends: refusal("authn_method_unsupported"),
    },
    {
      name: "500, the Security Kernel",
      fault: error(500, failed("SYSLIB_CRED_SK_ERROR")),
      ends: refusal("server_error"),
    },
    {
      name: "500, a login user",
      fault: error(500, failed("SYSLIB_CRED_INVALID_LOGINUSER")),
      ends: refusal("server_error"),
    },
    ...TMS_REFUSALS.flatMap((code) => [
      {
        name: `400, TMS ${code}`,
        fault: error(400, `SYSLIB_CRED_TMS_KEYS_${code} No.`),
        ends: refusal("credential_refused"),
      },
      {
        name: `500, TMS ${code}`,
        fault: error(500, failed(`SYSLIB_CRED_TMS_KEYS_${code}`)),
        ends: refusal("credential_refused"),
      },
    ]),
    ...TMS_FAILURES.map((code) => ({
      name: `500, TMS ${code}`,
      fault: error(500, failed(`SYSLIB_CRED_TMS_KEYS_${code}`)),
      ends: refusal("tms_unavailable"),
    })),
    ...[400, 500].flatMap((status) => [
      {
        name: `${status}, a 403 of TMS`,
        fault: error(status, tms("Code: 403 Missing or expired dependency: no MFA record")),
        ends: refusal("credential_refused"),
      },
      {
        name: `${status}, a 500 of TMS`,
        fault: error(status, tms('Code: 500 Body: {"result_msg":"INTERNAL ERROR: Code: 403"}')),
        ends: refusal("tms_unavailable"),
      },
    ]),
    ...[400, 409, 422].map((status) => ({
      name: `${status} with a code that nobody knows`,
      fault: error(status, "SYSLIB_CRED_NEVER_HEARD_OF No."),
      ends: refusal("credential_refused"),
    })),
    {
      name: "400 with a code of TMS that nobody knows",
      fault: error(400, "SYSLIB_CRED_TMS_KEYS_QUOTA_ERR No."),
      ends: refusal("credential_refused"),
    },
    {
      name: "500 with a code that nobody knows",
      fault: error(500, "SYSLIB_CRED_NEVER_HEARD_OF No."),
      ends: refusal("server_error"),
    },
  ],
  removeUserCredential: [
    {
      name: "500, the Security Kernel",
      fault: error(500, failed("SYSLIB_CRED_SK_ERROR")),
      ends: { revoke: "server_error" },
    },
    {
      name: "500, could not look up",
      fault: error(500, "SYSAPI_CHECK_ERROR Why."),
      ends: { revoke: "server_error" },
    },
  ],
  getSystems: [
    {
      name: "no such path",
      fault: error(404, "HTTP 404 Not Found"),
      ends: { list: "invalid_response" },
    },
    {
      name: "a bad list type",
      fault: error(500, "SYSAPI_SELECT_ERROR SYSLIB_LISTTYPE_ERROR"),
      ends: { list: "server_error" },
    },
    {
      name: "a list that is none",
      fault: { body: { result: "none", status: "success", message: "", ...BUILD, metadata: null } },
      ends: { list: "invalid_response" },
    },
  ],
  createDeviceCode: [
    {
      name: "an unknown client",
      fault: refused("Invalid client: somebody"),
      ends: { startSignIn: "sign_in_refused" },
    },
    {
      name: "an error of its own",
      fault: refused("Oops.", 500),
      ends: { startSignIn: "server_error" },
    },
    { name: "no code in it", fault: granted(null), ends: { startSignIn: "invalid_response" } },
    {
      name: "an address of another site",
      fault: granted({
        user_code: "KbRsTuVx",
        device_code: "Aq3Zx9Lm2Rt7Yb5Nc8Vd1Ws6Ke4Jf0Gh2Ui7Op9T",
        verification_uri: "https://evil.example.org/v3/oauth2/device",
      }),
      ends: { startSignIn: "invalid_response" },
    },
  ],
  createToken: [
    { name: "not ready", fault: refused("device code not ready."), ends: { poll: "pending" } },
    {
      name: "not ready, as an error of its own",
      fault: refused("device code not ready.", 500),
      ends: { poll: "server_error" },
    },
    {
      name: "too late",
      fault: refused("device code has expired and is now deleted."),
      ends: { poll: "sign_in_expired" },
    },
    { name: "gone", fault: refused("device code not valid."), ends: { poll: "sign_in_expired" } },
    {
      name: "another client",
      fault: refused("Client IDs do not match between device code and passed in client_id"),
      ends: { poll: "sign_in_refused" },
    },
    {
      name: "a grant that is not allowed",
      fault: refused("Invalid grant_type (device_code); this grant type is not allowed."),
      ends: { poll: "sign_in_refused" },
    },
    { name: "no tokens in it", fault: granted(null), ends: { poll: "invalid_response" } },
    {
      name: "a token that is none",
      fault: granted({ access_token: { access_token: "none" } }),
      ends: { poll: "invalid_response" },
    },
  ],
  revokeToken: [
    {
      name: "a token that is not valid",
      fault: refused("Invalid POST data: [the token is not valid]."),
      ends: { signOut: "token_rejected" },
    },
    { name: "no such path", fault: refused("x", 404), ends: { signOut: "token_rejected" } },
    {
      name: "an error of its own",
      fault: refused("Oops.", 500),
      ends: { signOut: "server_error" },
    },
  ],
};
