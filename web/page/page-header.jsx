// Whose page this is, and where else they are: what the head of the standalone page takes from config.json.

/** @param {{ config: import("./config.js").Config }} props */
export function PageHeader({ config }) {
  return (
    <>
      <p class="page-organization">{config.organization}</p>
      {config.links.length > 0 && (
        <nav aria-label="Links">
          <ul>
            {config.links.map(({ label, href }) => (
              <li key={href}>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}
