// tms_credentials, as a wheel and as a file, in a real JupyterLab and a real Notebook 7, with a real kernel and a real tapipy.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, SYSTEM, test } from "./fixtures.js";

const SIGN_IN = (/** @type {{ origin: string }} */ tapis) =>
  `from tapipy.tapis import Tapis
tapis = Tapis(base_url="${tapis.origin}", username="bob", password="bob")
tapis.get_tokens()`;
const SHOW = (/** @type {{ embed: string }} */ site) =>
  `from tms_credentials import show
show(tapis, src="${site.embed}")`;

/** In the wheel the page is that of the environment, as a hub sets it. */
const SHOW_OF_HUB = (/** @type {{ origin: string }} */ site) =>
  `%env TMS_CREDENTIALS_URL=${site.origin}
from tms_credentials import show
show(tapis)`;

for (const { application, form, show } of /** @type {const} */ ([
  { application: "JupyterLab", form: "wheel", show: SHOW_OF_HUB },
  { application: "Notebook 7", form: "file", show: SHOW },
])) {
  test.describe(`${application}, with the ${form}`, () => {
    test.use({ form });

    test(`a cell shows the embed, and credentials are established in it`, async ({
      notebook,
      tapis,
      site,
      jupyter,
    }) => {
      await notebook.write([SIGN_IN(tapis), show(site)]);
      await notebook.open(application);
      await notebook.run(0);
      await notebook.run(1);

      await expect(notebook.person.session).toContainText(`Connected as bob`);
      await expect(notebook.person.session).toContainText(`from ${jupyter.origin}`);
      await notebook.person.rowButton("Establish", SYSTEM).click();
      await expect(notebook.person.condition(SYSTEM)).toContainText("Ready");
      expect(tapis.credential(SYSTEM, "bob")).not.toBeNull();

      await notebook.save();
      expect(await notebook.readFile(), "the output was saved").toContain("Run this cell again");
      const token = String(tapis.requestsOf("createUserCredential")[0].headers["x-tapis-token"]);
      const held = await filesWith(jupyter.folder, token.split("."));
      expect(held, "files that hold a part of the token").toEqual([]);
    });

    test(`a reopened notebook goes on with its kernel, and without it says what to do`, async ({
      notebook,
      tapis,
      site,
    }) => {
      await notebook.write([SIGN_IN(tapis), show(site)]);
      await notebook.open(application);
      await notebook.run(0);
      await notebook.run(1);
      await expect(notebook.person.session).toContainText("bob");
      await notebook.save();

      await notebook.open(application);
      await expect(notebook.person.session).toContainText("bob");

      await notebook.restartKernel();
      await notebook.open(application);
      await expect(notebook.note).toContainText("Run this cell again");
      await expect(notebook.embeds).toHaveCount(0);

      await notebook.run(0);
      await notebook.run(1);
      await expect(notebook.person.session).toContainText("bob");
      await expect(notebook.embeds).toHaveCount(1);
    });
  });
}

test("a token that ends soon is replaced by the kernel's next one", async ({
  notebook,
  tapis,
  site,
  jupyter,
}) => {
  const file = join(jupyter.home, ".tapis_tokens.json");
  const write = async (/** @type {string} */ token) =>
    writeFile(file, JSON.stringify({ access_token: token, expires_at: "" }));
  await write(await tapis.issueToken({ expiresIn: 120 }));
  await notebook.write([`from tms_credentials import show\nshow("${file}", src="${site.embed}")`]);
  await notebook.open("JupyterLab");
  await notebook.run(0);
  await expect(notebook.person.session).toContainText(/1:\d\d left/);

  await write(await tapis.issueToken());
  await expect(notebook.person.session).toContainText(/3 h 59 min left/, { timeout: 30_000 });
  await notebook.person.rowButton("Establish", SYSTEM).click();
  await expect(notebook.person.condition(SYSTEM)).toContainText("Ready");
});

test("while the kernel is busy the output says so, and then goes on", async ({
  notebook,
  tapis,
  site,
}) => {
  await notebook.write([SIGN_IN(tapis), `${SHOW(site)}\nimport time; time.sleep(6)`]);
  await notebook.open("JupyterLab");
  await notebook.run(0);
  await notebook.start(1);
  await expect(notebook.note).toContainText("The kernel is busy");
  await expect(notebook.person.session).toContainText("bob");
  await expect(notebook.note).toBeHidden();
});

test("outside of Jupyter the same output says so, and links the page that needs none", async ({
  page,
  notebook,
  tapis,
  site,
}) => {
  await notebook.write([SIGN_IN(tapis), SHOW(site)]);
  await notebook.open("JupyterLab");
  await notebook.run(0);
  await notebook.run(1);
  await notebook.save();
  const saved = JSON.parse(await notebook.readFile());
  const html = saved.cells[1].outputs[0].data["text/html"];

  await page.goto("about:blank");
  await page.setContent([html].flat().join(""));
  await expect(page.getByRole("status")).toContainText("cannot be shown here");
  await expect(page.getByRole("link")).toHaveAttribute("href", `${site.origin}/`);
  await expect(page.locator("iframe")).toHaveCount(0);
});

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
