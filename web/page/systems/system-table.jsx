// The table of systems. Only the rows near the window are in the document, in blocks, so that ten
// thousand systems cost no more than a screenful. The arrow keys, Home and End go from row to row.
// The roles are spelled out because a table that is laid out as a grid loses them in some browsers.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { knownStateOf } from "../operations/credential-state.js";
import { onNearViewport } from "../ui/viewport.js";
import { tableLines } from "./filter-systems.js";
import { SystemRow } from "./system-row.jsx";

/** @typedef {import("./filter-systems.js").TableLine} TableLine */
/** @typedef {import("../../tms.js").SystemSummary} SystemSummary */
/** @typedef {import("./sort-systems.js").Sort} Sort */
/** @typedef {import("./sort-systems.js").SortColumn} SortColumn */

const ROWS_IN_BLOCK = 25;

/** What a row is taken to be high, in pixels, before it was ever drawn. */
const ROW_HEIGHT = 68;

/** @type {readonly SortColumn[]} */
const SORTABLE = ["System", "Host", "For", "Method", "Credentials", "Last verified"];
const COLUMNS = [...SORTABLE, "Actions"];

/**
 * @typedef {object} TableProps
 * @property {readonly import("./group-systems.js").GroupedSystem[]} shown
 * @property {Record<import("./group-systems.js").Group, string>} groupNames
 * @property {import("./state.js").SystemsState & import("../operations/state.js").OperationsState} state
 * @property {import("../operations/operation.js").OperationActions} controller
 * @property {(systemId: string) => void} onRevoke
 */

/**
 * @param {TableProps & { sort: Sort, onSort: (column: SortColumn) => void, asked: import("./use-asked-system.js").AskedRow | null, onUnfolded: () => void }} props `asked`: one
 *   of those shown, to be unfolded once
 */
export function SystemTable({ shown, sort, onSort, asked, onUnfolded, ...rest }) {
  const { lines, rowCount } = useMemo(() => tableLines(shown), [shown]);
  const transferNodes = useTransferNodes(rest.state);
  const table = useRef(/** @type {HTMLTableElement | null} */ (null));
  const [unfolded, setUnfolded] = useState("");
  const [current, setCurrent] = useState(0);
  const wanted = useRef(/** @type {string | null} */ (null));
  const inSight = useRef(true);

  // The row that the keys go to may have come into the document only now.
  useLayoutEffect(() => {
    const row = table.current?.querySelector(`[data-line="${current}"]`);
    if (!inSight.current && row) bringIntoView(row);
    inSight.current = true;
    if (wanted.current === null) return;
    const same = row?.querySelector(`[data-control="${wanted.current}"]`);
    const control = same ?? row?.querySelector("[data-control]");
    /** @type {HTMLElement | null | undefined} */ (control)?.focus();
    wanted.current = null;
  });

  useLayoutEffect(() => {
    const line = lines.findIndex(({ entry }) => entry.system.id === asked?.systemId);
    if (!asked || line < 0) return;
    setUnfolded(asked.systemId);
    if (asked.scroll) {
      setCurrent(line);
      inSight.current = false;
    }
    if (asked.focus) wanted.current = "name";
    onUnfolded();
  }, [asked, lines]);

  /** @param {KeyboardEvent} event */
  function move(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const from = lineOf(target);
    if (from === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = lines.length - 1;
    /** @type {Record<string, number>} */
    const targets = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: last };
    const to = targets[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to === from || to < 0 || to > last) return;
    wanted.current = target.dataset.control ?? "name";
    setCurrent(to);
  }

  const blocks = [];
  for (let first = 0; first < lines.length; first += ROWS_IN_BLOCK) {
    blocks.push(
      <Block
        key={first}
        first={first}
        lines={lines.slice(first, first + ROWS_IN_BLOCK)}
        pinned={current >= first && current < first + ROWS_IN_BLOCK}
        unfolded={unfolded}
        onUnfold={setUnfolded}
        transferNodes={transferNodes}
        {...rest}
      />,
    );
  }
  return (
    <table
      ref={table}
      class="systems"
      part="table"
      role="table"
      aria-label="Systems"
      aria-rowcount={rowCount}
      onKeyDown={move}
      onFocusIn={({ target }) => {
        const line = lineOf(/** @type {HTMLElement} */ (target));
        if (line !== null) setCurrent(line);
      }}
    >
      <TableHead sort={sort} onSort={onSort} />
      {blocks}
    </table>
  );
}

