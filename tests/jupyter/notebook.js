// A notebook in a person's words, in JupyterLab and in Notebook 7: the same keys, the same cells.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "@playwright/test";

import { Person } from "../e2e/page/person.js";

/** @typedef {"JupyterLab" | "Notebook 7"} Application */

/** @type {Record<Application, string>} where each shows a notebook */
const PATHS = { JupyterLab: "lab/tree", "Notebook 7": "notebooks" };

const KERNEL = { display_name: "Python 3", language: "python", name: "python3" };

export class Notebook {
  #page;
  #jupyter;
  #name;

  /**
   * @param {import("@playwright/test").Page} page
   * @param {import("./jupyter.js").Jupyter} jupyter
   * @param {string} name of the file
   */
  constructor(page, jupyter, name) {
    this.#page = page;
    this.#jupyter = jupyter;
    this.#name = name;
    const inEmbed = page.frameLocator('iframe[title="TMS credentials"]');

    this.embeds = page.locator('iframe[title="TMS credentials"]');
    /** Who uses the embed. It finds everything as in a page. */
    this.person = new Person(
      /** @type {import("@playwright/test").Page} */ (/** @type {unknown} */ (inEmbed)),
    );
    this.cells = page.locator(".jp-Notebook .jp-CodeCell");
    /** What the cell says in place of the embed, or above it. */
    this.note = page.locator(".jp-OutputArea-output p[role=status]").first();
  }

  /** @param {string[]} sources of its cells */
  async write(sources) {
    const cells = sources.map((source, index) => ({
      cell_type: "code",
      id: `cell-${index}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    }));
    const notebook = { cells, metadata: { kernelspec: KERNEL }, nbformat: 4, nbformat_minor: 5 };
    await this.writeFile(JSON.stringify(notebook));
  }

  /** @param {string} content */
  async writeFile(content) {
    await writeFile(this.#path, content);
  }

  /** What is on the disk. */
  async readFile() {
    return readFile(this.#path, "utf8");
  }

  /** What "Export as HTML" gives, of what is on the disk. */
  async exported() {
    const { origin, token } = this.#jupyter;
    const answer = await fetch(`${origin}/nbconvert/html/${this.#name}?token=${token}`);
    expect(answer.status).toBe(200);
    return answer.text();
  }

  get #path() {
    return join(this.#jupyter.root, this.#name);
  }

  /** @param {Application} application */
  async open(application) {
    const { origin, token } = this.#jupyter;
    await this.#page.goto(`${origin}/${PATHS[application]}/${this.#name}?reset&token=${token}`);
    await this.cells.first().waitFor();
    await this.#kernelIsReady();
  }

  /** Of the application that shows it. @returns {Promise<string>} */
  async version() {
    const settings = await this.#page.locator("#jupyter-config-data").textContent();
    return JSON.parse(settings ?? "").appVersion;
  }

  /** What is run before a kernel is connected is lost now and then, and its prompt is empty again. */
  async #kernelIsReady() {
    // The server now and then answers with an error while another kernel ends.
    await expect(async () => {
      const kernels = await this.#kernels();
      const isReady = kernels.some(
        ({ connections, execution_state: state }) => connections > 0 && state === "idle",
      );
      expect(isReady).toBe(true);
    }).toPass();
  }

  /** @returns {Promise<{ id: string, connections: number, execution_state: string }[]>} */
  async #kernels() {
    return (await this.#ask("GET", "kernels")).json();
  }

  /** @param {string} method @param {string} resource of the server's own API */
  async #ask(method, resource) {
    const { origin, token } = this.#jupyter;
    const headers = { Authorization: `token ${token}` };
    return fetch(`${origin}/api/${resource}`, { method, headers });
  }

  /** Runs a cell, and waits for its end. @param {number} index */
  async run(index) {
    await this.start(index);
    await this.ended(index);
  }

  /** Until it has begun: a notebook that was just opened may not listen to keys yet. @param {number} index */
  async start(index) {
    const prompt = this.cells.nth(index).locator(".jp-InputPrompt");
    // A cell is drawn before its prompt, which must not be taken for a change of it.
    await expect(prompt).toHaveText(/^\[.*\]:$/);
    const before = await prompt.innerText();
    await expect(async () => {
      await this.#select(index);
      await this.#page.keyboard.press("Control+Enter");
      await expect(prompt).not.toHaveText(before, { timeout: 3000 });
    }).toPass();
  }

  /** A cell that was started has ended. @param {number} index */
  async ended(index) {
    const prompt = this.cells.nth(index).locator(".jp-InputPrompt");
    await prompt.filter({ hasText: /\[\d+\]/ }).waitFor();
  }

  async save() {
    const before = await this.readFile();
    // The keys must reach the notebook, not the embed.
    await this.#select(0);
    await this.#page.keyboard.press("Control+s");
    // It is empty for a moment while it is written.
    await expect(async () => {
      const saved = await this.readFile();
      expect(saved).not.toBe(before);
      JSON.parse(saved);
    }).toPass();
  }

  /** As a hub does, or a person from another tab. */
  async restartKernel() {
    for (const { id } of await this.#kernels()) await this.#ask("POST", `kernels/${id}/restart`);
  }

  /** @param {number} index */
  async #select(index) {
    await this.cells.nth(index).locator(".cm-content").click();
  }
}
