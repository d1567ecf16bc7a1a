// The licences of everything that ends up in dist/: this project's own and those of the code that is
// compiled or bundled into it. Build and test tools are not shipped and not listed.

import { readFile } from "node:fs/promises";

/**
 * What is shipped beside our own.
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {string} title
 * @property {string} files of dist/ that have some of it
 * @property {"MIT" | "Apache-2.0 WITH LLVM-exception"} license
 * @property {string[]} copyright
 */

/** @type {Part[]} */
export const PARTS = [
  {
    name: "preact",
    title: "preact",
    files: "page.js, embed.js, tms-credentials-element.js",
    license: "MIT",
    copyright: ["Copyright (c) 2015-present Jason Miller"],
  },
  {
    name: "nlohmann-json",
    title: "JSON for Modern C++, nlohmann/json",
    files: "tms.wasm",
    license: "MIT",
    copyright: [
      "Copyright (c) 2013-2022 Niels Lohmann",
      "Copyright (c) 2009 Florian Loitsch",
      "Copyright (c) 2008-2009 Bjoern Hoehrmann",
    ],
  },
  {
    name: "emscripten",
    title: "Emscripten",
    files: "tms.js, tms.wasm",
    license: "MIT",
    copyright: ["Copyright (c) 2010-2022 The Emscripten Authors"],
  },
  {
    name: "musl",
    title: "musl",
    files: "tms.wasm",
    license: "MIT",
    copyright: ["Copyright (c) 2005-2020 Rich Felker, et al."],
  },
  {
    name: "llvm-runtimes",
    title: "libc++, libc++abi, compiler-rt",
    files: "tms.wasm",
    license: "Apache-2.0 WITH LLVM-exception",
    copyright: ["Copyright (c) the LLVM project's contributors", "https://llvm.org/LICENSE.txt"],
  },
];

/** Inside the demo without a server. @type {Part[]} */
export const DEMO_PARTS = [
  {
    name: "jose",
    title: "jose",
    files: "page.js",
    license: "MIT",
    copyright: ["Copyright (c) 2018 Filip Skokan"],
  },
];

/**
 * @param {readonly Part[]} [more]
 * @returns {Promise<string>} the content of LICENSES.txt
 */
export async function licensesText(more = []) {
  const own = await readFile(new URL("../../LICENSE", import.meta.url), "utf8");
  const mit = await readFile(new URL("mit-license.txt", import.meta.url), "utf8");
  /** @param {Part["license"]} license */
  const partsUnder = (license) =>
    [...PARTS, ...more]
      .filter((part) => part.license === license)
      .map(({ title, files, copyright }) => [`${title} (${files})`, ...copyright].join("\n  "))
      .join("\n\n");
  return [
    heading("TMS credentials"),
    own.trim(),
    heading("Parts under the MIT License"),
    partsUnder("MIT"),
    mit.trim(),
    heading("Parts under the Apache License 2.0 with LLVM Exceptions"),
    partsUnder("Apache-2.0 WITH LLVM-exception"),
    "",
  ].join("\n\n");
}

/** @param {string} text */
function heading(text) {
  return `${text}\n${"=".repeat(text.length)}`;
}
