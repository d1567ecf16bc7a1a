// Every request of this visit, folded away until somebody wants to know: to see, to copy, to save.

import { useId, useState } from "preact/hooks";

import { Button } from "../ui/button.jsx";
import { copyText, saveFile } from "../ui/copy-and-save.js";
import { logAsJson, logAsText } from "./log-export.js";
import { LogEntryView } from "./log-entry.jsx";
import { entriesAbout, hasFailed, systemsIn } from "./request-log.js";

/** The newest; a longer list is for a file. */
const MOST_SHOWN = 100;

/**
 * @param {object} props
 * @param {import("./request-log.js").RequestLog} props.activity
 * @param {import("./log-export.js").Who} props.who
 */
export function LogView({ activity, who }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const count = activity.entries.length + activity.forgotten;
  return (
    <section class="activity" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>
        <button
          type="button"
          class="fold"
          aria-expanded={open}
          aria-controls={open ? `${id}-log` : undefined}
          onClick={() => setOpen(!open)}
        >
          <span>Activity log</span> <span class="note">({count})</span>
        </button>
      </h2>
      {open && (
        <div id={`${id}-log`} class="activity-body">
          <Requests activity={activity} who={who} />
        </div>
      )}
    </section>
  );
}

/** @param {Parameters<typeof LogView>[0]} props */
function Requests({ activity, who }) {
  const id = useId();
  const [systemId, setSystemId] = useState("");
  const [status, setStatus] = useState("");
  const [failedOnly, setFailedOnly] = useState(false);
  const about = entriesAbout(activity, systemId);
  const entries = failedOnly ? about.filter(hasFailed) : about;
  const shown = entries.slice(-MOST_SHOWN).reverse();

  async function copy() {
    const copied = await copyText(logAsText(entries, who));
    setStatus(
      copied ? `Copied: ${entries.length} requests.` : "This browser did not allow copying.",
    );
  }

  function save() {
    saveFile("tms-credentials-activity.json", logAsJson(entries, who));
    setStatus(`Saved: ${entries.length} requests.`);
  }

  return (
    <>
      <div class="activity-tools">
        <div>
          <label for={`${id}-system`}>System</label>
          <select
            id={`${id}-system`}
            class="field"
            value={systemId}
            onChange={({ currentTarget: { value } }) => setSystemId(value)}
          >
            <option value="">All</option>
            {systemsIn(activity).map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={failedOnly}
            onChange={({ currentTarget: { checked } }) => setFailedOnly(checked)}
          />
          Only what failed
        </label>
        <Button onClick={() => void copy()}>Copy as text</Button>
        <Button onClick={save}>Download JSON</Button>
        <p class="hint" role="status">
          {status}
        </p>
      </div>
      <p class="hint">
        Requests to {who.baseUrl}, the newest first. Your token is in none of them, nor in what you
        copy or save.
        {entries.length > shown.length &&
          ` The newest ${shown.length} of ${entries.length} are here.`}
        {activity.forgotten > 0 && ` The ${activity.forgotten} oldest are not kept.`}
      </p>
      <ol class="requests">
        {shown.map((entry) => (
          <LogEntryView key={entry.id} entry={entry} baseUrl={who.baseUrl} />
        ))}
      </ol>
    </>
  );
}
