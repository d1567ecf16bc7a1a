/** Defines `<tms-credentials>`. */
import "./tms-credentials-element.js";
