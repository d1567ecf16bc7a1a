// What a portal shows in place of "submit a ticket" where a job or a listing failed because credentials are missing or
// refused: a link to the page, with that system's row unfolded. It does nothing by itself, so it may stand anywhere.
// For DesignSafe's portal and for Core-Portal, which both have React; copy it.

interface CredentialsLinkProps {
  /** The address of TMS credentials, such as https://credentials.example.org/ */
  page: string;
  /** The Tapis system on which it failed. */
  systemId: string;
}

export function CredentialsLink({ page, systemId }: CredentialsLinkProps) {
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
