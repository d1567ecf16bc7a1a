// All systems that the person may see: what is in view, what can be done with all of it, the table.

import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { BatchView } from "../operations/batch-view.jsx";
import { canBeSetUp, canBeVerified, knownStateOf } from "../operations/credential-state.js";
import { FailureDetails } from "../operations/failure-details.jsx";
import { isRunning } from "../operations/operation.js";
import { Button } from "../ui/button.jsx";
import { Notice } from "../ui/notice.jsx";
import { useFocusFallback } from "../ui/use-focus-fallback.js";
import { filterSystems } from "./filter-systems.js";
import { groupSystems } from "./group-systems.js";
import { RevokeDialog } from "./revoke-dialog.jsx";
import { SetupDialog } from "./setup-dialog.jsx";
import { nextSort, sortSystems } from "./sort-systems.js";
import { SkeletonTable, SystemTable } from "./system-table.jsx";
import { useAskedSystem } from "./use-asked-system.js";

/**
 * @param {object} props
 * @param {import("./state.js").SystemsState & import("../operations/state.js").OperationsState} props.state
 * @param {readonly string[]} props.systemIds of the systems shown first
 * @param {string} props.systemsName of those, such as "Systems of DesignSafe"
 * @param {boolean} props.hasRival something else on the page is to be done first
 * @param {boolean} props.takesFocus as soon as it is there
 * @param {import("./state.js").SystemsActions & import("../operations/operation.js").OperationActions} props.controller
 */
export function SystemsView({ state, hasRival, takesFocus, controller, ...ofDeployment }) {
  const { systemIds, systemsName } = ofDeployment;
  const { listing, findings, operations, batch } = state;
  const { systems, loading, failure } = listing;
  const id = useId();
  const section = useRef(/** @type {HTMLElement | null} */ (null));
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  const [filter, setFilter] = useState({ text: "", showAll: false });
  const [sort, setSort] = useState(/** @type {import("./sort-systems.js").Sort} */ (null));
  const [settingUp, setSettingUp] = useState(/** @type {string[] | null} */ (null));
  const [revoking, setRevoking] = useState("");

  // The person has just connected, and the form that had the focus is gone. A host's page keeps its focus.
  useLayoutEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  useFocusFallback(section, () => heading.current);

  const entries = useMemo(
    () => (systems ? groupSystems(systems, systemIds) : []),
    [systems, systemIds],
  );
  const filtered = useMemo(() => filterSystems(entries, filter), [entries, filter]);
  const { hidden } = filtered;
  const shown = useMemo(() => sortSystems(filtered.shown, sort, findings), [filtered, sort]);
  const inView = useMemo(() => possibleWork(shown, findings), [shown, findings]);

  const { askedRow, onUnfolded } = useAskedSystem({
    state,
    section,
    takesFocus,
    filterText: filter.text,
    find: (systemId) => entries.find(({ system }) => system.id === systemId),
    isShown: (entry) => shown.includes(entry),
    show: ({ group }) => setFilter({ text: "", showAll: filter.showAll || group === "further" }),
    controller,
  });

  /** Those on which nothing runs yet. @param {string[]} ids */
  const idle = (ids) => ids.filter((systemId) => !isRunning(operations.get(systemId)));
  const batchRuns = batch !== null && batch.phase !== "ended";
  const noneTo = (/** @type {string[]} */ ids) => batchRuns || ids.length === 0;

  return (
    <section class="systems-view" ref={section} aria-labelledby={`${id}-heading`}>
      <div class="systems-view-head">
        <h2 id={`${id}-heading`} ref={heading} tabIndex={-1}>
          Your systems
        </h2>
        <p class="systems-view-count" aria-live="polite">
          {systems && countText(shown.length, entries.length, inView)}
        </p>
        <Button small busy={loading} onClick={() => void controller.listSystems()}>
          Reload list
        </Button>
      </div>
      {failure && (
        <div class="systems-view-failure">
          <div role="alert">
            <Notice tone="bad" title="The list of systems could not be loaded">
              <p>{failure.message}</p>
              <p class="hint">
                {systems
                  ? "What you see is the list from before."
                  : "You can still name a system yourself, below."}
              </p>
              <FailureDetails failure={failure} />
            </Notice>
          </div>
          <div class="actions">
            <Button look="primary" onClick={() => void controller.listSystems()}>
              Load the list again
            </Button>
          </div>
        </div>
      )}
      {(systems || loading) && (
        <div class="toolbar">
          <div class="toolbar-filter">
            <label for={`${id}-filter`}>Filter</label>
            <input
              id={`${id}-filter`}
              class="field"
              type="search"
              autocomplete="off"
              spellcheck={false}
              placeholder="Name, host, description"
              value={filter.text}
              onInput={({ currentTarget: { value } }) => setFilter({ ...filter, text: value })}
            />
          </div>
          <label class="check">
            <input
              type="checkbox"
              checked={filter.showAll}
              onChange={({ currentTarget: { checked } }) =>
                setFilter({ ...filter, showAll: checked })
              }
            />
            Show all
            {hidden > 0 && ` (${hidden} more)`}
          </label>
          <div class="toolbar-actions">
            <Button
              look={failure || hasRival ? "plain" : "primary"}
              disabled={noneTo(inView.toSetUp)}
              busy={batchRuns && batch.kind === "setup"}
              onClick={() => setSettingUp(idle(inView.toSetUp))}
            >
              Set up everything
            </Button>
            <Button
              disabled={noneTo(inView.toVerify)}
              busy={batchRuns && batch.kind === "verify"}
              onClick={() => void controller.runBatch("verify", inView.toVerify)}
            >
              Verify all
            </Button>
          </div>
        </div>
      )}
      <BatchView batch={batch} controller={controller} above={heading} />
      {listing.skippedRows > 0 && (
        <p class="hint">
          {listing.skippedRows === 1 ? "1 system is" : `${listing.skippedRows} systems are`} left
          out: what Tapis says about {listing.skippedRows === 1 ? "it" : "them"} could not be
          understood.
        </p>
      )}
      {loading && !systems && <SkeletonTable rows={systemIds.length} />}
      {systems && shown.length > 0 && (
        <SystemTable
          shown={shown}
          groupNames={{
            own: systemsName,
            tms: entries.some(({ group }) => group === "own") ? "Other TMS systems" : "TMS systems",
            further: "Further systems: project, internal, switched off, or without TMS",
          }}
          state={state}
          controller={controller}
          onRevoke={setRevoking}
          sort={sort}
          onSort={(column) => setSort(nextSort(sort, column))}
          asked={askedRow}
          onUnfolded={onUnfolded}
        />
      )}
      {systems && shown.length === 0 && (
        <NothingInView
          none={entries.length === 0}
          hidden={hidden}
          onShowAll={() => setFilter({ ...filter, showAll: true })}
          onClear={() => setFilter({ ...filter, text: "" })}
        />
      )}
      {settingUp && (
        <SetupDialog
          systemIds={settingUp}
          stored={inView.ready}
          onClose={(confirmed) => {
            setSettingUp(null);
            if (confirmed) void controller.runBatch("setup", settingUp);
          }}
        />
      )}
      {revoking !== "" && (
        <RevokeDialog
          systemId={revoking}
          onClose={(confirmed) => {
            setRevoking("");
            if (confirmed) void controller.run("revoke", revoking);
          }}
        />
      )}
    </section>
  );
}

