// Why the module, tms.wasm, is not there: the browser cannot run it, or it did not come.

import { COMES_NOW } from "../../load-trouble.js";
import { makeFailure } from "./failure.js";

/** What to do in a browser in which the module cannot run. */
export const WITHOUT_WEBASSEMBLY =
  "WebAssembly is switched off in this browser, and the part of this page that talks to Tapis cannot run without it. Nothing was sent. A strict security mode or a rule of your organization may switch it off: allow it for this site, or use another browser.";

export const hasWebAssembly = () => "WebAssembly" in globalThis;

/** @param {unknown} error of tms.js, which says in `trouble` what it saw of tms.wasm */
export function moduleNotLoaded(error) {
  if (!hasWebAssembly()) return makeFailure("module_not_loaded", WITHOUT_WEBASSEMBLY);
  const { trouble } = /** @type {{ trouble?: string }} */ (error);
  return makeFailure(
    "module_not_loaded",
    `The part of this page that talks to Tapis could not be loaded, so nothing was sent. ${trouble ? `${trouble} To try again, connect again.` : COMES_NOW}`,
  );
}
