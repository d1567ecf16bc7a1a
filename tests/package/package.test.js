// The npm package as strangers use it: packed, installed in an empty folder, its types compiled, and bundled with Vite
// into a page that has nothing else. The local Tapis is behind the page. Needs a built dist/.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { chromium } from "@playwright/test";
import { build, createServer } from "vite";

import { CHROMIUM } from "../browsers.js";
import { PageErrors } from "../page-errors.js";
import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { startTapis } from "../tapis/index.js";
import { installPackage } from "./install.js";

const run = promisify(execFile);
const SYSTEM = "stampede3";
const HTML = `<!doctype html><title>Host</title><div id="embed"></div>
<script type="module" src="/main.js"></script>`;
const TSC = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

/** @param {string} name of a file beside this one */
const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {Awaited<ReturnType<typeof startTapis>>} */
let tapis;
/** @type {import("@playwright/test").Browser} */
let browser;
const pageErrors = new PageErrors();
before(async () => {
  installed = await installPackage();
  await writeFile(join(installed.folder, "index.html"), HTML);
  await copyFile(beside("page.js"), join(installed.folder, "main.js"));
  tapis = await startTapis();
  browser = await chromium.launch(CHROMIUM);
  pageErrors.watchAll(browser);
});
afterEach(() => pageErrors.check());
after(async () => {
  await browser?.close();
  await tapis?.close();
});

describe("The package", () => {
  test("holds what pages import, its types, its licences and its documents, and nothing else", () => {
    assert.deepEqual(installed.files, [
      "README.md",
      "custom-elements.json",
      "dist/LICENSES.txt",
      "dist/host.d.ts",
      "dist/host.js",
      "dist/preact.d.ts",
      "dist/preact.js",
      "dist/react.d.ts",
      "dist/react.js",
      "dist/tms-credentials-define.d.ts",
      "dist/tms-credentials-define.js",
      "dist/tms-credentials-element.d.ts",
      "dist/tms-credentials-element.js",
      "dist/tms-credentials.d.ts",
      "dist/tms-credentials.js",
      "dist/tms.d.ts",
      "dist/tms.js",
      "dist/tms.wasm",
      "docs/api/README.md",
      "docs/api/host.md",
      "docs/api/preact.md",
      "docs/api/react.md",
      "docs/api/tms-credentials-element.md",
      "docs/api/tms.md",
      "docs/frameworks.md",
      "package.json",
    ]);
  });

  test("needs no other package", async () => {
    const names = await readdir(join(installed.folder, "node_modules"));
    assert.deepEqual(
      names.filter((name) => !name.startsWith(".")),
      ["tms-credentials"],
    );
  });

  test("can be imported where there is no document", async () => {
    const script = `
      await import("tms-credentials");
      await import("tms-credentials/host");
      await import("tms-credentials/element");
      console.log(import.meta.resolve("tms-credentials/tms.wasm"));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: installed.folder,
    });
    assert.match(stdout, /node_modules\/tms-credentials\/dist\/tms\.wasm\n$/);
  });

  test("says in Node.js that its functions need a browser", async () => {
    const script = `
      const { connectTapis, startSignIn } = await import("tms-credentials");
      const token = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln";
      const baseUrl = "https://designsafe.tapis.io";
      for (const call of [connectTapis({ token }), startSignIn({ clientId: "it", baseUrl })])
        await call.catch((error) => console.log(String(error)));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: installed.folder,
    });
    const said = "Error: The functions need a browser; in Node.js they can only be imported.\n";
    assert.equal(stdout, said.repeat(2));
  });

  test("has whatever its documents lead to", async () => {
    const folder = join(installed.folder, "node_modules/tms-credentials");
    const documents = installed.files.filter((file) => file.endsWith(".md"));
    assert.ok(documents.includes("README.md") && documents.includes("docs/frameworks.md"));
    for (const document of documents) {
      const text = await readFile(join(folder, document), "utf8");
      for (const [, path] of text.matchAll(/\]\((?![a-z]+:|#)([^)#]+)/g)) {
        const file = relative(folder, join(folder, dirname(document), path));
        assert.ok(installed.files.includes(file), `${document} leads to ${path}`);
      }
    }
  });

  for (const [moduleResolution, module] of [
    ["bundler", "esnext"],
    ["nodenext", "nodenext"],
  ]) {
    test(`has types for all of it that hold under strict with moduleResolution ${moduleResolution}`, async () => {
      await copyFile(beside("types.ts"), join(installed.folder, "types.ts"));
      const options = [
        ...[
          "--ignoreConfig",
          "--noEmit",
          "--strict",
          "--noUncheckedSideEffectImports",
          "--types",
          "",
        ],
        ...["--target", "es2022", "--lib", "es2022,dom"],
        ...["--module", module, "--moduleResolution", moduleResolution],
      ];
      const { stdout } = await run(process.execPath, [TSC, ...options, "types.ts"], {
        cwd: installed.folder,
      }).catch((error) => error);
      assert.equal(stdout, "");
    });
  }
});

