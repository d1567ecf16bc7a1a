// GET /v3/systems and GET /v3/systems/{systemId}.

import { Refusal, success, thrownError } from "../answers.js";
import { maySee, unauthorized } from "./authorization.js";
import { apiMessage, libraryMessage } from "./messages.js";
import { holds } from "./search.js";
import { AUTHN_METHODS, SUMMARY_ATTRIBUTES, allAttributes } from "./systems.js";

/** @typedef {import("../service.js").CallContext} CallContext */
/** @typedef {import("./systems.js").System} System */
/** @typedef {import("../state.js").State} State */
/** @typedef {import("../tokens/jwt-filter.js").Caller} Caller */
/** @typedef {Record<string, unknown>} Attributes */

const LIST_TYPES = ["OWNED", "SHARED_PUBLIC", "ALL", "SHARED_DIRECT", "READ_PERM", "MINE"];

/** @param {CallContext} context */
export function getSystems({ state, caller, parameters, list }) {
  const listType = (parameters.listType ?? "OWNED").toUpperCase();
  if (!LIST_TYPES.includes(listType)) throw badListType(parameters.listType, caller);

  const found = state
    .systemsOf(caller.tenant)
    .filter((system) => list.showDeleted || !system.deleted)
    .filter((system) => belongsTo(listType, state, system, caller))
    .map((system) => new Row(system.id, () => attributesFor(state, system, caller)))
    .filter((row) => list.search.every(({ attribute, ...test }) => holds(test, row.get(attribute))))
    .sort(comparator(list.orderBy));

  const rows = pageOf(found, list).map(({ attributes }) =>
    select(attributes, list.select ?? ["summaryAttributes"]),
  );
  const message = apiMessage("TAPIS_FOUND", `Systems found: ${rows.length} systems`, caller);
  return success(200, message, rows, {
    recordCount: rows.length,
    recordLimit: list.limit,
    recordsSkipped: list.skip,
    orderBy: list.orderByText === "" ? null : list.orderByText,
    startAfter: list.startAfter === "" ? null : list.startAfter,
    totalCount: list.computeTotal ? found.length - rowsBefore(found, list) : -1,
  });
}

/** A system in a list. Of the many that are no row of the page that is asked for, only the id matters, as a rule. */
class Row {
  #id;
  #makeAttributes;
  /** @type {Attributes | undefined} */
  #attributes;

  /** @param {string} id @param {() => Attributes} makeAttributes */
  constructor(id, makeAttributes) {
    this.#id = id;
    this.#makeAttributes = makeAttributes;
  }

