// Finds the Tapis access token in whatever people have at hand: a token file, what tapipy prints, a line of a shell or of
// curl, a page that was selected as a whole, a token that a terminal wrapped. Tokens are found by their form, a JSON Web
// Token, and told apart by their claims. Nothing of the text is in what is said of it.

/** In characters. Token files are a few kilobytes; anything much larger is there by mistake. */
export const MOST_TEXT = 64 * 1024;

/** Characters that nobody sees, which come along from web pages and chats; and separators of lines that are none of ASCII. */
const INVISIBLE = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g;
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** Where a token may begin: every one does so, for its header is a JSON object. */
const BEGINNING = /(?<![\w.-])eyJ[\w-]/g;
const PIECE = /[\w.-]+/y;
/** What may stand within a token that was wrapped: white space, a backslash of a shell, the mark of a quoted mail. */
const GAP = /(?:\s{1,80}\\?|\\)\s{0,200}(?:[>|]\s{0,80})?/y;
const WHOLE = /^([\w-]+)\.([\w-]+)\.([\w-]+)/;

const MOST_BEGINNINGS = 100;
const MOST_PIECES = 400;
const MOST_HEADER = 2000;

/** How long a signature is, by its algorithm: so it is known where a token ends, whatever stands behind it. */
const SIGNATURES = /** @type {Record<string, number[]>} */ ({
  RS: [342, 512, 683],
  PS: [342, 512, 683],
  ES256: [86],
  ES384: [128],
  ES512: [176],
  HS256: [43],
  HS384: [64],
  HS512: [86],
  EdDSA: [86],
});

/** @typedef {{ token: string, claims: Record<string, unknown> }} WebToken */

/**
 * @param {string} text
 * @returns {{ token: string, problem?: undefined } | { problem: string }} `problem`: for people, what was seen instead
 */
export function tokenInText(text) {
  const found = lookInto(text);
  // A browser remembers the text that a regular expression was last tried on, which is to be forgotten with the token.
  /(?:)/.test("");
  return found;
}

/** @type {typeof tokenInText} */
function lookInto(text) {
  if (text.length > MOST_TEXT)
    return { problem: "This is too large to be a token file, or a text with a token in it." };
  const plain = text.replace(INVISIBLE, "").replace(LINE_ENDS, "\n").trim();
  const found = webTokensIn(plain);
  const good = found.filter(({ claims }) => isAccessToken(claims));
  const people = new Set(good.map(({ claims }) => JSON.stringify([personOf(claims)])));
  if (people.size > 1) {
    return {
      problem:
        "There are tokens of several people or tenants in it, and nothing says which is meant. Connect with one of them alone.",
    };
  }
  const [last] = good.toSorted((one, other) => endOf(other.claims) - endOf(one.claims));
  return last ? { token: last.token } : { problem: problemOf(plain, found) };
}

/** @param {string} text */
function webTokensIn(text) {
  /** @type {WebToken[]} */
  const found = [];
  let end = 0;
  for (const { index } of [...text.matchAll(BEGINNING)].slice(0, MOST_BEGINNINGS)) {
    if (index < end) continue;
    const token = webTokenAt(text, index);
    if (!token) continue;
    found.push(token);
    end = token.end;
  }
  return found;
}

/**
 * Puts the pieces of a wrapped token together, one more each time, until the whole has the form of a token and a signature
 * of the right length.
 *
 * @param {string} text
 * @param {number} start
 * @returns {(WebToken & { end: number }) | null}
 */
function webTokenAt(text, start) {
  let joined = "";
  let at = start;
  /** @type {(WebToken & { end: number }) | null} */
  let likely = null;
  for (let pieces = 0; pieces < MOST_PIECES; pieces += 1) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text)?.[0];
    if (!piece) break;
    joined += piece;
    at += piece.length;
    if (joined.indexOf(".") < 0 ? joined.length > MOST_HEADER : !headerOf(joined)) return null;
    const match = WHOLE.exec(joined);
    const claims = match && objectIn(match[2]);
    if (claims) {
      const lengths = signatureLengths(String(headerOf(joined)?.alg));
      const signature = match[3];
      const longest = lengths.findLast((length) => length <= signature.length);
      const whole = `${match[1]}.${match[2]}.${signature.slice(0, longest)}`;
      const isRight = longest === signature.length;
      // Other text may stand right behind it, where its line ends were lost.
      if (isRight || !likely) likely = { token: whole, claims, end: at };
      if (isRight || lengths.length === 0) break;
    }
    GAP.lastIndex = at;
    const gap = GAP.exec(text)?.[0];
    if (!gap) break;
    at += gap.length;
  }
  return likely;
}

/** @param {string} joined */
const headerOf = (joined) => objectIn(joined.slice(0, joined.indexOf(".")));

/** @param {string} algorithm */
const signatureLengths = (algorithm) =>
  SIGNATURES[algorithm] ?? SIGNATURES[algorithm.slice(0, 2)] ?? [];

/**
 * @param {string} part of a token, base64url
 * @returns {Record<string, unknown> | null}
 */
function objectIn(part) {
  try {
    const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** @param {Record<string, unknown>} claims */
const personOf = (claims) => [claims["tapis/username"], claims["tapis/tenant_id"]];

/** @param {Record<string, unknown>} claims */
function isAccessToken(claims) {
  return (
    personOf(claims).every((name) => typeof name === "string" && name !== "") &&
    ["access", undefined].includes(/** @type {any} */ (claims["tapis/token_type"]))
  );
}

/** @param {Record<string, unknown>} claims */
const endOf = ({ exp }) => (typeof exp === "number" ? exp : 0);

/**
 * @param {string} text
 * @param {WebToken[]} found none of them an access token
 */
function problemOf(text, found) {
  if (text === "") return "The text is empty. Paste a Tapis access token, or choose a token file.";
  if (found.some(({ claims }) => claims["tapis/token_type"] === "refresh") || isRefreshOnly(text))
    return "This is a refresh token without an access token. Only an access token can be used here.";
  if (found.length > 0)
    return "This is a token, but not a Tapis access token: its claims do not say whose it is in Tapis. The access token is needed.";
  if (/(?<![\w.-])eyJ/.test(text))
    return "This begins like a token, but a part of it is missing or damaged. Copy the whole access token.";
  if (/^["']?[0-9a-f]{32}["']?$/.test(text))
    return "This looks like a token of JupyterHub, which Tapis does not know. A Tapis access token is one long word that starts with eyJ.";
  if (/^[[{]/.test(text))
    return "No access token was found in it. A token file has an entry named access_token.";
  if (!/\s/.test(text))
    return "This is not a Tapis access token, which is one long word that starts with eyJ. If it is a password, it does not belong here.";
  return "This is neither a Tapis access token nor a text with one in it. A token is one long word that starts with eyJ.";
}

/** @param {string} text */
const isRefreshOnly = (text) => /refresh_token/.test(text) && !/access_token/.test(text);
