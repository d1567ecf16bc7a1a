// How the pages look: in one column from 320 pixels on, light or dark as the browser prefers.

import { createHash } from "node:crypto";

export const STYLE = `
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 1rem;
  max-width: 40rem;
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
  color: light-dark(#1d2730, #e7ecf0);
  background: light-dark(#ffffff, #1a2128);
}
header { border-block-end: 1px solid light-dark(#d5dce2, #34404b); }
h1 { font-size: 1.375rem; line-height: 1.3; }
a { color: light-dark(#2a6698, #86bbe8); }
.hint { color: light-dark(#54616d, #a6b2bd); }
.error { color: light-dark(#ad2a20, #ff958b); font-weight: 600; }
:focus-visible { outline: 3px solid light-dark(#2a6698, #86bbe8); outline-offset: 2px; }
input, button { font: inherit; min-height: 2.75rem; padding: 0.375rem 0.75rem; border-radius: 2px; }
input {
  max-width: 100%;
  color: inherit;
  background: transparent;
  border: 1px solid light-dark(#75828e, #7d8b98);
}
label { display: block; font-weight: 600; }
.code { width: 14rem; font-family: ui-monospace, monospace; }
.days { width: 6rem; }
button {
  color: light-dark(#ffffff, #0c1a26);
  background: light-dark(#2a6698, #86bbe8);
  border: 1px solid transparent;
  cursor: pointer;
}
.people { padding: 0; list-style: none; }
.people li { margin-block-end: 0.75rem; }
.people button { width: 100%; text-align: start; }
table { width: 100%; border-collapse: collapse; }
th, td {
  padding: 0.5rem;
  text-align: start;
  vertical-align: top;
  border-block-end: 1px solid light-dark(#d5dce2, #34404b);
}
th { width: 7rem; overflow-wrap: normal; }
`;

const hash = createHash("sha256").update(STYLE).digest("base64");

/** What a page may load: this style, and nothing else. */
export const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
