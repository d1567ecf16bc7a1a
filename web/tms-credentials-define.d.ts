/** Defines `<tms-credentials>`. */
export {};
