// The page in a person's words: what they do there and what they see. Everything is found by its role and its name, as
// a screen reader finds it. Only this file knows how the page is laid out.

/** @typedef {import("@playwright/test").Locator} Locator */
/** @typedef {"Check" | "Establish" | "Revoke"} Action */
/** @typedef {"Verify" | "Establish" | "Renew" | "Revoke"} RowAction */

export class Person {
  #page;

  /** @param {import("@playwright/test").Page} page */
  constructor(page) {
    this.#page = page;
    const connecting = page.getByRole("form", {
      name: /^(Connect to Tapis|Or connect with a token)$/,
    });
    const result = page.getByRole("region", { name: "Result" });

    this.focused = page.locator(":focus");

    // ---- Signed out
    this.tokenField = page.getByLabel("Tapis access token");
    this.fileField = page.getByLabel("Or use a token file");
    this.connectButton = this.button("Connect");
    /** Why the token was not taken. */
    this.refusal = connecting.getByRole("alert");
    /** The whole page, for what is said outside of any region, such as why a session ended. */
    this.everything = page.getByRole("main");
    /** What is said to screen readers about the session. */
    this.announcements = this.everything.getByRole("paragraph").first();
    /** The same, for what went wrong. */
    this.alerts = this.everything.getByRole("paragraph").nth(1);
    /** Instead of the page, where a part of it is missing. */
    this.loadFailure = this.everything.getByRole("alert");
    this.loadAgainButton = this.button("Try again");

    // ---- Connected
    this.session = page.getByRole("region", { name: "Session" });
    this.disconnectButton = this.button("Disconnect");
    /** Where the focus is after connecting. */
    this.heading = page.getByRole("heading", { name: "Your systems" });

    this.systems = page.getByRole("region", { name: "Your systems" });
    this.table = page.getByRole("table", { name: "Systems" });
    this.systemNames = this.table.getByRole("rowheader").getByRole("button");
    /** Such as "3 of 5 systems: 1 ready, 2 not set up". */
    this.count = this.systems.getByText(/^[\d of]+ systems?: /);
    this.filterField = page.getByRole("searchbox", { name: "Filter" });
    this.showAll = page.getByRole("checkbox", { name: "Show all" });
    this.reloadButton = this.button("Reload list");
    this.listFailure = this.systems.getByRole("alert");
    this.listAgainButton = this.button("Load the list again");

    // ---- Many systems at a time
    this.setUpButton = this.button("Set up everything");
    this.verifyAllButton = this.button("Verify all");
    this.progress = page.getByRole("progressbar");
    this.cancelAllButton = this.systems.getByRole("button", { name: "Cancel", exact: true });
    /** What came of it. */
    this.summary = this.systems.getByRole("status");
    this.repeatButton = this.systems.getByRole("button", { name: "Try again", exact: true });
    this.closeSummaryButton = this.button("Close summary");
    /** Tries again where hosts refused a new key. */
    this.persistOnAllButton = this.systems.getByRole("button", {
      name: "Keep trying for 5 minutes",
      exact: true,
    });

    // ---- The form for one system, by its id
    const byName = page.getByRole("form", { name: "Any system, by its id" });
    /** Unfolds it, or folds it away. */
    this.formButton = byName.getByRole("button", { name: "Any system, by its id" });
    this.systemField = byName.getByRole("combobox", { name: "System" });

    // ---- An operation on that system
    /** How it goes or went, unless it failed. */
    this.outcome = result.getByRole("status");
    /** Why it failed. */
    this.failure = result.getByRole("alert");
    this.steps = result.getByRole("log", { name: "Steps" }).getByRole("listitem");
    this.cancelButton = result.getByRole("button", { name: "Cancel", exact: true });
    this.tryAgainButton = result.getByRole("button", { name: "Try again" });
    this.renewButton = this.button("Renew credentials");
    this.persistButton = result.getByRole("button", { name: "Keep trying for 5 minutes" });
    this.stopButton = result.getByRole("button", { name: "Stop trying", exact: true });
    /** Beside each failure. */
    this.ticketButton = page.getByRole("button", { name: /^Copy for a ticket/ });

    // ---- The question before credentials are removed
    this.dialog = page.getByRole("dialog");
    this.keepButton = this.dialog.getByRole("button", { name: "Cancel", exact: true });
    this.confirmButton = this.dialog.getByRole("button", { name: "Revoke credentials" });
    this.systemsInDialog = this.dialog.getByRole("listitem");
    this.confirmSetUpButton = this.dialog.getByRole("button", { name: /^Set up / });

    // ---- The activity log
    this.activityButton = page.getByRole("button", { name: /^Activity log/ });
    this.activity = page.getByRole("region", { name: /^Activity log/ });
    /** The lines of the log, the newest first. */
    this.requests = this.activity.getByRole("listitem");
    this.failedOnly = this.activity.getByRole("checkbox", { name: "Only what failed" });
    this.activityFilter = this.activity.getByRole("combobox", { name: "System" });
    this.copyActivityButton = this.activity.getByRole("button", { name: "Copy as text" });
    this.saveActivityButton = this.activity.getByRole("button", { name: "Download JSON" });
  }

  /** @param {string} name */
  button(name) {
    return this.#page.getByRole("button", { name, exact: true });
  }

  // ---- Connecting

