// The operations that meet faults, and each place at which they can: one cell of the suite is an operation, the call that
// goes wrong, and how. Those about systems come first, then those at the Authenticator.

import { FAULTS, FAULTS_OF } from "./table.js";

/**
 * @typedef {object} Operation
 * @property {string} function of tms.js
 * @property {Record<string, unknown>} [options] of that function
 * @property {boolean} [stored] whether the person has credentials beforehand
 * @property {string[]} reads the calls of it that may go wrong and change nothing
 * @property {string} [changes] the call that changes something
 * @property {string} [done] the status when that has taken effect
 * @property {boolean} [isOptional] the reads may fail: there is another way, and the status is the same
 * @property {boolean} [untold] a check afterwards cannot tell whether it has: the status is the same, and the message says so
 */

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  establish: {
    function: "establishTmsCredentials",
    reads: ["checkUserCredential", "getSystem"],
    changes: "createUserCredential",
    done: "created",
  },
  force: {
    function: "establishTmsCredentials",
    options: { force: true },
    stored: true,
    reads: ["checkUserCredential"],
    changes: "createUserCredential",
    done: "created",
    untold: true,
  },
  patient: {
    function: "establishTmsCredentials",
    options: { patienceMs: 60_000 },
    reads: [],
    changes: "createUserCredential",
    done: "created",
  },
  check: { function: "checkTmsCredentials", stored: true, reads: ["checkUserCredential"] },
  revoke: {
    function: "revokeTmsCredentials",
    stored: true,
    reads: [],
    changes: "removeUserCredential",
    done: "revoked",
  },
  list: { function: "listSystems", reads: ["getSystems"] },
  setUp: {
    function: "setupTmsCredentials",
    reads: ["checkUserCredential"],
    changes: "createUserCredential",
    done: "created",
  },
  "the definitions of a setUp": {
    function: "setupTmsCredentials",
    reads: ["getSystems"],
    isOptional: true,
    changes: "createUserCredential",
    done: "created",
  },
};

/**
 * @typedef {object} Cell
 * @property {string} name
 * @property {string} operation
 * @property {string} call that goes wrong
 * @property {boolean} isChange whether that call changes something
 * @property {import("../tapis/wire/faults.js").Fault} [fault]
 * @property {string} [abort]
 * @property {boolean} [preflight]
 * @property {number} [timeoutMs]
 * @property {boolean} took the server did what the call asks for all the same
 * @property {boolean} [isLost] nobody can know from the answer what became of a change
 * @property {boolean} [untold] nobody can tell whether it did
 * @property {string} ends
 * @property {string} [orEnds] in browsers that see it another way
 * @property {boolean} [isCut] an answer that some browsers take for a whole one
 * @property {boolean} [engine] a browser's engine has a part in it
 */

/** @param {string} operation @returns {Cell[]} */
export function cellsOf(operation) {
  const { reads, changes, done = "", isOptional = false, untold = false } = OPERATIONS[operation];
  /** @type {Cell[]} */
  const cells = [];
  /** @param {import("./table.js").FaultRow} row @param {Omit<Cell, "name" | "operation">} cell */
  const add = ({ name, preflight, timeoutMs, orEnds, engine }, cell) =>
    cells.push({
      name: `${operation}, ${cell.call}${cell.took ? " (done)" : ""}: ${name}`,
      operation,
      preflight,
      timeoutMs,
      orEnds: cell.ends === done ? undefined : orEnds,
      isCut: orEnds !== undefined,
      engine,
      ...cell,
    });

  for (const row of FAULTS) {
    const { fault, abort, ends, uncertain = false, acts = false } = row;
    const read = { isChange: false, fault, abort, took: false };
    const isHarmless = isOptional && !ends.startsWith("token_");
    for (const call of reads) add(row, { call, ...read, ends: isHarmless ? done : ends });
    if (!changes || isOptional) continue;
    const untoldHere = untold && uncertain;
    const change = {
      call: changes,
      isChange: true,
      fault,
      abort,
      untold: untoldHere,
      isLost: uncertain,
    };
    if (!acts) add(row, { ...change, took: false, ends: change.untold ? done : ends });
    const canAct = uncertain && !abort && !row.preflight;
    if (canAct) add(row, { ...change, fault: { ...fault, act: true }, took: true, ends: done });
    // Where nobody can tell the old from the new, nobody waits for the new.
    for (const late of untold ? [] : (row.late ?? [])) {
      const name = `${row.name}, and the work is done ${late / 1_000} s later`;
      add({ ...row, name }, { ...change, fault: { ...fault, late }, took: true, ends: done });
    }
  }
  for (const call of [...reads, ...(changes && !isOptional ? [changes] : [])]) {
    for (const row of FAULTS_OF[call]) {
      const ends = row.ends[operation];
      if (ends !== undefined)
        add(
          { name: row.name, ends },
          { call, isChange: call === changes, fault: row.fault, took: false, ends },
        );
    }
  }
  return cells;
}

