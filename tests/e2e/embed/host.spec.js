// host.js by itself: what it accepts, and what it says of all else.

import { expect, test } from "./fixtures.js";

const SRC = "https://credentials.example.org/embed/";

for (const [name, call, message] of /** @type {[string, string, string][]} */ ([
  ["no element", `null, { src: "${SRC}", getToken() {} }`, "must be an element"],
  ["no options", `main`, "src must be the address"],
  [
    "an address that is none",
    `main, { src: "https://", getToken() {} }`,
    "src must be the address",
  ],
  [
    "an address that runs",
    `main, { src: "javascript:alert(1)", getToken() {} }`,
    "src must be the",
  ],
  ["no getToken", `main, { src: "${SRC}" }`, "getToken must be a function"],
  [
    "a token for getToken",
    `main, { src: "${SRC}", getToken: "eyJ" }`,
    "getToken must be a function",
  ],
  [
    "systems that are text",
    `main, { src: "${SRC}", getToken() {}, systems: "x" }`,
    "systems must be an array",
  ],
  [
    "a system that cannot be",
    `main, { src: "${SRC}", getToken() {}, system: "../admin" }`,
    "system must be a Tapis system id",
  ],
  [
    "a theme that is none",
    `main, { src: "${SRC}", getToken() {}, theme: "pink" }`,
    "theme must be one of auto, light, dark",
  ],
  [
    "an onChange that is none",
    `main, { src: "${SRC}", getToken() {}, onChange: 1 }`,
    "onChange must be a function",
  ],
])) {
  test(`${name} is a TypeError that says what is right`, async ({ page, site }) => {
    const problem = page.evaluate(
      `import("${site.origin}/host.js").then(({ mountTmsCredentials }) => {
        const main = document.querySelector("main");
        mountTmsCredentials(${call});
      })`,
    );
    await expect(problem).rejects.toThrow(/TypeError/);
    await expect(problem).rejects.toThrow(message);
    await expect(page.locator("iframe")).toHaveCount(0);
  });
}
