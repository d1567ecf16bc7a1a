// Reads a `_headers` file as static hosts do: a path pattern at the start of a line, its headers indented below. Paths match
// as on Netlify: in any case, with or without a slash at the end. Of all rules that match a path the headers apply, and the
// values of a header that is named twice are joined, as on Cloudflare Pages.

/** @typedef {{ pattern: RegExp, headers: Record<string, string> }} HeaderRule */

/**
 * @param {string} text
 * @returns {HeaderRule[]}
 * @throws {Error} that names the line which is neither a path nor a header
 */
export function parseHeadersFile(text) {
  /** @type {HeaderRule[]} */
  const rules = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const content = line.trim();
    if (content === "" || content.startsWith("#")) continue;
    const isIndented = line !== line.trimStart();
    const rule = rules.at(-1);
    const header = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(content);
    if (!isIndented && content.startsWith("/")) {
      rules.push({ pattern: patternOf(content), headers: {} });
    } else if (isIndented && header && rule) {
      const [, name, value] = header;
      addHeader(rule.headers, name.toLowerCase(), value);
    } else {
      throw new Error(
        `_headers, line ${index + 1}: neither a path nor a header of one: ${content}`,
      );
    }
  }
  return rules;
}

/**
 * @param {HeaderRule[]} rules
 * @param {string} path
 * @returns {Record<string, string>}
 */
export function headersFor(rules, path) {
  /** @type {Record<string, string>} */
  const all = {};
  for (const { pattern, headers } of rules) {
    if (!pattern.test(path)) continue;
    for (const [name, value] of Object.entries(headers)) addHeader(all, name, value);
  }
  return all;
}

/**
 * @param {Record<string, string>} headers
 * @param {string} name
 * @param {string} value
 */
function addHeader(headers, name, value) {
  headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
}

/** @param {string} path  with `*` for any rest and `:name` for one segment */
function patternOf(path) {
  const segments = path.split("/").filter(Boolean);
  return new RegExp(`^/${segments.map(segmentPattern).join("/")}/?$`, "iu");
}

/** @param {string} segment */
function segmentPattern(segment) {
  if (segment.startsWith(":")) return "[^/]+";
  if (segment === "*") return "?.*"; // the slash before it may be missing
  return segment.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
}