/**
 * @param {object} props
 * @param {boolean} props.none Tapis lists no system at all
 * @param {number} props.hidden
 * @param {() => void} props.onShowAll
 * @param {() => void} props.onClear
 */
function NothingInView({ none, hidden, onShowAll, onClear }) {
  if (none) {
    return (
      <Notice tone="neutral" title="Tapis lists no systems for you">
        <p>
          Ask those who run your project to share one, or name a system below if you know its id.
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="neutral" title="No system in view">
      <p>
        {hidden > 0
          ? `${hidden} more would match among the systems that are not shown.`
          : "Nothing matches the filter."}
      </p>
      <div class="actions">
        {hidden > 0 ? (
          <Button onClick={onShowAll}>Show all</Button>
        ) : (
          <Button onClick={onClear}>Clear the filter</Button>
        )}
      </div>
    </Notice>
  );
}

/**
 * @param {readonly import("./group-systems.js").GroupedSystem[]} shown
 * @param {import("./state.js").SystemsState["findings"]} findings
 */
function possibleWork(shown, findings) {
  const toSetUp = [];
  const toVerify = [];
  let ready = 0;
  let disputed = 0;
  for (const { system } of shown) {
    const known = knownStateOf(system, findings.get(system.id));
    if (known.disputed) disputed += 1;
    else if (known.state === "ready") ready += 1;
    if (canBeSetUp(known)) toSetUp.push(system.id);
    if (canBeVerified(known)) toVerify.push(system.id);
  }
  return { toSetUp, toVerify, ready, disputed };
}

/**
 * @param {number} shown
 * @param {number} all
 * @param {ReturnType<typeof possibleWork>} inView
 */
function countText(shown, all, { ready, toSetUp, disputed }) {
  const systems = `${shown === all ? "" : `${shown} of `}${all} ${all === 1 ? "system" : "systems"}`;
  const inDoubt = disputed > 0 ? `, ${disputed} to verify` : "";
  return `${systems}: ${ready} ready, ${toSetUp.length} to set up${inDoubt}`;
}
