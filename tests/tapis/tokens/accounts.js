// The people whom the local Tapis knows.

/**
 * @typedef {object} Account
 * @property {string} username
 * @property {string} password
 * @property {boolean} [admin]  of the tenant
 * @property {string} [description]  shown beside the name where one signs in
 */

/**
 * @param {import("../state.js").State} state
 * @param {string} username
 * @param {string} password
 */
export function isPasswordOf({ accounts }, username, password) {
  return accounts.some((known) => known.username === username && known.password === password);
}