  get attributes() {
    return (this.#attributes ??= this.#makeAttributes());
  }

  /** @param {string} attribute */
  get(attribute) {
    return attribute === "id" ? this.#id : this.attributes[attribute];
  }
}

/** @param {CallContext} context */
export function getSystem({ state, caller, path, parameters, list }) {
  const system = state.system(caller.tenant, path.systemId);
  const operation = "getSystem";
  if (parameters.authnMethod !== undefined && !AUTHN_METHODS.includes(parameters.authnMethod)) {
    const text = `Not an authentication method: ${parameters.authnMethod}`;
    throw new Refusal(thrownError(400, apiMessage("SYSAPI_ACCMETHOD_ENUM_ERROR", text, caller)));
  }
  if (!system || system.deleted) {
    const context = { System: path.systemId };
    throw new Refusal(
      thrownError(404, apiMessage("SYSAPI_NOT_FOUND", "System not found.", caller, context)),
    );
  }
  if (!maySee(state, system, caller)) throw unauthorized(caller, system, operation);
  const attributes = select(attributesFor(state, system, caller), list.select ?? ["allAttributes"]);
  return success(200, apiMessage("TAPIS_FOUND", `System found: ${system.id}`, caller), attributes);
}

/**
 * @param {State} state
 * @param {System} system
 * @param {Caller} caller
 */
function attributesFor(state, system, caller) {
  return allAttributes(system, {
    effectiveUserId: state.effectiveUser(system, caller.username),
    hasCredentials: state.hasCredentials(system, caller.username),
  });
}

/**
 * @param {string} listType
 * @param {State} state
 * @param {System} system
 * @param {Caller} caller
 */
function belongsTo(listType, state, system, caller) {
  const owned = system.owner === caller.username;
  const shared = system.sharedWithUsers.includes(caller.username);
  const readable = system.readers.includes(caller.username);
  switch (listType) {
    case "OWNED":
      return owned;
    case "SHARED_PUBLIC":
      return system.isPublic;
    case "SHARED_DIRECT":
      return shared;
    case "READ_PERM":
      return readable;
    case "MINE":
      return owned || shared;
    default:
      return maySee(state, system, caller);
  }
}

/**
 * The page that is asked for. The `hasCredentials` filter is applied as Tapis does: false thins out a page that was
 * cut before, so pages come short; only true looks at all rows.
 * @param {Row[]} found
 * @param {import("./query-filter.js").ListQuery} list
 */
function pageOf(found, { limit, skip, startAfter, orderBy, hasCredentials }) {
  const having = (/** @type {boolean} */ wanted) => (/** @type {Row} */ row) =>
    row.get("hasCredentials") === wanted;
  const rows = hasCredentials === true ? found.filter(having(true)) : found;
  const first = startAfter === "" ? skip : indexAfter(rows, startAfter, orderBy);
  const page = rows.slice(
    first,
    limit === -1 || hasCredentials === true ? undefined : first + limit,
  );
  return hasCredentials === false ? page.filter(having(false)) : page;
}

/**
 * What the total leaves out: Tapis counts only the rows from `startAfter` on.
 * @param {Row[]} found
 * @param {import("./query-filter.js").ListQuery} list
 */
function rowsBefore(found, { startAfter, orderBy }) {
  return startAfter === "" ? 0 : indexAfter(found, startAfter, orderBy);
}

/**
 * @param {Row[]} rows
 * @param {string} startAfter
 * @param {{ attribute: string, descending: boolean }[]} orderBy
 */
function indexAfter(rows, startAfter, orderBy) {
  const isAfter = comparator(orderBy.slice(0, 1));
  const index = rows.findIndex((row) => isAfter(row, { get: () => startAfter }) > 0);
  return index === -1 ? rows.length : index;
}

/**
 * @param {{ attribute: string, descending: boolean }[]} orderBy
 * @returns {(left: Pick<Row, "get">, right: Pick<Row, "get">) => number}
 */
function comparator(orderBy) {
  return (left, right) => {
    for (const { attribute, descending } of orderBy) {
      const [a, b] = [String(left.get(attribute)), String(right.get(attribute))];
      if (a !== b) return a < b === descending ? 1 : -1;
    }
    return 0;
  };
}

/**
 * Only `allAttributes` keeps JSON booleans: with any other selection Tapis writes them as strings.
 * @param {Attributes} attributes
 * @param {string[]} names
 */
function select(attributes, names) {
  if (names.includes("allAttributes")) return attributes;
  const wanted = new Set(["id", ...names]);
  if (wanted.has("summaryAttributes")) SUMMARY_ATTRIBUTES.forEach((name) => wanted.add(name));
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => wanted.has(name))
      .map(([name, value]) => [name, typeof value === "boolean" ? String(value) : value]),
  );
}

/**
 * @param {string | undefined} listType
 * @param {Caller} caller
 */
function badListType(listType, caller) {
  const cause = libraryMessage("SYSLIB_LISTTYPE_ERROR", `Not a list type: ${listType}`, caller);
  const text = "Error selecting systems.";
  return new Refusal(
    thrownError(500, apiMessage("SYSAPI_SELECT_ERROR", text, caller, { Message: cause })),
  );
}
