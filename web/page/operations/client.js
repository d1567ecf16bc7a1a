// What the page uses of tms.js, by name: tests put something else in its place.

/**
 * @typedef {Pick<typeof import("../../tms.js"), "connectTapis" | "findAccessToken" | "startSignIn" | "checkTmsCredentials" |
 *   "establishTmsCredentials" | "revokeTmsCredentials" | "listSystems" | "setupTmsCredentials" |
 *   "TapisError">} Client
 */

/** @typedef {Awaited<ReturnType<Client["connectTapis"]>>} Connection */

/** @typedef {Omit<import("../../tms.js").ConnectOptions, "allowedOrigins">} ConnectOptions */

export {};
