// Finds the Tapis access token in what people paste or choose: the bare token, or a token file as
// OpsUtils, tapipy and TACC's JupyterHub write it. A refresh token lives for a year and is never
// taken. Nothing of the text ever appears in an error.

/** What was given holds no access token. The message says so to the person. */
export class TokenTextError extends Error {
  name = "TokenTextError";
}

/** Token files are a few kilobytes; anything much larger was chosen by mistake. */
export const MAX_TOKEN_FILE_BYTES = 64 * 1024;

/**
 * @param {string} text a token, or the content of a token file
 * @returns {string} the access token, whose form and claims are not yet checked
 * @throws {TokenTextError}
 */
export function findAccessToken(text) {
  const trimmed = text.trim();
  if (trimmed === "")
    throw new TokenTextError(
      "There is nothing in it. Paste a Tapis access token, or choose a token file.",
    );
  const parsed = parseJson(trimmed);
  if (parsed === undefined) return bareToken(trimmed);
  const token = tokenIn(parsed);
  if (token) return token;
  throw new TokenTextError(
    holdsRefreshToken(parsed)
      ? "This is a refresh token without an access token. Only an access token can be used here."
      : "No access token was found. A token file has an entry named access_token.",
  );
}

/**
 * Where each known writer puts the token:
 * - OpsUtils, `~/.tapis_tokens.json`, and the JupyterHub, `~/.tapis-token`: `access_token`
 * - the Tapis tokens endpoint: `result.access_token.access_token`, or the part below `result`
 * - the JupyterHub, `/etc/.tapipy`: a list whose first item has `token`
 *
 * @param {unknown} value
 * @returns {string | undefined}
 */
function tokenIn(value) {
  if (typeof value === "string") return bareToken(value);
  if (Array.isArray(value)) return nonEmptyText(value[0]?.token);
  if (!isObject(value)) return undefined;
  const { access_token: accessToken, result } = value;
  if (isObject(accessToken)) return nonEmptyText(accessToken.access_token);
  return nonEmptyText(accessToken) ?? (isObject(result) ? tokenIn(result) : undefined);
}

/**
 * A token as copied from a notebook may still wear its quotes.
 *
 * @param {string} text
 */
function bareToken(text) {
  const token = text.trim().replace(/^(['"])(.*)\1$/, "$2");
  if (/[\s{}[\]:]/.test(token)) {
    throw new TokenTextError(
      "This is neither a Tapis access token nor a token file. A token is one long word that starts with eyJ.",
    );
  }
  return token;
}

/** @param {unknown} value */
function holdsRefreshToken(value) {
  const candidates = Array.isArray(value) ? [value[0]] : [value, isObject(value) && value.result];
  return candidates.some((item) => isObject(item) && Boolean(item.refresh_token));
}

/**
 * @param {string} text
 * @returns {unknown} undefined if the text is not JSON
 */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function nonEmptyText(value) {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
