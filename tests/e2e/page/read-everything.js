// Where a secret might be left in a page.

/** Runs inside the page: all that a script, an extension or a curious neighbour could read there. */
export async function readEverything() {
  const elements = [...document.querySelectorAll("*")];
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  return [
    document.documentElement.outerHTML,
    document.title,
    elements.flatMap((element) => [...element.attributes].map(({ value }) => value)),
    elements.map((element) => /** @type {any} */ (element).value),
    { ...localStorage },
    { ...sessionStorage },
    databases,
    await caches.keys(),
    document.cookie,
    location.href,
    history.state,
    window.name,
    performance.getEntries().map(({ name }) => name),
    // What scripts put where every other script can reach it.
    Object.values(window).filter((value) => typeof value === "string"),
  ];
}
