import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { curlFor, pythonFor } from "../../../web/page/activity/code-snippets.js";

const BASE_URL = "https://designsafe.tapis.io";
const CREDENTIAL = "/v3/systems/credential/ls6/user/jdoe";

/** @param {string} method @param {string} path */
const lastLine = (method, path) => pythonFor({ method, path }, BASE_URL).split("\n").at(-1);

describe("the same in Python", () => {
  test("connects with the token of the environment", () => {
    assert.equal(
      pythonFor({ method: "GET", path: "/v3/systems/ls6" }, BASE_URL),
      [
        "import os",
        "from tapipy.tapis import Tapis",
        "",
        'client = Tapis(base_url="https://designsafe.tapis.io", access_token=os.environ["TAPIS_TOKEN"])',
        'client.systems.getSystem(systemId="ls6")',
      ].join("\n"),
    );
  });

  test("names the call of each request, and its parameters with their types", () => {
    const user = 'systemId="ls6", userName="jdoe"';
    assert.equal(
      lastLine("POST", `${CREDENTIAL}/check`),
      `client.systems.checkUserCredential(${user})`,
    );
    assert.equal(
      lastLine("POST", `${CREDENTIAL}?createTmsKeys=true`),
      `client.systems.createUserCredential(${user}, createTmsKeys=True)`,
    );
    assert.equal(lastLine("DELETE", CREDENTIAL), `client.systems.removeUserCredential(${user})`);
    assert.equal(
      lastLine("GET", "/v3/systems?listType=ALL&limit=1000&computeTotal=false&orderBy=id(asc)"),
      'client.systems.getSystems(listType="ALL", limit=1000, computeTotal=False, orderBy="id(asc)")',
    );
  });

  test("quotes what a name may hold", () => {
    assert.equal(
      lastLine("DELETE", "/v3/systems/credential/ls6/user/o%22hara%5C"),
      'client.systems.removeUserCredential(systemId="ls6", userName="o\\"hara\\\\")',
    );
  });

  test("takes a system for a name, whatever it is called", () => {
    for (const id of ["true", "7"]) {
      assert.match(
        String(lastLine("GET", `/v3/systems?limit=1000&startAfter=${id}`)),
        RegExp(`limit=1000, startAfter="${id}"`),
      );
    }
  });

  test("is not there for a request that tapipy has no call for", () => {
    assert.equal(pythonFor({ method: "GET", path: "/v3/systems/ls6/history" }, BASE_URL), "");
  });
});

describe("the same with curl", () => {
  test("has the token's place in double quotes, where the shell fills it in", () => {
    assert.equal(
      curlFor({ method: "DELETE", path: CREDENTIAL }, BASE_URL),
      `curl --request DELETE 'https://designsafe.tapis.io${CREDENTIAL}' \\\n  --header "X-Tapis-Token: $TAPIS_TOKEN"`,
    );
  });

  test("sends the empty object that creating takes, and no body with a check", () => {
    const create = curlFor({ method: "POST", path: `${CREDENTIAL}?createTmsKeys=true` }, BASE_URL);
    assert.match(create, /--header 'Content-Type: application\/json' \\\n {2}--data '\{\}'$/);
    assert.ok(!curlFor({ method: "POST", path: `${CREDENTIAL}/check` }, BASE_URL).includes("data"));
  });

  test("gives the shell nothing to run", () => {
    assert.match(
      curlFor({ method: "GET", path: "/v3/systems/$(id)'`id`" }, BASE_URL),
      /'https:\/\/designsafe\.tapis\.io\/v3\/systems\/\$\(id\)'\\''`id`'/,
    );
  });
});
