// The security headers of everything in dist/, generated from config.json so that the two never disagree. The build
// writes them to dist/_headers and dist/_nginx.conf. Static hosts add up the rules that match a path and join the values
// of a header that two of them name, so no two do: what differs between the page and the embed is said file by file.

/** @typedef {import("../page/config.js").Config} Config */
/** @typedef {{ path: string, headers: Record<string, string> }} HeaderRule */

/** Documents, and what they read: never written to a disk. Some hosts serve a document without its .html, too. */
const PAGE = ["/", "/index.html", "/index", "/404.html", "/404"];
const EMBED = ["/embed/", "/embed/index.html", "/embed/index"];
const CONFIGURATION = ["/config.json"];

/** What only our own documents load. */
const PARTS = [
  "/page.js",
  "/style.css",
  "/embed.js",
  "/embed.css",
  "/load-watch.js",
  "/icon.svg",
  "/LICENSES.txt",
];

/** What other sites may load, too: it is public, and acts with nobody's authority but theirs. */
const LIBRARY = [
  "/host.js",
  "/host.d.ts",
  "/tms.js",
  "/tms.d.ts",
  "/tms.wasm",
  "/tms-credentials.js",
  "/tms-credentials.d.ts",
  "/tms-credentials-define.js",
  "/tms-credentials-define.d.ts",
  "/tms-credentials-element.js",
  "/tms-credentials-element.d.ts",
];

/** The demo without a server, in its folder. */
const DEMO_PAGE = ["/", "/index.html", "/index"];
const DEMO_PARTS = ["/page.js", "/style.css", "/tms.js", "/icon.svg", "/LICENSES.txt"];

/** Always asked for again, so that a new deployment is seen at once and never mixed with an old one. */
const REVALIDATED = { "Cache-Control": "no-cache" };
const NOT_STORED = { "Cache-Control": "no-store" };
/** Of one version, which never changes. */
const KEPT = { "Cache-Control": "public, max-age=31536000, immutable" };

/** Powerful features that the page does not use and nothing on it may turn on. */
const FEATURES_OFF = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "clipboard-read",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "gamepad",
  "geolocation",
  "gyroscope",
  "hid",
  "identity-credentials-get",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "otp-credentials",
  "payment",
  "picture-in-picture",
  "publickey-credentials-create",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "usb",
  "window-management",
  "xr-spatial-tracking",
];

/**
 * What a document may connect to.
 *
 * @typedef {Pick<Config, "apiOrigins"> | null} Connections null: nothing at all
 */

/**
 * @param {Connections} connections
 * @returns {string[]} the directives that hold in a `<meta>` element, too
 */
function contentDirectives(connections) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${connections ? `'self' ${connections.apiOrigins.join(" ")}` : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
}

/**
 * The policy for hosts that cannot send headers. Browsers ignore frame-ancestors there.
 *
 * @param {Connections} connections
 */
export function metaContentSecurityPolicy(connections) {
  return contentDirectives(connections).join("; ");
}

/**
 * @param {Connections} connections
 * @param {readonly string[]} ancestors who may frame the document; none: nobody
 */
function contentSecurityPolicy(connections, ancestors) {
  const frameAncestors = ancestors.length > 0 ? ancestors.join(" ") : "'none'";
  return [...contentDirectives(connections), `frame-ancestors ${frameAncestors}`].join("; ");
}

/** Good for everything. COOP means nothing in a frame. */
const EVERYWHERE = {
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": FEATURES_OFF.map((feature) => `${feature}=()`).join(", "),
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

/** @param {Connections} connections */
function forNobodyElse(connections) {
  return {
    "Content-Security-Policy": contentSecurityPolicy(connections, []),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
  };
}

/**
 * What a path gets that is not in dist/, where the server can tell. A static host cannot: nothing takes a header away
 * again, so what the embed must not have, the rule for everything must not have either.
 *
 * @param {Config} config
 * @returns {Record<string, string>}
 */
export function headersOfUnknownPaths(config) {
  return { ...EVERYWHERE, ...forNobodyElse(config), ...NOT_STORED };
}

/**
 * @param {Config} config
 * @param {readonly string[]} [versions] that are kept in folders of their own, such as "1.2.3" in v1.2.3/
 * @returns {HeaderRule[]} the first is for everything; a path matches at most one other
 */
export function headerRules(config, versions = []) {
  const strict = forNobodyElse(config);
  // X-Frame-Options knows no list. CORP and, everywhere, COEP let a host that isolates itself show the embed.
  const forHosts = {
    "Content-Security-Policy": contentSecurityPolicy(config, config.hostOrigins),
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
  // Modules and what fetch() reads, such as tms.wasm, come from another origin with CORS only, under COEP as without.
  // CORP is for whoever loads them without: a preload, a classic script.
  const forEverybody = {
    ...strict,
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
  /**
   * @param {string} folder
   * @param {Record<string, string>} caching of what is the same for every deployment
   * @returns {[paths: string[], headers: Record<string, string>][]}
   */
  function groupsBelow(folder, caching) {
    /** @type {[string[], Record<string, string>][]} */
    const groups = [
      [PAGE, { ...strict, ...NOT_STORED }],
      [EMBED, { ...forHosts, ...NOT_STORED }],
      [CONFIGURATION, { ...strict, ...NOT_STORED }],
      [PARTS, { ...strict, ...caching }],
      [LIBRARY, { ...forEverybody, ...caching }],
    ];
    return groups.map(([paths, headers]) => [paths.map((path) => folder + path), headers]);
  }
  return rulesOf([
    ...groupsBelow("", REVALIDATED),
    ...versions.flatMap((version) => groupsBelow(`/v${version}`, KEPT)),
  ]);
}

/** @param {[paths: string[], headers: Record<string, string>][]} groups @returns {HeaderRule[]} */
function rulesOf(groups) {
  return [
    { path: "/*", headers: EVERYWHERE },
    ...groups.flatMap(([paths, headers]) => paths.map((path) => ({ path, headers }))),
  ];
}

/**
 * Of the demo without a server, as a site of its own.
 *
 * @returns {HeaderRule[]} as those of headerRules
 */
export function demoHeaderRules() {
  const strict = forNobodyElse(null);
  return rulesOf([
    [DEMO_PAGE, { ...strict, ...NOT_STORED }],
    [DEMO_PARTS, { ...strict, ...REVALIDATED }],
  ]);
}

/**
 * With the demo in a folder of the site.
 *
 * @param {HeaderRule[]} rules of the site
 * @returns {HeaderRule[]}
 */
export function withDemo(rules) {
  const [, ...ofDemo] = demoHeaderRules();
  return [...rules, ...ofDemo.map(({ path, headers }) => ({ path: `/demo${path}`, headers }))];
}

/**
 * The file `_headers`, as Netlify and Cloudflare Pages read it.
 *
 * @param {HeaderRule[]} rules
 */
export function headersFile(rules) {
  const blocks = rules.map(({ path, headers }) => {
    const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
    return [path, ...lines].join("\n");
  });
  return `${blocks.join("\n")}\n`;
}
