// What is known to differ, with the reason. Any other difference fails, and one that is not met any more does, too.

/**
 * @typedef {object} Difference
 * @property {string} [call] by its operation id; any call if it is left out
 * @property {number} [status] of the answer; any if it is left out
 * @property {string | RegExp} is what description.js says
 * @property {string} because
 */

/** Where the platform differs from the OpenAPI description of its Systems service. @type {Difference[]} */
export const DIFFERENCES = [
  ...["createUserCredential", "removeUserCredential"].flatMap((call) => [
    {
      call,
      status: 201,
      is: "the status is not described",
      because: "the service says Created; described is 200",
    },
    {
      call,
      status: 404,
      is: "the status is not described",
      because: "a missing system is looked for before anything else",
    },
  ]),
  {
    call: "createUserCredential",
    status: 401,
    is: "the status is not described",
    because: "a credential that the host refuses is 401 in the service; described is 400",
  },
  {
    call: "checkUserCredential",
    status: 401,
    is: "the status is not described",
    because: "a failed check is 401 in the service; described is 400",
  },
  {
    call: "getSystems",
    status: 401,
    is: "the status is not described",
    because: "the filter in front of all calls answers a bad token",
  },
  {
    is: "the body is no JSON",
    because: "the filters in front of all calls answer bare text under the type of JSON",
  },
  {
    is: /^\/(result|metadata)(\/.*)? is null, and must /,
    because: "a service in Java writes null for whatever is not set",
  },
  {
    is: "/result/*/jobRuntimes is an empty list, and must NOT have fewer than 1 items",
    because:
      "a system that runs no jobs has no runtimes; the rule is for who defines one that does",
  },
  {
    call: "healthCheck",
    is: "/result is a string, and must be object",
    because: "the answer of the health check is a sentence",
  },
  {
    call: "getSystems",
    status: 200,
    is: "/result/*/canExec is a string, and must be boolean",
    because: "a list with a selection of attributes has text in place of booleans",
  },
];

/** The same of its Authenticator. @type {Difference[]} */
export const AUTHENTICATOR_DIFFERENCES = [
  ...["create_token", "create_client"].map((call) => ({
    call,
    status: 200,
    is: "the status is not described",
    because: "the service says OK where it makes something; described is 201",
  })),
  {
    status: 400,
    is: "the status is not described",
    because: "every refusal is 400, and no description has it",
  },
];

/** @param {Difference} known @param {import("./description.js").Found} found */
export function isSame({ call, status, is }, found) {
  const isIt = typeof is === "string" ? is === found.is : is.test(found.is);
  return (
    isIt && [found.call, undefined].includes(call) && [found.status, undefined].includes(status)
  );
}

/**
 * @typedef {object} RequestDifference
 * @property {string} call
 * @property {string} what  a part of the request: `path`, `body`, a header, or `?` and a parameter
 * @property {string | undefined} ours
 * @property {string | undefined} theirs
 * @property {string} because
 */

/** Where our requests differ from those of the official TypeScript client on purpose. @type {RequestDifference[]} */
export const REQUEST_DIFFERENCES = [
  {
    call: "getSystems",
    what: "?select",
    ours:
      "id,host,description,owner,systemType,canExec,enabled,defaultAuthnMethod," +
      "isDynamicEffectiveUser,dtnSystemId,hasCredentials",
    theirs: "allAttributes",
    because: "a row with all attributes is five times as long, and nothing shows the others",
  },
  {
    call: "getSystems",
    what: "?orderBy",
    ours: "id(asc)",
    theirs: undefined,
    because: "pages that are asked for one after another must not overlap",
  },
  {
    call: "getSystems",
    what: "?computeTotal",
    ours: "true",
    theirs: undefined,
    because: "the total tells whether there are further pages",
  },
  {
    call: "getSystems",
    what: "?limit",
    ours: "1000",
    theirs: "-1",
    because: "a deployment may answer with fewer than were asked for, without a limit as well",
  },
];
