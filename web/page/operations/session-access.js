// What work needs of a session, in the words of those who do the work.

/**
 * A session as work sees it that begins now, with the token of now.
 *
 * @template Action
 * @typedef {object} SessionAccess
 * @property {import("./client.js").Connection} tapis
 * @property {(action: Action) => void} dispatch after the end of the session nothing of it reaches the page any more
 * @property {(event: import("./operation.js").StepEvent) => void} onStep
 * @property {(error: unknown) => import("../failures/failure.js").Failure} failureOf the error in which a request ended
 * @property {(failure: import("../failures/failure.js").Failure | null) => void} noteFailure the same, where the failure is known
 * @property {() => void} workEnded has the session look whether it is over now
 */

export {};
