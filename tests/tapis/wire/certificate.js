// A throw-away certificate for the TLS mode: made at start, good for a day, kept in memory.

import { generate } from "selfsigned";

/** @returns {Promise<{ key: string, cert: string }>} */
export async function throwAwayCertificate() {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { key, cert };
}
