// What a deployment's config.json means for what is shown.

/**
 * @param {import("./config.js").Config} config
 * @returns {import("./app.jsx").View}
 */
export function viewOf({ organization, systems, apiOrigins }) {
  return {
    systems,
    systemsName: `Systems of ${organization}`,
    apis: apiOrigins.map((origin) => new URL(origin).host),
  };
}
