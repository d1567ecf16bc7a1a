// A deployment whose host lets config.json be stored, so that its Date may be any.

/** @param {import("@playwright/test").Page} page */
export async function withoutServerTime(page) {
  await page.route("**/config.json", async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "cache-control": "max-age=600" };
    await route.fulfill({ response, headers });
  });
}
