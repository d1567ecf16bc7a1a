// Why the embed shows nothing here, and where the same can be done.

import { StandaloneLink } from "../page/session/standalone-link.jsx";
import { Notice } from "../page/ui/notice.jsx";

/** @typedef {"no-host" | "foreign-host" | "silent-host"} RefusalReason */

/** @type {Record<RefusalReason, string>} */
const WORDS = {
  "no-host": "This page works only inside another one, such as a portal or a notebook.",
  "foreign-host":
    "The site around this page is not one of those that may show it. Nothing was sent. If you run that site, its origin must be one of the hostOrigins of this page.",
  "silent-host":
    "The site around this page did not answer, so there is no token. Reload the site to try again.",
};

/**
 * @param {object} props
 * @param {RefusalReason} props.reason
 * @param {string} props.standalone
 */
export function Refusal({ reason, standalone }) {
  return (
    <div class="tms">
      <div role="alert">
        <Notice tone="attention" title="TMS credentials cannot be shown here">
          <p>{WORDS[reason]}</p>
          <p>
            <StandaloneLink href={standalone} />
          </p>
        </Notice>
      </div>
    </div>
  );
}
