// The API's tests and a walk through the page in Chromium, with a module that another Emscripten compiled:
// TMS_WASM_FOLDER names its folder, TMS_TOOLCHAIN the toolchain, for the report. scripts/toolchains sets both.

import { defineConfig } from "@playwright/test";

import e2e from "../e2e/playwright.config.js";

const toolchain = process.env.TMS_TOOLCHAIN;
if (!toolchain || !process.env.TMS_WASM_FOLDER)
  throw new Error("TMS_TOOLCHAIN and TMS_WASM_FOLDER are not set: run scripts/toolchains.");

export default defineConfig({
  ...e2e,
  testDir: "../e2e",
  outputDir: `../../build/toolchains/${toolchain}/results`,
  projects: e2e.projects
    ?.filter(({ name }) => name === "chromium")
    .map((project) => ({
      ...project,
      name: toolchain,
      testMatch: ["**/api/**/*.spec.js", "**/page/operations/operations.spec.js"],
    })),
});
