// What screen readers are told. Whatever changes the state may say something with it; the newest word stands.

/**
 * @typedef {object} Announcements
 * @property {string} announcement when they have time
 * @property {string} alert at once: something went wrong
 */

/** @type {Announcements} */
export const NO_ANNOUNCEMENTS = { announcement: "", alert: "" };
