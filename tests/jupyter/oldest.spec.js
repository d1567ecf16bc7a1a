// The wheel in the first JupyterLab 4 and Notebook 7 that go together, with a kernel of their time.

import { establishInCell, SHOW_OF_HUB } from "./cell.js";
import { expect, test } from "./fixtures.js";

for (const { application, version } of /** @type {const} */ ([
  { application: "JupyterLab", version: "4.0.2" },
  { application: "Notebook 7", version: "7.0.0" },
])) {
  test(`${application} (${version}): credentials are established in a cell, and no file has the token`, async ({
    notebook,
    tapis,
    site,
    jupyter,
  }) => {
    await establishInCell({ notebook, tapis, site, jupyter }, application, SHOW_OF_HUB);
    expect(await notebook.version()).toBe(version);
  });
}
