// All systems that the person may see: what is in view, what can be done with all of it, the table.

import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { BatchView } from "../operations/batch-view.jsx";
import { FailureDetails } from "../failures/failure-details.jsx";
import { isRunning } from "../operations/operation.js";
import { Button } from "../ui/button.jsx";
import { Notice } from "../ui/notice.jsx";
import { useFocusFallback } from "../ui/use-focus-fallback.js";
import { filterSystems, findSystem } from "./filter-systems.js";
import { groupSystems } from "./group-systems.js";
import { countText, viewOfSystems } from "./in-view.js";
import { RevokeDialog } from "./revoke-dialog.jsx";
import { SetupDialog } from "./setup-dialog.jsx";
import { nextSort, sortSystems } from "./sort-systems.js";
import { unlistedText } from "./state.js";
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
  const awaited = useRef(false);
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
  const inView = useMemo(() => viewOfSystems(shown, findings), [shown, findings]);

  const { askedRow, onUnfolded } = useAskedSystem({
    state,
    section,
    takesFocus,
    filterText: filter.text,
    find: (systemId) => findSystem(entries, systemId),
    isShown: (entry) => shown.includes(entry),
    show: ({ group }) => setFilter({ text: "", showAll: filter.showAll || group === "further" }),
    controller,
  });

  /** @param {import("../operations/batch.js").BatchKind} kind @param {string[]} ids */
  function runBatch(kind, ids) {
    awaited.current = true;
    void controller.runBatch(kind, ids);
  }

  /** Those on which nothing runs yet. @param {string[]} ids */
  const idle = (ids) => ids.filter((systemId) => !isRunning(operations.get(systemId)));
  const batchRuns = batch !== null && batch.phase !== "ended";
  const noneTo = (/** @type {string[]} */ ids) => batchRuns || ids.length === 0;
  const next = failure || hasRival ? "" : nextThing(inView);

  return (
    <section class="systems-view" ref={section} aria-labelledby={`${id}-heading`}>
      <div class="systems-view-head">
        <h2 id={`${id}-heading`} ref={heading} tabIndex={-1}>
          Your systems
        </h2>
        <p class="systems-view-count" aria-live="polite">
          {systems && countText(shown.length, entries.length, inView)}
        </p>
        {!failure && (
          <Button small busy={loading} onClick={() => void controller.listSystems()}>
            Reload list
          </Button>
        )}
      </div>
      {failure && (
        <div class="systems-view-failure">
          <div role="alert">
            <Notice tone="bad" title="The list of systems could not be loaded">
              <p>{failure.message}</p>
              {systems && <p class="hint">What you see is the list from before.</p>}
              {!systems && failure.code !== "network_error" && (
                <p class="hint">You can still name a system yourself, below.</p>
              )}
              <FailureDetails failure={failure} attempt={{ tried: "list my systems" }} />
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
              look={next === "setup" ? "primary" : "plain"}
              disabled={noneTo(inView.toSetUp)}
              busy={batchRuns && batch.kind === "setup"}
              onClick={() => setSettingUp(idle(inView.toSetUp))}
            >
              Set up everything
            </Button>
            <Button
              look={next === "verify" ? "primary" : "plain"}
              disabled={noneTo(inView.toVerify)}
              busy={batchRuns && batch.kind === "verify"}
              onClick={() => runBatch("verify", inView.toVerify)}
            >
              Verify all
            </Button>
          </div>
        </div>
      )}
      <BatchView batch={batch} controller={controller} above={heading} awaited={awaited} />
      {state.unlisted?.listedAs && <p class="hint">{unlistedText(state.unlisted)}</p>}
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
          ready={inView.counts.get("ready") ?? 0}
          unverified={inView.unverified}
          onClose={(confirmed) => {
            setSettingUp(null);
            if (confirmed) runBatch("setup", settingUp);
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
 * What stands out: where all is set up that can be, the question is whether it works.
 *
 * @param {import("./in-view.js").InView} inView
 */
function nextThing({ toSetUp, unverified }) {
  return toSetUp.length === 0 && unverified > 0 ? "verify" : "setup";
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
