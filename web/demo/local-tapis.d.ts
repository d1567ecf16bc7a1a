// What the demo without a server asks of the Tapis inside it: the local Tapis of the tests (tests/tapis/in-browser.js), which
// the build puts in this module's place.

declare module "local-tapis" {
  export interface LocalTapis {
    /** Where it says that it is. */
    baseUrl: string;
    people(): Promise<{ name: string; description: string }[]>;
    /** Carries requests to it with a token of that person's. */
    transportOf(name: string): Promise<import("../tms.js").Transport>;
  }

  export function openLocalTapis(options?: { latencyMs?: number }): LocalTapis;
}

/** The bytes of tms.wasm. */
declare module "tms-wasm-bytes" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
