// From a request to its answer, in the order in which a Tapis deployment looks at it: the gateway, then route, method
// and media type, then the token, then the list parameters, and only then the call itself.

import { Refusal, authenticatorEnvelope, emptyAnswer, thrownError } from "./answers.js";
import { checkHeaderSize, checkRevocation } from "./gateway.js";
import { authenticate } from "./tokens/jwt-filter.js";
import { readListQuery } from "./systems/query-filter.js";

/** @typedef {import("./answers.js").Answer} Answer */

/**
 * A request as it reaches this file, free of the HTTP framework.
 * @typedef {object} ServiceRequest
 * @property {Record<string, string | string[] | undefined>} headers
 * @property {Record<string, string | string[] | undefined>} query
 * @property {Record<string, string>} path  path parameters, decoded
 * @property {string} body
 */

/**
 * What a call gets to do its work.
 * @typedef {object} CallContext
 * @property {import("./state.js").State} state
 * @property {string} origin
 * @property {string} issuer
 * @property {ServiceRequest["headers"]} headers
 * @property {import("./tokens/jwt-filter.js").Caller} caller  meaningless in calls that are open to all
 * @property {Record<string, string>} path
 * @property {Record<string, string | undefined>} parameters  query parameters, the last of repeated ones
 * @property {import("./systems/query-filter.js").ListQuery} list
 * @property {string} body
 * @property {string} contentType
 */

/** What nginx hands to the Authenticator. */
export const AUTHENTICATOR = "/v3/oauth2";

const NOBODY = { tenant: "", username: "", jwtTenant: "", jwtUser: "" };

export class Service {
  /**
   * @param {import("./state.js").State} state
   * @param {() => string} origin
   */
  constructor(state, origin) {
    this.state = state;
    this.origin = origin;
  }

  /**
   * @param {import("./calls.js").Call} call
   * @param {ServiceRequest} request
   * @returns {Promise<Answer>}
   */
  async answer(call, request) {
    return orRefusal(async () => {
      this.#passGateway(request);
      const contentType = mediaType(request.headers["content-type"]);
      if (call.service === "systems") checkMediaTypes(call, contentType, request.headers.accept);
      const caller = call.open ? NOBODY : await authenticate(request.headers, this.state.tenants);
      return call.run({
        state: this.state,
        origin: this.origin(),
        issuer: `${this.origin()}/v3/tokens`,
        headers: request.headers,
        caller,
        path: request.path,
        parameters: singleValues(request.query),
        list: readListQuery(call.service === "systems" ? request.query : {}),
        body: request.body,
        contentType,
      });
    });
  }

  /**
   * @param {ServiceRequest} request
   * @param {string} [path]
   */
  async answerUnknownPath(request, path = "") {
    return orRefusal(() => {
      this.#passGateway(request);
      return isAuthenticators(path) ? noSuchEndpoint() : thrownError(404, "HTTP 404 Not Found");
    });
  }

  /**
   * The exception mapper has no case for a wrong method, so it becomes a server error.
   * @param {ServiceRequest} request
   * @param {string} path
   */
  async answerWrongMethod(request, path) {
    return orRefusal(() => {
      this.#passGateway(request);
      if (isAuthenticators(path)) return noSuchEndpoint();
      return thrownError(500, "HTTP 405 Method Not Allowed");
    });
  }

  /**
   * The filters let OPTIONS pass. In front of the Authenticator nginx answers it alone.
   * @param {string} path
   * @param {string[]} methods
   */
  answerOptions(path, methods) {
    if (isAuthenticators(path)) return emptyAnswer(204);
    return emptyAnswer(200, { allow: [...methods, "OPTIONS"].join(",") });
  }

  /** @param {ServiceRequest} request */
  #passGateway({ headers }) {
    checkHeaderSize(headers);
    checkRevocation(headers, this.state);
  }
}

/** @param {string} path */
function isAuthenticators(path) {
  return path.startsWith(AUTHENTICATOR);
}

/** The Authenticator tells an unknown path from a wrong method no more than from a bad request. */
function noSuchEndpoint() {
  return authenticatorEnvelope(400, "There is no such endpoint, or not with this method.");
}

/** @param {() => Answer | Promise<Answer>} work */
async function orRefusal(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/**
 * @param {import("./calls.js").Call} call
 * @param {string} contentType
 * @param {string | string[] | undefined} accept
 */
function checkMediaTypes(call, contentType, accept = "*/*") {
  if (call.consumes && contentType !== "" && !call.consumes.includes(contentType)) {
    throw new Refusal(thrownError(501, "HTTP 415 Unsupported Media Type"));
  }
  const accepted = String(accept).split(",").map(mediaType);
  if (!accepted.some((type) => ["*/*", "application/*", "application/json"].includes(type))) {
    throw new Refusal(thrownError(500, "HTTP 406 Not Acceptable"));
  }
}

/** @param {string | string[] | undefined} header */
function mediaType(header = "") {
  return String(header).split(";")[0].trim().toLowerCase();
}

/** @param {Record<string, string | string[] | undefined>} query */
function singleValues(query) {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.at(-1) : value,
    ]),
  );
}
