// What a portal shows in place of "submit a ticket" where a job or a listing failed because credentials are missing or
// refused: a link to the page, with that system's row unfolded. It does nothing by itself, so it may stand anywhere.
// For DesignSafe's portal and for Core-Portal, which both have React; copy it.

/**
 * @param {object} props
 * @param {string} props.page the address of TMS credentials, such as https://credentials.example.org/
 * @param {string} props.systemId of the Tapis system on which it failed
 */
export function CredentialsLink({ page, systemId }) {
  return (
    <a
      href={`${page}#system=${encodeURIComponent(systemId)}`}
      target="_blank"
      rel="noopener noreferrer"
    >
      Set up your credentials on {systemId}
    </a>
  );
}
