/** Defines `<tms-credentials>`. */
export * from "./tms-credentials-element.js";
