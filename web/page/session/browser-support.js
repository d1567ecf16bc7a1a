// What a browser must have.

/** What to do in a browser in which the module cannot run. */
export const WITHOUT_WEBASSEMBLY =
  "WebAssembly is switched off in this browser, and the part of this page that talks to Tapis cannot run without it. Nothing was sent. A strict security mode or a rule of your organization may switch it off: allow it for this site, or use another browser.";

export const hasWebAssembly = () => "WebAssembly" in globalThis;
