// Where to go with a failure, and what support needs to know about it, to copy or folded away. Never holds a token: a
// failure has none.
/* global TMS_VERSION -- see ../version.d.ts */

import { useContext, useMemo, useState } from "preact/hooks";

import { Button } from "../ui/button.jsx";
import { copyText } from "../ui/copy-and-save.js";
import { isForSupport } from "./failure.js";
import { HelpLinkView } from "./help-link.jsx";
import { HelpLinks, linksFor, WhoAsks } from "./help-links.js";
import { ticketText } from "./ticket.js";

/**
 * @param {object} props
 * @param {import("./failure.js").Failure} props.failure
 * @param {import("./ticket.js").Attempt} props.attempt
 */
export function FailureDetails({ failure, attempt }) {
  const help = useContext(HelpLinks);
  const forSupport = isForSupport(failure);
  const links = [...linksFor(help, failure.code), ...(forSupport ? linksFor(help, "ticket") : [])];
  if (!forSupport && links.length === 0) return null;
  const rows = [
    ["Error code", failure.code],
    ["HTTP status", failure.httpStatus ? String(failure.httpStatus) : "none"],
    ["Tapis code", failure.tapisCode],
    ["Server message", failure.serverMessage],
  ].filter(([, value]) => value !== "");
  return (
    <div class="failure">
      <div class="failure-help">
        {links.map((link) => (
          <HelpLinkView key={link.href} link={link} />
        ))}
        {forSupport && <CopyForTicket failure={failure} attempt={attempt} />}
      </div>
      {forSupport && (
        <details class="technical">
          <summary>Technical details</summary>
          <dl>
            {rows.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd translate={false}>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

/** @param {Parameters<typeof FailureDetails>[0]} props */
function CopyForTicket({ failure, attempt }) {
  const user = useContext(WhoAsks);
  const [status, setStatus] = useState("");
  // It is shown as soon as it has happened.
  const at = useMemo(() => Date.now(), [failure]);

  async function copy() {
    const browser = navigator.userAgent;
    const copied = await copyText(
      ticketText({ failure, attempt, user, at, version: TMS_VERSION, browser }),
    );
    setStatus(copied ? "Copied." : "This browser did not allow copying.");
  }

  return (
    <>
      <Button
        small
        label={attempt.systemId && `Copy for a ticket: ${attempt.systemId}`}
        onClick={() => void copy()}
      >
        Copy for a ticket
      </Button>
      <span class="note" aria-live="polite">
        {status}
      </span>
    </>
  );
}