test("Where dist/ is missing, or a part of it, nothing is packed, and it says what to do", async () => {
  const root = `${installed.folder}-not-built`;
  await rm(root, { recursive: true, force: true });
  await mkdir(join(root, "web"), { recursive: true });
  await cp(beside("../../web/build"), join(root, "web/build"), { recursive: true });
  await copyFile(beside("../../web/package.json"), join(root, "web/package.json"));
  const pack = () => run("npm", ["pack"], { cwd: join(root, "web") });
  await assert.rejects(pack, { stderr: /^dist\/ is missing: run scripts\/build first$/m });
  await mkdir(join(root, "dist"));
  await writeFile(join(root, "dist/LICENSES.txt"), "");
  await assert.rejects(pack, {
    stderr: /^dist\/host\.d\.ts is missing: run scripts\/build first$/m,
  });
  assert.deepEqual((await readdir(join(root, "web"))).sort(), ["build", "package.json"]);
});

describe("A page with nothing but the package, bundled with Vite,", () => {
  /** @type {{ origin: string, close(): Promise<void> }} */
  let page;
  before(async () => {
    const out = join(installed.folder, "built");
    await build({ root: installed.folder, logLevel: "error", build: { outDir: out } });
    page = await startSite({ root: out });
  });
  after(() => page?.close());

  test("has the module as a file of its own", async () => {
    const files = await readdir(join(installed.folder, "built/assets"));
    assert.equal(files.filter((file) => /^tms-.*\.wasm$/.test(file)).length, 1, String(files));
  });

  test("establishes credentials with the functions", () => establishWithFunctions(page.origin));

  test("establishes credentials with the element", () => establishWithElement(page.origin));

  test("establishes credentials in the embed of a deployment that knows it", async () => {
    const root = await buildSite({
      name: "package-embed",
      apiOrigin: tapis.origin,
      hostOrigins: [page.origin],
    });
    const deployment = await startSite({ root });
    try {
      await establishInEmbed(page.origin, `${deployment.origin}/embed/`);
    } finally {
      await deployment.close();
    }
  });
});

describe("The same page on Vite's development server", () => {
  /** @type {import("vite").ViteDevServer} */
  let server;
  before(async () => {
    server = await createServer({
      root: installed.folder,
      logLevel: "error",
      cacheDir: join(installed.folder, "cache"),
      server: { host: "127.0.0.1", port: 0 },
    });
    await server.listen();
  });
  after(() => server?.close());

  test("establishes credentials with the functions", async () => {
    const [url] = server.resolvedUrls?.local ?? [];
    await establishWithFunctions(new URL(url).origin);
  });
});

/**
 * @param {string} origin
 * @param {(page: import("@playwright/test").Page, token: string) => Promise<void>} work
 */
async function establish(origin, work) {
  tapis.reset([{ id: SYSTEM }]);
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/`);
    await page.waitForFunction(() => "host" in window);
    await work(page, await tapis.issueToken());
    assert.notEqual(tapis.credential(SYSTEM, "ann"), null);
  } finally {
    await page.close();
  }
}

/** @param {string} origin */
function establishWithFunctions(origin) {
  return establish(origin, async (page, token) => {
    const statuses = await page.evaluate(
      ([each, systemId]) => /** @type {any} */ (window).host.establish(each, systemId),
      [token, SYSTEM],
    );
    assert.deepEqual(statuses, ["created", "exists"]);
  });
}

/** @param {string} origin */
function establishWithElement(origin) {
  return establish(origin, async (page, token) => {
    await page.evaluate((each) => /** @type {any} */ (window).host.addElement(each), token);
    await page.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
    await page.getByRole("row", { name: SYSTEM }).getByText("Ready").waitFor();
  });
}

/**
 * @param {string} origin
 * @param {string} src
 */
function establishInEmbed(origin, src) {
  return establish(origin, async (page, token) => {
    await page.evaluate(
      ([each, embed]) => /** @type {any} */ (window).host.mount(each, embed),
      [token, src],
    );
    const embed = page.frameLocator("iframe");
    await embed.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
    await embed.getByRole("row", { name: SYSTEM }).getByText("Ready").waitFor();
  });
}
