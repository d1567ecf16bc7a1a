// tms_credentials, as a wheel and as a file, in a real JupyterLab and a real Notebook 7, with a real kernel and a real tapipy.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { establishInCell, SHOW, SHOW_OF_HUB, SIGN_IN } from "./cell.js";
import { expect, SYSTEM, test } from "./fixtures.js";

// To open a notebook and to start its kernel takes longest, so one goes through its whole life.
for (const { application, form, show } of /** @type {const} */ ([
  { application: "JupyterLab", form: "wheel", show: SHOW_OF_HUB },
  { application: "Notebook 7", form: "file", show: SHOW },
])) {
  test.describe(`${application}, with the ${form}`, () => {
    test.use({ form });

    test("credentials are established in a cell, which goes on when the notebook is reopened", async ({
      notebook,
      tapis,
      site,
      jupyter,
      context,
    }) => {
      await test.step("a cell shows the embed, and no file has the token", () =>
        establishInCell({ notebook, tapis, site, jupyter }, application, show));

      await test.step("outside of Jupyter the output says so, and links the page that needs none", async () => {
        const page = await context.newPage();
        await page.route(
          (url) => url.hostname !== "127.0.0.1",
          (route) => route.abort(),
        );
        await page.setContent(await notebook.exported());
        await expect(page.getByRole("status")).toContainText("cannot be shown here");
        await expect(page.getByRole("status").getByRole("link")).toHaveAttribute(
          "href",
          `${site.origin}/`,
        );
        await expect(page.locator("iframe")).toHaveCount(0);
        await page.close();
      });

      await test.step("a reopened notebook goes on with its kernel", async () => {
        await notebook.open(application);
        await expect(notebook.person.session).toContainText("bob");
      });

      await test.step("without its kernel it says what to do", async () => {
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
  jupyter,
}) => {
  const done = join(jupyter.root, "done");
  const waiting = `import pathlib, time
while not pathlib.Path("${done}").exists(): time.sleep(0.1)`;
  await notebook.write([SIGN_IN(tapis), `${SHOW(site)}\n${waiting}`]);
  await notebook.open("Notebook 7");
  await notebook.run(0);
  await notebook.start(1);
  await expect(notebook.note).toContainText("The kernel is busy");
  await writeFile(done, "");
  await expect(notebook.person.session).toContainText("bob");
  await expect(notebook.note).toBeHidden();
});
