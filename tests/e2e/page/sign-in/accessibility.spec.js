// The states of signing in, narrow and wide, light and dark, as axe-core judges them.

import { expectAccessible, expectOnePrimary } from "../accessibility.js";
import { test } from "./fixtures.js";
import { SIGN_IN_STATES } from "./states.js";

for (const [name, reach] of Object.entries(SIGN_IN_STATES)) {
  test(`axe-core finds nothing, and nothing scrolls sideways: ${name}`, async ({
    page,
    person,
    tapis,
  }) => {
    await reach({ page, person, tapis });

    await expectOnePrimary(page);
    await expectAccessible(page);
  });
}
