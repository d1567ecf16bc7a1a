// How far a set-up or a verification of many systems is, and its summary. The live region is always
// there; the count is told to screen readers by the progress bar, not with every step.

import { useContext, useLayoutEffect, useRef } from "preact/hooks";

import { Button } from "../ui/button.jsx";
import { ToneIcon } from "../ui/icons.jsx";
import { scrollUpTo } from "../ui/scroll-up-to.js";
import { useFocusFallback } from "../ui/use-focus-fallback.js";
import { progressText, summaryOf } from "./batch.js";
import { HelpLinkView } from "../failures/help-link.jsx";
import { HelpLinks, linksFor } from "../failures/help-links.js";
import { PATIENCE_MS } from "./run-operation.js";

/** @type {Record<import("./batch.js").BatchKind, { doing: string, done: string, stopped: string }>} */
const TITLES = {
  setup: { doing: "Setting up", done: "Set-up finished", stopped: "Nothing was set up" },
  verify: { doing: "Verifying", done: "Verification finished", stopped: "Nothing was verified" },
};

/**
 * @param {object} props
 * @param {import("./batch.js").Batch | null} props.batch
 * @param {import("./operation.js").OperationActions} props.controller
 * @param {{ current: HTMLElement | null }} props.above takes the focus when the summary is closed
 * @param {{ current: boolean }} props.awaited a person has asked for it, here, and is shown what came of it
 */
export function BatchView({ batch, controller, above, awaited }) {
  const panel = useRef(/** @type {HTMLDivElement | null} */ (null));
  useFocusFallback(panel, () => (batch ? panel : above).current);
  const hasEnded = batch?.phase === "ended";
  useLayoutEffect(() => {
    if (hasEnded && awaited.current && panel.current) scrollUpTo(panel.current);
    if (hasEnded) awaited.current = false;
  }, [hasEnded]);
  return (
    <div class="batch" ref={panel} tabIndex={-1} data-tone={batch ? toneOf(batch) : "none"}>
      {batch && batch.phase !== "ended" && <Progress batch={batch} controller={controller} />}
      <div class="batch-summary" role="status">
        {batch?.phase === "ended" && <Summary batch={batch} />}
      </div>
      {batch?.phase === "ended" && <AfterBatch batch={batch} controller={controller} />}
    </div>
  );
}

/**
 * @param {object} props
 * @param {import("./batch.js").Batch} props.batch
 * @param {import("./operation.js").OperationActions} props.controller
 */
function Progress({ batch, controller }) {
  const text = progressText(batch);
  const cancelling = batch.phase === "cancelling";
  return (
    <div class="batch-progress">
      <p class="batch-text">
        <strong>{TITLES[batch.kind].doing}</strong> {text}
      </p>
      <progress
        value={batch.settled.length}
        max={batch.systemIds.size}
        aria-label={TITLES[batch.kind].doing}
        aria-valuetext={text}
      />
      <Button busy={cancelling} onClick={controller.cancelBatch}>
        {cancelling ? "Cancelling…" : "Cancel"}
      </Button>
    </div>
  );
}

/** @param {{ batch: import("./batch.js").Batch }} props */
function Summary({ batch }) {
  const { kind, failure } = batch;
  const { counts, causes } = summaryOf(batch);
  return (
    <>
      <ToneIcon tone={toneOf(batch)} />
      <div class="notice-body">
        <strong class="notice-title">{failure ? TITLES[kind].stopped : TITLES[kind].done}</strong>
        <p>{failure ? failure.message : counts}</p>
        {!failure && causes.length > 0 && <Causes causes={causes} />}
      </div>
    </>
  );
}

/** @param {{ causes: readonly import("./causes.js").Cause[] }} props */
function Causes({ causes }) {
  const help = useContext(HelpLinks);
  return (
    <ul class="batch-causes">
      {causes.map(({ text, next, helpCode }) => (
        <li key={text}>
          <span>{text}.</span> {next && <span class="note">{next} </span>}
          {linksFor(help, helpCode).map((link) => (
            <HelpLinkView key={link.href} link={link} />
          ))}
        </li>
      ))}
    </ul>
  );
}

/**
 * @param {import("./batch.js").Batch} batch
 * @returns {import("../ui/icons.jsx").Tone}
 */
function toneOf(batch) {
  if (batch.phase !== "ended") return "neutral";
  return batch.failure ? "bad" : summaryOf(batch).tone;
}

/**
 * @param {object} props
 * @param {import("./batch.js").Batch} props.batch
 * @param {import("./operation.js").OperationActions} props.controller
 */
function AfterBatch({ batch, controller }) {
  const { again, later } = summaryOf(batch);
  const untried = batch.failure ? [...batch.systemIds] : again;
  return (
    <div class="batch-after">
      {later.length > 0 && (
        <Button small onClick={() => void controller.runBatch("setup", later, PATIENCE_MS)}>
          Keep trying for 5 minutes
        </Button>
      )}
      {untried.length > 0 && (
        <Button small onClick={() => void controller.runBatch(batch.kind, untried)}>
          Try again
        </Button>
      )}
      <Button small onClick={controller.dismissBatch}>
        Close summary
      </Button>
    </div>
  );
}
