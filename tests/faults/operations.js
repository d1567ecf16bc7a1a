// The operations that meet faults, and each place at which they can: one cell of the suite is an operation, the call that
// goes wrong, and how.

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
 * @property {import("../tapis/faults.js").Fault} [fault]
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