/** @param {{ sort: Sort, onSort: (column: SortColumn) => void }} props */
function TableHead({ sort, onSort }) {
  const directionOf = (/** @type {SortColumn} */ column) =>
    sort?.column !== column ? "none" : sort.descending ? "descending" : "ascending";
  return (
    <thead role="rowgroup">
      <tr role="row" class="systems-row systems-head" aria-rowindex={1}>
        {SORTABLE.map((column) => (
          <th key={column} role="columnheader" scope="col" aria-sort={directionOf(column)}>
            <button type="button" class="sort" onClick={() => onSort(column)}>
              {column}
            </button>
          </th>
        ))}
        <th role="columnheader" scope="col">
          Actions
        </th>
      </tr>
    </thead>
  );
}

/**
 * @param {Omit<TableProps, "shown"> & { first: number, lines: TableLine[], pinned: boolean,
 *   unfolded: string, onUnfold: (systemId: string) => void, transferNodes: ReadonlyMap<string, SystemSummary> }} props `pinned`: holds the row that has,
 *   or is to have, the focus
 */
function Block({ first, lines, pinned, unfolded, onUnfold, transferNodes, ...rest }) {
  const { groupNames, state, controller, onRevoke } = rest;
  const block = useRef(/** @type {HTMLTableSectionElement | null} */ (null));

  /** What is known of the credentials there; null if it is not listed. @param {SystemSummary} system */
  function transferNodeOf({ dtnSystemId: id }) {
    const node = transferNodes.get(id);
    return id ? { id, known: node ? knownStateOf(node, state.findings.get(id)) : null } : null;
  }

  const { isNear, rowHeight } = useNearViewport(block, first === 0, lines.length);
  if (!isNear && !pinned) {
    return <tbody ref={block} role="none" style={{ height: `${rowHeight * lines.length}px` }} />;
  }
  return (
    <tbody ref={block} role="rowgroup" style={{ height: "" }}>
      {lines.map(({ entry: { system }, heading, rowIndex }, index) => [
        heading && (
          <tr key={heading} role="row" class="systems-group" aria-rowindex={rowIndex - 1}>
            <th role="rowheader" scope="rowgroup" aria-colspan={COLUMNS.length}>
              {groupNames[heading]}
            </th>
          </tr>
        ),
        <SystemRow
          key={system.id}
          system={system}
          line={first + index}
          rowIndex={rowIndex}
          finding={state.findings.get(system.id)}
          operation={state.operations.get(system.id)}
          transferNode={transferNodeOf(system)}
          unfolded={unfolded === system.id}
          onUnfold={onUnfold}
          onRevoke={onRevoke}
          controller={controller}
        />,
      ])}
    </tbody>
  );
}

/**
 * The data transfer nodes among the systems that are listed, by their ids.
 *
 * @param {import("./state.js").SystemsState} state
 */
function useTransferNodes({ listing: { systems } }) {
  return useMemo(() => {
    const ids = new Set((systems ?? []).map(({ dtnSystemId }) => dtnSystemId));
    return new Map((systems ?? []).flatMap((each) => (ids.has(each.id) ? [[each.id, each]] : [])));
  }, [systems]);
}

/**
 * Whether an element is in the window, or soon will be; and how high its rows were when it last was.
 *
 * @param {{ current: HTMLElement | null }} ref
 * @param {boolean} initially
 * @param {number} rows
 */
function useNearViewport(ref, initially, rows) {
  const [isNear, setNear] = useState(initially);
  const rowHeight = useRef(ROW_HEIGHT);
  const count = useRef(rows);
  count.current = rows;
  useEffect(() => {
    const block = /** @type {HTMLElement} */ (ref.current);
    return onNearViewport(block, ({ isIntersecting, boundingClientRect }) => {
      if (!isIntersecting) rowHeight.current = boundingClientRect.height / count.current;
      setNear(isIntersecting);
    });
  }, []);
  return { isNear, rowHeight: rowHeight.current };
}

/** @param {Element} row */
function bringIntoView(row) {
  const scroll = () => row.scrollIntoView({ block: "nearest" });
  scroll();
  // A frame that is as high as what is in it gets that height only now, from the page around, and can scroll no more.
  addEventListener("resize", scroll, { signal: AbortSignal.timeout(1000) });
}

/** @param {HTMLElement} element */
function lineOf(element) {
  const line = element.closest("[data-line]")?.getAttribute("data-line");
  return line ? Number(line) : null;
}

/**
 * What stands in for the table until the list has come, as high as its rows will be.
 *
 * @param {{ rows: number }} props
 */
export function SkeletonTable({ rows }) {
  return (
    <div class="systems" aria-busy="true">
      <p class="visually-hidden">Loading your systems</p>
      <div aria-hidden="true">
        <div class="systems-row systems-head">
          {COLUMNS.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
        <div class="systems-group">
          <span class="skeleton" />
        </div>
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} class="systems-row systems-line">
            {COLUMNS.map((name) => (
              <span key={name} class="skeleton" />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
