// The packed package in small apps: React 18, React 19 and Vue 3 with Vite, and webpack 5, built and opened in Chromium; in
// Node.js without a document; under the types of React and preact; and as publint and attw see it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { chromium } from "@playwright/test";
import vue from "@vitejs/plugin-vue";
import { build as bundle } from "esbuild";
import { build } from "vite";
import webpack from "webpack";

import { CHROMIUM } from "../browsers.js";
import { PageErrors } from "../page-errors.js";
import { startSite } from "../site/index.js";
import { startTapis } from "../tapis/index.js";
import { installPackage } from "./install.js";

const run = promisify(execFile);
const SYSTEM = "stampede3";
const HERE = fileURLToPath(new URL(".", import.meta.url));
const MODULES = join(HERE, "node_modules");
const TSC = join(HERE, "../node_modules/typescript/bin/tsc");

/** What portals with React copy. */
const EXAMPLE = join(HERE, "../../web/examples/react/credentials-link.tsx");

const REACT_FILES = ["react.tsx", "react-types.tsx"];

/** The folder of each, and its entry. */
const APPS = {
  "React 18 with Vite": { name: "react-18", entry: "react.tsx" },
  "React 19 with Vite": { name: "react-19", entry: "react.tsx" },
  "Vue 3 with Vite": { name: "vue", entry: "vue.js" },
  "webpack 5": { name: "webpack", entry: "webpack.js" },
};

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {Awaited<ReturnType<typeof startTapis>>} */
let tapis;
/** @type {import("@playwright/test").Browser} */
let browser;
const pageErrors = new PageErrors();
before(async () => {
  installed = await installPackage("package-frameworks");
  for (const { name } of [...Object.values(APPS), { name: "preact" }]) await makeApp(name);
  tapis = await startTapis();
  browser = await chromium.launch(CHROMIUM);
  pageErrors.watchAll(browser);
});
afterEach(() => pageErrors.check());
after(async () => {
  await browser?.close();
  await tapis?.close();
});

/** @param {string} name */
const appFolder = (name) => join(installed.folder, "apps", name);

/** An app's folder, with the installed package, and links to the others. @param {string} name */
async function makeApp(name) {
  const folder = appFolder(name);
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@types"), { recursive: true });
  await cp(
    join(installed.folder, "node_modules/tms-credentials"),
    join(modules, "tms-credentials"),
    {
      recursive: true,
    },
  );
  const own = name === "react-18" ? join(HERE, "apps/react-18/node_modules") : MODULES;
  const react = ["react", "react-dom", "@types/react", "@types/react-dom"];
  const wanted = { preact: ["preact"], vue: ["vue"], webpack: [] }[name] ?? react;
  for (const each of wanted) await symlink(join(own, each), join(modules, each));
  for (const file of await readdir(join(HERE, "apps"), { withFileTypes: true }))
    if (file.isFile()) await cp(join(HERE, "apps", file.name), join(folder, file.name));
  await cp(EXAMPLE, join(folder, "credentials-link.tsx"));
}

/** @param {string} folder @param {string} script */
const page = (folder, script) =>
  writeFile(
    join(folder, "index.html"),
    `<!doctype html><title>App</title><div id="app"></div><script type="module" src="${script}"></script>`,
  );

/** @param {string} folder @param {string} entry @returns {Promise<string>} the folder of what was built */
async function buildApp(folder, entry) {
  const outDir = join(folder, "built");
  if (entry === "webpack.js") {
    await new Promise((resolve, reject) => {
      webpack(
        {
          mode: "production",
          context: folder,
          entry: `./${entry}`,
          output: { path: outDir },
          performance: false,
        },
        (error, stats) =>
          error || stats?.hasErrors() ? reject(error ?? stats?.toString()) : resolve(stats),
      );
    });
    await page(outDir, "/main.js");
    return outDir;
  }
  await page(folder, `/${entry}`);
  const isCustomElement = (/** @type {string} */ tag) => tag === "tms-credentials";
  await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    plugins:
      entry === "vue.js" ? [vue({ template: { compilerOptions: { isCustomElement } } })] : [],
    build: { outDir },
  });
  return outDir;
}

for (const [title, { name, entry }] of Object.entries(APPS)) {
  test(`${title}: an app establishes credentials, and hears of it`, async () => {
    const site = await startSite({ root: await buildApp(appFolder(name), entry) });
    tapis.reset([{ id: SYSTEM }]);
    const opened = await browser.newPage();
    try {
      await opened.exposeFunction("issueToken", () => tapis.issueToken());
      await opened.goto(`${site.origin}/`);
      await opened.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
      await opened.getByRole("row", { name: SYSTEM }).getByText("Ready").waitFor();
      await opened.getByRole("button", { name: "What is it?" }).click();
      const told = await opened.locator("output").first().innerText();
      // Asked once: what is rendered again starts nothing again.
      assert.equal(told, "asked, ready ann, created stampede3, credentials");
      assert.notEqual(tapis.credential(SYSTEM, "ann"), null);
      if (entry !== "react.tsx") return;
      const link = opened.getByRole("link", { name: `Set up your credentials on ${SYSTEM}` });
      const address = await link.getAttribute("href");
      assert.equal(address, `https://credentials.example.org/#system=${SYSTEM}`);
      const element = opened.locator("tms-credentials");
      assert.equal(await element.getAttribute("system"), SYSTEM);
      const help = await element.evaluate((/** @type {any} */ each) => each.help.ticket.label);
      assert.equal(help, "Ask us");
    } finally {
      await opened.close();
      await site.close();
    }
  });
}

