// Takes the place of fetch() in the tms.js of the demo without a server: what the glue wants to fetch is tms.wasm, and that
// is inside. So the page's policy need not allow a connection.

import bytes from "tms-wasm-bytes";

export const fetch = async () =>
  new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
