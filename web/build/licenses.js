// The licences of everything that ends up in dist/: this project's own and those of the code that is
// compiled or bundled into it. Build and test tools are not shipped and not listed.

import { readFile } from "node:fs/promises";

/** What is shipped under the MIT licence, whose text is the same for all but the copyright line. */
const MIT_PARTS = [
  [
    "preact (page.js, embed.js, tms-credentials-element.js)",
    "Copyright (c) 2015-present Jason Miller",
  ],
  [
    "JSON for Modern C++, nlohmann/json (tms.wasm)",
    "Copyright (c) 2013-2022 Niels Lohmann",
    "Copyright (c) 2009 Florian Loitsch",
    "Copyright (c) 2008-2009 Bjoern Hoehrmann",
  ],
  ["Emscripten (tms.js, tms.wasm)", "Copyright (c) 2010-2022 The Emscripten Authors"],
  ["musl (tms.wasm)", "Copyright (c) 2005-2020 Rich Felker, et al."],
];

/** Inside the demo without a server. */
export const DEMO_PARTS = [["jose (page.js)", "Copyright (c) 2018 Filip Skokan"]];

/**
 * @param {string[][]} [more] parts under the MIT licence
 * @returns {Promise<string>} the content of LICENSES.txt
 */
export async function licensesText(more = []) {
  const own = await readFile(new URL("../../LICENSE", import.meta.url), "utf8");
  const mit = await readFile(new URL("mit-license.txt", import.meta.url), "utf8");
  const parts = [...MIT_PARTS, ...more].map((lines) => lines.join("\n  "));
  return [
    heading("TMS credentials"),
    own.trim(),
    heading("Parts under the MIT License"),
    parts.join("\n\n"),
    mit.trim(),
    heading("Parts under the Apache License 2.0 with LLVM Exceptions"),
    "libc++, libc++abi, compiler-rt (tms.wasm)\n  Copyright (c) the LLVM project's contributors\n  https://llvm.org/LICENSE.txt",
    "",
  ].join("\n\n");
}

/** @param {string} text */
function heading(text) {
  return `${text}\n${"=".repeat(text.length)}`;
}