describe("In Node.js, without a document,", () => {
  for (const [title, name] of [
    ["React 18", "react-18"],
    ["React 19", "react-19"],
  ]) {
    test(`${title} renders the tag`, async () => {
      const { stdout } = await run(
        process.execPath,
        [
          "--input-type=module",
          "--eval",
          `import { createElement } from "react";
           import { renderToString } from "react-dom/server";
           import { TmsCredentials } from "tms-credentials/react";
           const props = { systems: ["a", "b"], theme: "dark", className: "it", getToken: () => "t" };
           console.log(renderToString(createElement(TmsCredentials, props)));`,
        ],
        { cwd: appFolder(name) },
      );
      assert.equal(
        stdout,
        '<tms-credentials systems="a b" theme="dark" class="it"></tms-credentials>\n',
      );
    });
  }

  test("every entry can be imported, as it is and through a bundler", async () => {
    const folder = appFolder("react-19");
    const own = createRequire(join(folder, "x.js"));
    const manifest = own("tms-credentials/package.json");
    const entries = Object.keys(manifest.exports)
      .filter((entry) => typeof manifest.exports[entry] === "object")
      .map((entry) => entry.replace(".", "tms-credentials"));
    assert.ok(entries.includes("tms-credentials/react") && entries.length >= 7);
    const script = `${entries.map((entry) => `import ${JSON.stringify(entry)};`).join("\n")}\n`;
    const file = join(folder, "every-entry.mjs");
    await writeFile(file, `${script}console.log("imported");\n`);
    await bundle({
      entryPoints: [file],
      bundle: true,
      format: "esm",
      platform: "node",
      logLevel: "error",
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
      outfile: join(folder, "bundled.mjs"),
    });
    for (const each of [file, join(folder, "bundled.mjs")])
      assert.equal((await run(process.execPath, [each])).stdout, "imported\n");
  });
});

describe("Under strict types", () => {
  for (const { title, name, files, source } of [
    { title: "React 18", name: "react-18", files: REACT_FILES, source: "react" },
    { title: "React 19", name: "react-19", files: REACT_FILES, source: "react" },
    { title: "preact", name: "preact", files: ["preact-types.tsx"], source: "preact" },
  ]) {
    test(`the tag and what wraps it are known to ${title}`, async () => {
      const options = [
        ...[
          "--ignoreConfig",
          "--noEmit",
          "--strict",
          "--types",
          "",
          "--noUncheckedSideEffectImports",
        ],
        ...["--target", "es2022", "--lib", "es2022,dom", "--module", "esnext"],
        ...["--moduleResolution", "bundler", "--jsx", "react-jsx", "--jsxImportSource", source],
      ];
      const { stdout } = await run(process.execPath, [TSC, ...options, "globals.d.ts", ...files], {
        cwd: appFolder(name),
      }).catch((error) => error);
      assert.equal(stdout, "");
    });
  }
});

test("publint finds nothing", async () => {
  const { publint } = await import("publint");
  const { messages } = await publint({
    pkgDir: join(appFolder("react-19"), "node_modules/tms-credentials"),
    strict: true,
  });
  assert.deepEqual(messages, []);
});

test("Are the types wrong? finds nothing", async () => {
  // It ends with an error where it does, and that has what it found.
  await run(
    process.execPath,
    [
      join(MODULES, "@arethetypeswrong/cli/dist/index.js"),
      installed.tarball,
      ...["--profile", "esm-only", "--no-emoji", "--no-color"],
      ...["--exclude-entrypoints", "./tms.wasm", "./custom-elements.json"],
    ],
    { cwd: HERE },
  );
});

test("custom-elements.json is current, and says of the element what it has", async () => {
  await run(process.execPath, [join(HERE, "manifest.js"), "--check"]);
  const package_ = join(appFolder("react-19"), "node_modules/tms-credentials");
  const { customElements } = JSON.parse(await readFile(join(package_, "package.json"), "utf8"));
  const manifest = JSON.parse(await readFile(join(package_, customElements), "utf8"));
  for (const { path } of manifest.modules) await readFile(join(package_, path));
  const [{ declarations, path }] = manifest.modules;
  const [declared] = declarations;
  const { TmsCredentialsElement } = await import(pathToFileURL(join(package_, path)).href);
  /** @param {{ name: string }[]} list */
  const names = (list) => list.map(({ name }) => name).sort();
  assert.deepEqual(
    names(declared.attributes),
    [...TmsCredentialsElement.observedAttributes].sort(),
  );
  const accessors = Object.entries(
    Object.getOwnPropertyDescriptors(TmsCredentialsElement.prototype),
  )
    .filter(([, { set }]) => set)
    .map(([name]) => name);
  assert.deepEqual(names(declared.members), accessors.sort());

  const web = join(dirname(HERE), "../web");
  const declaration = await readFile(join(web, "tms-credentials-element.d.ts"), "utf8");
  const events = [...declaration.matchAll(/^ {2}"(tms-credentials-\w+)": CustomEvent/gm)];
  assert.deepEqual(names(declared.events), events.map(([, name]) => name).sort());
  const theme = await readFile(join(web, "page/ui/theme.css"), "utf8");
  const properties = new Set(theme.match(/--tms-[a-z-]+(?=,)/g));
  assert.deepEqual(names(declared.cssProperties), [...properties].sort());
  const files = await readdir(join(web, "page"), { recursive: true });
  const sources = await Promise.all(
    files
      .filter((file) => file.endsWith(".jsx"))
      .map((file) => readFile(join(web, "page", file), "utf8")),
  );
  const parts = sources.flatMap((text) =>
    [...text.matchAll(/part="([^"]*)"/g)].flatMap(([, value]) => value.split(" ")),
  );
  const buttons = ["button", "button-plain", "button-primary", "button-danger"]; // button.jsx: look
  assert.deepEqual(names(declared.cssParts), [...new Set([...parts, ...buttons])].sort());
});
