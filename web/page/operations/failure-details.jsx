// What support needs to know about a failure, folded away. Never holds a token: a failure has none.

/** @param {{ failure: import("./failure.js").Failure }} props */
export function FailureDetails({ failure }) {
  const rows = [
    ["Error code", failure.code],
    ["HTTP status", failure.httpStatus ? String(failure.httpStatus) : "none"],
    ["Tapis code", failure.tapisCode],
    ["Server message", failure.serverMessage],
  ].filter(([, value]) => value !== "");
  return (
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
  );
}
