// The part of the state that is about the session: who is connected, until when, and why no longer.

/** @typedef {import("../operations/failure.js").Failure} Failure */
/** @typedef {import("../time/clock.js").ClockError} ClockError */

/** @typedef {{ username: string, tenant: string, baseUrl: string }} User */

/**
 * @typedef {object} Session
 * @property {string} username
 * @property {string} tenant
 * @property {string} baseUrl
 * @property {number} expiresAt as the token says, in milliseconds since 1970
 * @property {string} timeLeft in words; "" where nothing can be told
 * @property {boolean} ending true in the last ten minutes, and after them
 * @property {boolean} pastEnd true after the end, as far as the time is known. It is Tapis that ends a session
 * @property {boolean} accepted by Tapis, at least once
 */

/**
 * Why there is no session any more, for the connect view.
 *
 * @typedef {object} SessionEnd
 * @property {"rejected" | "disconnected"} reason
 * @property {number} at when the token ends, as it says
 * @property {boolean} accepted false: Tapis never accepted the token
 * @property {Failure | null} failure what Tapis said, for `rejected`
 */

/**
 * @typedef {object} SessionState
 * @property {Session | null} session
 * @property {SessionEnd | null} ended
 * @property {User | null} lastUser whose systems and requests are shown
 * @property {boolean} connecting
 * @property {Failure | null} connectFailure
 * @property {ClockError | null} clockError what is known to be wrong with this computer's clock
 */

/** @typedef {{ now: number, error: ClockError | null }} Time as far as it is known, and by what the clock differs from it */

/**
 * @typedef {{ type: "connect-started" }
 *   | { type: "connect-failed", failure: Failure }
 *   | { type: "connected", session: User & { expiresAt: number } } & Time
 *   | { type: "renewed", expiresAt: number } & Time
 *   | { type: "token-accepted" }
 *   | { type: "disconnected" }
 *   | { type: "clock" } & Time} SessionAction
 */

export {};
