// Asks before credentials are removed.

import { Fragment } from "preact";
import { useContext } from "preact/hooks";

import { HelpLinkView } from "../failures/help-link.jsx";
import { HelpLinks, linksFor } from "../failures/help-links.js";
import { ConfirmDialog } from "../ui/confirm-dialog.jsx";

/**
 * @param {object} props
 * @param {string} props.systemId
 * @param {(confirmed: boolean) => void} props.onClose
 */
export function RevokeDialog({ systemId, onClose }) {
  const links = linksFor(useContext(HelpLinks), "ticket");
  return (
    <ConfirmDialog
      title={`Revoke your credentials on ${systemId}?`}
      confirm="Revoke credentials"
      look="danger"
      onClose={onClose}
    >
      <p>
        Jobs and file transfers on <strong>{systemId}</strong> stop working for you until
        credentials are established again.
      </p>
      <p>
        This is rarely needed: it is for clean-up and for a fresh start. Tapis forgets the key, but
        its public half stays valid at TMS: if the key may have leaked, tell the help desk, too.
        {links.map((link) => (
          <Fragment key={link.href}>
            {" "}
            <HelpLinkView link={link} />
          </Fragment>
        ))}
      </p>
    </ConfirmDialog>
  );
}
