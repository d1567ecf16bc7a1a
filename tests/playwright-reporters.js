// How the Playwright suites report. Only scripts/test asks for files, by TMS_REPORT, a path without its ending: a listing, or
// a run of one test by hand, must not take the place of a suite's report.

import { fileURLToPath } from "node:url";

/** @returns {import("@playwright/test").ReporterDescription[]} */
export function reporters() {
  const report = process.env.TMS_REPORT;
  if (!report) return [["list"]];
  return [
    ["list"],
    ["junit", { outputFile: `${report}.xml` }],
    [
      fileURLToPath(new URL("second-tries-reporter.js", import.meta.url)),
      { outputFile: `${report}.second-tries` },
    ],
  ];
}
