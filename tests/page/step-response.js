/** @typedef {NonNullable<import("../../web/tms.js").StepEvent["response"]>} StepResponse */

/**
 * An answer that says no.
 *
 * @param {Partial<StepResponse>} [more]
 * @returns {StepResponse}
 */
export function stepResponse(more) {
  return {
    httpStatus: 401,
    success: false,
    milliseconds: 1,
    tapisCode: "",
    summary: "",
    credentials: "",
    ...more,
  };
}
