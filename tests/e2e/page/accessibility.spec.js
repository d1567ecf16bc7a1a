// Every state of the page, narrow and wide, light and dark, as axe-core judges it; and one thing to do stands out in each.

import { expectAccessible, expectOnePrimary } from "./accessibility.js";
import { test } from "./fixtures.js";
import { STATES } from "./states.js";

/** Those that show most: in these, no rule is left out of any look. */
const IN_FULL = ["list with every condition", "set-up done with failures"];

for (const [name, reach] of Object.entries(STATES)) {
  test(`axe-core finds nothing, and nothing scrolls sideways: ${name}`, async ({
    page,
    person,
    tapis,
    complaints,
  }) => {
    await reach({ page, person, tapis });
    complaints.length = 0; // some states are made by taking a file away

    await expectOnePrimary(page);
    await expectAccessible(page, { inFull: IN_FULL.includes(name) });
  });
}