  /** Pastes a token and connects. @param {string} token */
  async connect(token) {
    await this.tokenField.fill(token);
    await this.connectButton.click();
  }

  /**
   * Chooses a file from the disk.
   *
   * @param {string | Buffer} content
   * @param {string} [name]
   */
  async chooseFile(content, name = ".tapis_tokens.json") {
    await this.fileField.setInputFiles({
      name,
      mimeType: "application/json",
      buffer: Buffer.from(content),
    });
  }

  /**
   * Drops a file where the page offers it.
   *
   * @param {string} content
   * @param {string} [name]
   */
  async dropFile(content, name = ".tapis_tokens.json") {
    const dataTransfer = await this.#page.evaluateHandle(
      (file) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([file.content], file.name));
        return transfer;
      },
      { content, name },
    );
    await this.fileField.dispatchEvent("dragover", { dataTransfer });
    await this.fileField.dispatchEvent("drop", { dataTransfer });
    await dataTransfer.dispose();
  }

  /** As one of the people inside the demo without a server. @param {string} name */
  async become(name) {
    await this.button(`Connect: ${name}`).click();
  }

  /** With a token that the demo edition offers. @param {string} name */
  async connectAs(name) {
    await this.button(`Use this token: ${name}`).click();
  }

  /** All demo people that are offered. */
  get demoPeople() {
    return this.#page.getByRole("button", { name: /^Use this token: / });
  }

  async disconnect() {
    await this.disconnectButton.click();
  }

  // ---- Operations, in a system's row

  /** @param {string} system */
  row(system) {
    const name = this.#page
      .getByRole("rowheader")
      .getByRole("button", { name: system, exact: true });
    return this.table.getByRole("row").filter({ has: name });
  }

  /** What folds a row's details in and out. @param {string} system */
  rowName(system) {
    return this.row(system).getByRole("rowheader").getByRole("button");
  }

  /** How the credentials on a system are, in words. @param {string} system */
  condition(system) {
    return this.row(system).getByRole("cell").nth(3);
  }

  /** @param {string} system */
  lastVerified(system) {
    return this.row(system).getByRole("cell").nth(4);
  }

  /** What is unfolded below a row. @param {string} system */
  rowDetails(system) {
    return this.row(system).getByRole("cell").nth(6);
  }

  /**
   * @param {RowAction} action
   * @param {string} system
   */
  rowButton(action, system) {
    return this.button(`${action} credentials on ${system}`);
  }

  /** @param {string} system */
  actionsIn(system) {
    return this.row(system).getByRole("cell").nth(5).getByRole("button");
  }

  /** @param {string} system */
  cancelInRow(system) {
    return this.button(`Cancel what runs on ${system}`);
  }

  /** @param {string} system */
  persistInRow(system) {
    return this.button(`Keep trying for 5 minutes on ${system}`);
  }

  /** @param {string} system */
  stopInRow(system) {
    return this.button(`Stop trying on ${system}`);
  }

  /** @param {string} name such as "Host" */
  columnHeader(name) {
    return this.table.getByRole("columnheader", { name, exact: true });
  }

  /** Sorts by a column. @param {string} name */
  sortButton(name) {
    return this.columnHeader(name).getByRole("button");
  }

  /** To where the deployment says that help is. @param {string} label */
  helpLink(label) {
    return this.#page.getByRole("link", { name: label, exact: true });
  }

  /** Asks which systems, and confirms. */
  async setUpEverything() {
    await this.setUpButton.click();
    await this.confirmSetUpButton.click();
  }

  // ---- Operations, by a system's name

  /** @param {string} system */
  async checkSystem(system) {
    await this.#start("Check", system);
  }

  /** @param {string} system */
  async establish(system) {
    await this.#start("Establish", system);
  }

  /** Opens the question. @param {string} system */
  async askToRevoke(system) {
    await this.#start("Revoke", system);
  }

  /** Asks and confirms. @param {string} system */
  async revoke(system) {
    await this.askToRevoke(system);
    await this.confirmButton.click();
  }

  /**
   * The button that starts an operation on the system that is named.
   *
   * @param {Action} action
   */
  actionButton(action) {
    return this.button(action);
  }

  /** @param {string} system */
  async nameSystem(system) {
    await this.unfoldForm();
    await this.systemField.fill(system);
  }

  /** The form for any system, which is folded away while there is a list. */
  async unfoldForm() {
    if ((await this.formButton.getAttribute("aria-expanded")) === "false")
      await this.formButton.click();
  }

  /** The systems that the field offers, as a browser lists them below it. @returns {Promise<string[]>} */
  async suggestedSystems() {
    await this.unfoldForm();
    return this.systemField.evaluate((field) => {
      const { list } = /** @type {HTMLInputElement} */ (field);
      return Array.from(list?.options ?? [], ({ value }) => value);
    });
  }

  /** Unfolds what support wants to know about a failure. */
  async openTechnicalDetails() {
    await this.#page.getByText("Technical details").click();
  }

  /** One line of the technical details, such as "HTTP status". @param {string} term */
  technicalDetail(term) {
    const terms = this.#page.getByRole("term").filter({ hasText: term });
    return this.#page.getByRole("definition").and(terms.locator("xpath=following-sibling::*[1]"));
  }

  /**
   * @param {Action} action
   * @param {string} system
   */
  async #start(action, system) {
    await this.nameSystem(system);
    await this.actionButton(action).click();
  }
}
