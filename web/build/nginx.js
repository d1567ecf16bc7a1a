// dist/_nginx.conf, made of the same rules as dist/_headers: what a server block of nginx includes to serve dist/. A
// location that adds a header drops those of its server, so each location names all of its own. What is no file of the
// rules is not served: not this file, and no document without its .html.

/** @typedef {import("./headers.js").HeaderRule} HeaderRule */

const INTRODUCTION = `\
# Serves this folder with its security headers. Generated: change config.json and build again.
#
#   server {
#     listen 443 ssl;
#     server_name credentials.example.org;
#     ssl_certificate ...;
#     ssl_certificate_key ...;
#     root /srv/tms-credentials;
#     include /srv/tms-credentials/_nginx.conf;
#   }`;

/** The types are named here, since lists in use know neither .wasm nor .d.ts, or take the latter for a film. */
const SERVING = `\
server_tokens off;
absolute_redirect off;
default_type application/octet-stream;
types {
  text/html html;
  text/css css;
  text/javascript js;
  text/plain txt ts;
  application/json json;
  application/wasm wasm;
  image/svg+xml svg;
}
charset utf-8;
charset_types text/css text/javascript text/plain application/json;`;

/**
 * @param {HeaderRule[]} rules as headerRules() makes them
 * @param {Record<string, string>} unknown the headers of all other paths
 */
export function nginxFile([everything, ...rules], unknown) {
  const served = rules.filter(({ path }) => path.endsWith("/") || path.includes("."));
  const folders = served.map(({ path }) => path).filter((path) => /.\/$/.test(path));
  const locations = served.map(({ path, headers }) => {
    const file = path.endsWith("/") ? `${path}index.html` : path;
    const lines = [`try_files ${file} =404;`, ...addHeaders({ ...everything.headers, ...headers })];
    return block(`location = ${path}`, lines);
  });
  const parts = [
    INTRODUCTION,
    SERVING,
    "# Whatever is not named below.",
    addHeaders(unknown).join("\n"),
    "error_page 404 /404.html;",
    block("location /", ["return 404;"]),
    ...folders.map((path) => block(`location = ${path.slice(0, -1)}`, [`return 301 ${path};`])),
    ...locations,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** @param {Record<string, string>} headers */
function addHeaders(headers) {
  return Object.entries(headers).map(([name, value]) => {
    if (/["$\\\n]/.test(value))
      throw new Error(`nginx would change this value of ${name}: ${value}`);
    return `add_header ${name} "${value}" always;`;
  });
}

/**
 * @param {string} name
 * @param {string[]} lines
 */
function block(name, lines) {
  return `${name} {\n${lines.map((line) => `  ${line}`).join("\n")}\n}`;
}
