// Where the same can be done without a host.

/** @param {{ href: string }} props */
export function StandaloneLink({ href }) {
  return (
    <a class="link" href={href} target="_blank" rel="noopener noreferrer">
      Open in a tab of its own
    </a>
  );
}
