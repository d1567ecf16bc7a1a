// The order of the table, by one of its columns.

import { expect, test } from "../fixtures.js";

test("a column sorts with the keyboard, up, down and as before, within each group; a reload forgets it", async ({
  page,
  person,
  tapis,
}) => {
  tapis.setSystems([
    { id: "stampede3", host: "b.example.org" },
    { id: "frontera", host: "c.example.org" },
    { id: "ls6", host: "a.example.org" },
    { id: "another", host: "0.example.org" },
  ]);
  tapis.setCredential("stampede3", "ann");
  const listed = ["stampede3", "frontera", "ls6", "another"];
  await person.connect(await tapis.issueToken());
  await expect(person.systemNames).toHaveText(listed);
  await expect(person.columnHeader("Host")).toHaveAttribute("aria-sort", "none");

  await person.sortButton("Host").focus();
  await page.keyboard.press("Enter");
  await expect(person.systemNames).toHaveText(["ls6", "stampede3", "frontera", "another"]);
  await expect(person.columnHeader("Host")).toHaveAttribute("aria-sort", "ascending");
  await page.keyboard.press("Space");
  await expect(person.systemNames).toHaveText(["frontera", "stampede3", "ls6", "another"]);
  await expect(person.columnHeader("Host")).toHaveAttribute("aria-sort", "descending");
  await page.keyboard.press("Enter");
  await expect(person.systemNames).toHaveText(listed);
  await expect(person.columnHeader("Host")).toHaveAttribute("aria-sort", "none");
  await expect(person.sortButton("Host")).toBeFocused();

  await person.sortButton("Credentials").click();
  await expect(person.systemNames).toHaveText(["frontera", "ls6", "stampede3", "another"]);
  await person.rowButton("Establish", "frontera").click();
  await expect(person.condition("frontera")).toHaveText("Ready");
  await expect(person.systemNames, "no row moves away from under the pointer").toHaveText([
    "frontera",
    "ls6",
    "stampede3",
    "another",
  ]);

  await page.reload();
  await person.connect(await tapis.issueToken());
  await expect(person.systemNames).toHaveText(listed);
  await expect(person.columnHeader("Credentials")).toHaveAttribute("aria-sort", "none");
});

test("on a phone what the cards can be sorted by stands above them, to be tapped", async ({
  page,
  person,
  tapis,
}) => {
  await page.setViewportSize({ width: 320, height: 800 });
  tapis.setSystems([{ id: "stampede3" }, { id: "frontera" }, { id: "ls6" }]);
  tapis.setCredential("stampede3", "ann");
  await person.connect(await tapis.issueToken());
  await expect(person.systemNames).toHaveText(["stampede3", "frontera", "ls6"]);

  await person.sortButton("Credentials").click();

  await expect(person.systemNames).toHaveText(["frontera", "ls6", "stampede3"]);
  await expect(person.columnHeader("Credentials")).toHaveAttribute("aria-sort", "ascending");
  await expect(person.columnHeader("Actions"), "for who hears the cards").toHaveCount(1);
});