/** Between them they have every call; what an engine makes of a fault is the same whoever asks. */
export const IN_ENGINES = ["establish", "revoke", "list"];

/**
 * What only a browser can show. When late work is done is no matter of an engine.
 *
 * @param {string} operation
 */
export function engineCellsOf(operation) {
  return cellsOf(operation).filter(({ engine, fault }) => engine && fault?.late === undefined);
}

/**
 * An operation at the Authenticator: one call, about no system and with no token.
 *
 * @typedef {object} AuthenticatorOperation
 * @property {string} call
 * @property {string} done how it ends when nothing is wrong
 * @property {string} refused the error's code when the Authenticator refuses, and nothing more is known
 * @property {boolean} [spends] it can be done once: where the answer was lost, the next time finds nothing
 * @property {boolean} [repeats] a transient failure is asked again
 */

/** @type {Record<string, AuthenticatorOperation>} */
export const AT_AUTHENTICATOR = {
  startSignIn: { call: "createDeviceCode", done: "code", refused: "sign_in_refused" },
  poll: { call: "createToken", done: "signed in", refused: "sign_in_refused", spends: true },
  signOut: { call: "revokeToken", done: "signed out", refused: "token_rejected", repeats: true },
};

/** @typedef {Omit<Cell, "isChange">} AuthenticatorCell `took`: so that the code is spent */

/** @param {string} operation @returns {AuthenticatorCell[]} */
export function authenticatorCellsOf(operation) {
  const { call, refused, spends = false } = AT_AUTHENTICATOR[operation];
  /** @param {import("./table.js").FaultRow} row @param {boolean} [act] @returns {AuthenticatorCell} */
  const cell = ({ name, ends, endsUnsigned = ends, acts = false, fault, orEnds, ...row }, act) => ({
    name: `${operation}, ${call}${act ? " (done)" : ""}: ${name}`,
    operation,
    call,
    fault: act ? { ...fault, act } : fault,
    abort: row.abort,
    preflight: row.preflight,
    timeoutMs: row.timeoutMs,
    took: spends && (acts || act === true),
    ends: endsUnsigned === "refused" ? refused : endsUnsigned,
    orEnds,
    isCut: orEnds !== undefined,
    engine: row.engine,
  });
  const canBeLost = (
    /** @type {import("./table.js").FaultRow} */ { uncertain, acts, abort, preflight },
  ) => spends && uncertain && !acts && !abort && !preflight;
  return [
    ...FAULTS.map((row) => cell(row)),
    ...FAULTS.filter(canBeLost).map((row) => cell(row, true)),
    ...FAULTS_OF[call].map(({ ends, ...row }) => cell({ ...row, ends: ends[operation] })),
  ];
}

/** What only a browser can show. @param {string} operation */
export const authenticatorEngineCellsOf = (operation) =>
  authenticatorCellsOf(operation).filter(({ engine }) => engine);
