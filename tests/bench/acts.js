// What a person does, counted as it is done, and how long they wait for the software each time. What the hand and the eye
// take is not in it.

/** @typedef {import("@playwright/test").Locator} Locator */
/** @typedef {import("@playwright/test").Page} Page */

export class Acts {
  counts = { pages: 0, clicks: 0, characters: 0, pastes: 0 };
  milliseconds = 0;
  /** @type {string | undefined} */
  #copied;

  /** @param {Partial<Acts["counts"]>} more that was counted elsewhere */
  count(more) {
    for (const [name, value] of Object.entries(more))
      this.counts[/** @type {keyof Acts["counts"]} */ (name)] += value;
  }

  /** @param {() => Promise<unknown>} until what a person waits for is there */
  async wait(until) {
    const start = performance.now();
    await until();
    this.milliseconds += performance.now() - start;
  }

  /** @param {Page} page @param {string} url */
  async open(page, url) {
    this.counts.pages += 1;
    await this.wait(() => page.goto(url));
  }

  /** @param {Locator} target @param {() => Promise<unknown>} until */
  async click(target, until) {
    this.counts.clicks += 1;
    await this.wait(async () => {
      await target.and(target.page().locator(':not([aria-disabled="true"])')).waitFor();
      await target.dispatchEvent("click"); // Playwright's own click looks whether the target stands still first
      await until();
    });
  }

  /** A link into a new tab. @param {Locator} link */
  async openTab(link) {
    this.counts.clicks += 1;
    this.counts.pages += 1;
    const [tab] = await Promise.all([link.page().context().waitForEvent("page"), link.click()]);
    await this.wait(() => tab.waitForLoadState());
    return tab;
  }

  /** Selects all of it, and copies. @param {Locator} target */
  async copy(target) {
    this.counts.clicks += 1;
    this.#copied = await target.innerText();
  }

  /** What was copied here, or by the page with its own button. @param {Locator} field */
  async paste(field) {
    this.counts.pastes += 1;
    await field.fill(
      this.#copied ?? (await field.page().evaluate(() => navigator.clipboard.readText())),
    );
  }
}
