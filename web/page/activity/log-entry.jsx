// One request of the log in a line; unfolded, what it was for and how to send it from elsewhere.

import { useState } from "preact/hooks";

import { isFailure } from "../operations/operation.js";
import { formatDuration, formatTimeOfDay } from "../time/format-time.js";
import { Button } from "../ui/button.jsx";
import { copyText } from "../ui/copy-and-save.js";
import { curlFor, pythonFor } from "./code-snippets.js";
import { statusText } from "./request-log.js";

/**
 * @param {object} props
 * @param {import("./request-log.js").LogEntry} props.entry
 * @param {string} props.baseUrl
 */
export function LogEntryView({ entry, baseUrl }) {
  const [open, setOpen] = useState(false);
  const { at, method, path, message, attempt, response } = entry;
  const failed = isFailure(response);
  return (
    <li>
      <details class="request" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <time class="request-time" dateTime={new Date(at).toISOString()}>
            {formatTimeOfDay(at)}
          </time>{" "}
          <span class="request-method">{method}</span> <code class="request-path">{path}</code>{" "}
          <span class="request-status" data-failed={failed}>
            {failed && <span class="visually-hidden">Failed: </span>}
            {statusText(entry)}
          </span>{" "}
          <span class="request-duration">{response && formatDuration(response.milliseconds)}</span>{" "}
          <code class="request-code">{response?.tapisCode}</code>
        </summary>
        {open && (
          <div class="request-more">
            <p>
              {message}
              {attempt > 1 && ` (attempt ${attempt})`}
              {response && `: ${response.summary}`}
            </p>
            <Code title="The same in Python" code={pythonFor(entry, baseUrl)} />
            <Code title="The same with curl" code={curlFor(entry, baseUrl)} />
          </div>
        )}
      </details>
    </li>
  );
}

/** @param {{ title: string, code: string }} props */
function Code({ title, code }) {
  const [status, setStatus] = useState("");
  if (code === "") return null;
  return (
    <figure class="code">
      <figcaption>
        {title}
        <span role="status">{status}</span>
        <Button
          small
          label={`Copy: ${title}`}
          onClick={async () => setStatus((await copyText(code)) ? "Copied." : "Not allowed here.")}
        >
          Copy
        </Button>
      </figcaption>
      <pre tabIndex={0} aria-label={title} role="region">
        <code>{code}</code>
      </pre>
    </figure>
  );
}
