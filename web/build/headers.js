// The security headers of the standalone page, generated from config.json so that the two never
// disagree. The build writes them to dist/_headers, which static hosts read.

/** @typedef {import("../page/config.js").Config} Config */
/** @typedef {{ path: string, headers: Record<string, string> }} HeaderRule */

/** Always asked for again, so that a new deployment is seen at once and never mixed with an old one. */
const REVALIDATED = [
  "/page.js",
  "/tms.js",
  "/tms.wasm",
  "/tms.d.ts",
  "/style.css",
  "/icon.svg",
  "/LICENSES.txt",
];

/** Never written to a disk. */
const NOT_STORED = ["/", "/index.html", "/config.json"];

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
 * @param {Config} config
 * @returns {string[]} the directives that hold in a `<meta>` element, too
 */
function contentDirectives({ apiOrigins }) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${apiOrigins.join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
}

/**
 * The policy for hosts that cannot send headers. Browsers ignore frame-ancestors there.
 *
 * @param {Config} config
 */
export function metaContentSecurityPolicy(config) {
  return contentDirectives(config).join("; ");
}

/** @param {Config} config */
export function contentSecurityPolicy(config) {
  return [...contentDirectives(config), "frame-ancestors 'none'"].join("; ");
}

/**
 * @param {Config} config
 * @returns {HeaderRule[]} a path matches at most the first rule, for everything, and one other
 */
export function headerRules(config) {
  return [
    {
      path: "/*",
      headers: {
        "Content-Security-Policy": contentSecurityPolicy(config),
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": FEATURES_OFF.map((feature) => `${feature}=()`).join(", "),
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
      },
    },
    ...NOT_STORED.map((path) => ({ path, headers: { "Cache-Control": "no-store" } })),
    ...REVALIDATED.map((path) => ({ path, headers: { "Cache-Control": "no-cache" } })),
  ];
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
