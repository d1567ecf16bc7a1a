// What people write into cells, and what they then do in the embed: the same with every JupyterLab and Notebook.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, SYSTEM } from "./fixtures.js";

export const SIGN_IN = (/** @type {{ origin: string }} */ tapis) =>
  `from tapipy.tapis import Tapis
tapis = Tapis(base_url="${tapis.origin}", username="bob", password="bob")
tapis.get_tokens()`;

export const SHOW = (/** @type {{ embed: string }} */ site) =>
  `from tms_credentials import show
show(tapis, src="${site.embed}")`;

/** In the wheel the page is that of the environment, as a hub sets it. */
export const SHOW_OF_HUB = (/** @type {{ origin: string }} */ site) =>
  `%env TMS_CREDENTIALS_URL=${site.origin}
from tms_credentials import show
show(tapis)`;

/**
 * A cell shows the embed, connected; credentials are established in it; and the saved notebook and all else that the server
 * wrote have nothing of the token.
 *
 * @param {Pick<import("./fixtures.js").Fixtures & import("./fixtures.js").WorkerFixtures, "notebook" | "tapis" | "site" | "jupyter">} all
 * @param {import("./notebook.js").Application} application
 * @param {typeof SHOW | typeof SHOW_OF_HUB} show
 */
export async function establishInCell({ notebook, tapis, site, jupyter }, application, show) {
  await notebook.write([SIGN_IN(tapis), show(site)]);
  await notebook.open(application);
  await notebook.run(0);
  await notebook.run(1);

  await expect(notebook.person.session).toContainText("Connected as bob");
  await expect(notebook.person.session).toContainText(`from ${jupyter.origin}`);
  await notebook.person.rowButton("Establish", SYSTEM).click();
  await expect(notebook.person.condition(SYSTEM)).toContainText("Ready");
  expect(tapis.credential(SYSTEM, "bob")).not.toBeNull();

  await notebook.save();
  expect(await notebook.readFile(), "the output was saved").toContain("Run this cell again");
  const token = String(tapis.requestsOf("createUserCredential")[0].headers["x-tapis-token"]);
  const held = await filesWith(jupyter.folder, token.split("."));
  expect(held, "files that hold a part of the token").toEqual([]);
}

/**
 * @param {string} folder
 * @param {string[]} pieces
 * @returns {Promise<string[]>} the files that hold one of the pieces
 */
async function filesWith(folder, pieces) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const content = await readFile(join(parentPath, name), "latin1").catch(() => "");
      return pieces.some((piece) => content.includes(piece)) ? [name] : [];
    }),
  );
  return found.flat();
}
