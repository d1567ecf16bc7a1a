// The head of the standalone page. A portal that embeds the page has its own.

/** @param {{ config: import("./config.js").Config }} props */
export function PageHeader({ config }) {
  return (
    <div class="page-header">
      <div class="page-top">
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
      </div>
      <h1>{config.title}</h1>
      <p class="page-purpose">
        The keys with which Tapis runs your jobs and moves your files on a system. See whether you
        have them, create them, remove them.
      </p>
    </div>
  );
}
