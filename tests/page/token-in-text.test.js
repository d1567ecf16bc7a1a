import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { MOST_TEXT, tokenInText } from "../../web/token-in-text.js";

const HOUR = 3600;
const NOW = 1_800_000_000;

/** @param {object} value */
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * @param {Record<string, unknown>} [claims]
 * @param {{ alg?: string, signature?: number, header?: object }} [form] `signature`: its length
 */
function tokenOf(claims = {}, { alg = "RS256", signature = 342, header = {} } = {}) {
  const all = {
    jti: "1",
    iss: "https://designsafe.tapis.io/v3/tokens",
    sub: "jdoe@designsafe",
    "tapis/tenant_id": "designsafe",
    "tapis/token_type": "access",
    "tapis/username": "jdoe",
    exp: NOW + HOUR,
    ...claims,
  };
  const letters = "AbC-dEf_1".repeat(100).slice(0, signature);
  return `${encode({ alg, typ: "JWT", ...header })}.${encode(all)}.${letters}`;
}

const TOKEN = tokenOf();
const REFRESH = tokenOf({ "tapis/token_type": "refresh", "tapis/username": undefined });
const FOREIGN = tokenOf({ "tapis/username": undefined, "tapis/tenant_id": undefined });

/** @param {string} text @param {number} width @param {string} [between] */
const wrapped = (text, width, between = "\n") =>
  text.match(new RegExp(`.{1,${width}}`, "g"))?.join(between) ?? "";

/** What people have in their clipboard, or in a file. @type {Record<string, string>} */
const TEXTS = {
  "the bare token": TOKEN,
  "a token with white space around it": `\n  ${TOKEN}\r\n`,
  "a token in single quotes": `'${TOKEN}'`,
  "a token in double quotes": `"${TOKEN}"`,
  "a token in typographic quotes": `“${TOKEN}”`,
  "a token in guillemets": `«${TOKEN}»`,
  "a token in backticks": `\`${TOKEN}\``,
  "a token in angle brackets": `<${TOKEN}>`,
  "a token as bytes of Python": `b'${TOKEN}'`,
  "a token with a comma behind it": `${TOKEN},`,
  "a token with a full stop behind it": `My token is ${TOKEN}.`,
  "a token with invisible characters around it": `\uFEFF\u200B${TOKEN}\u200D\u00AD`,
  "a token with invisible characters in it": wrapped(TOKEN, 100, "\u200B"),
  "an Authorization header": `Authorization: Bearer ${TOKEN}`,
  "Bearer and the token": `Bearer ${TOKEN}`,
  "an X-Tapis-Token header": `X-Tapis-Token: ${TOKEN}`,
  "a line of curl": `curl -H "X-Tapis-Token: ${TOKEN}" https://designsafe.tapis.io/v3/systems`,
  "a line of curl over several lines": `curl \\\n  --header 'X-Tapis-Token: ${TOKEN}' \\\n  https://designsafe.tapis.io/v3/systems`,
  "an export of a shell": `export TAPIS_TOKEN=${TOKEN}`,
  "an export in quotes": `export TAPIS_TOKEN="${TOKEN}"\nexport USER=jdoe`,
  "lines of .env": `BASE_URL=https://designsafe.tapis.io\nTAPIS_TOKEN=${TOKEN}\nDEBUG=1\n`,
  "what tapipy prints": `access_token: ${TOKEN}\nexpires_at: 2027-01-15T09:00:00+00:00\njti: 0f7b8f7e-9d2a-4a55`,
  "what tapipy prints, with its line ends lost": `access_token: ${TOKEN}expires_at: 2027-01-15T09:00:00+00:00jti: 0f7b`,
  "an object of Python": `{'access_token': '${TOKEN}', 'expires_in': 14400}`,
  YAML: `tapis:\n  token: ${TOKEN}\n  tenant: designsafe\n`,
  "a page of the Token Web App, selected as a whole": `Tapis Token\nTenant ID\tdesignsafe\nUsername\tjdoe\nAccess Token\t${TOKEN}\nLog out`,
  "the file of OpsUtils": JSON.stringify({
    access_token: TOKEN,
    expires_at: "2027-01-15T09:00:00",
  }),
  "the JupyterHub's .tapis-token": JSON.stringify({ access_token: TOKEN, refresh_token: REFRESH }),
  "the JupyterHub's .tapipy": JSON.stringify([{ token: TOKEN, refresh_token: REFRESH }]),
  "an answer of the tokens endpoint": JSON.stringify(
    {
      result: { access_token: { access_token: TOKEN }, refresh_token: { refresh_token: REFRESH } },
    },
    null,
    2,
  ),
  "JSON that is cut off": `{"access_token": "${TOKEN}"`,
  "a JSON text in a JSON text": JSON.stringify(JSON.stringify({ access_token: TOKEN })),
  "a refresh token before it": `${REFRESH}\n${TOKEN}`,
  "a token of something else before it": `${FOREIGN}\n${TOKEN}`,
  "a token that a terminal wrapped": wrapped(TOKEN, 80),
  "a token that a narrow terminal wrapped": wrapped(TOKEN, 20),
  "a token that a terminal of Windows wrapped": wrapped(TOKEN, 120, "\r\n"),
  "a token that was wrapped with an indent": wrapped(TOKEN, 76, "\n    "),
  "a token that was wrapped, in a field that drops line ends": wrapped(TOKEN, 76, "    "),
  "a token that was wrapped with backslashes": wrapped(TOKEN, 76, "\\\n"),
  "a token in a mail that was quoted": `> ${wrapped(TOKEN, 70, "\n> ")}\n> Regards`,
  "a wrapped token with more behind it": `access_token: ${wrapped(TOKEN, 66)}\nexpires_at: 2027-01-15\njti: 0f7b8f7e`,
  "the same token twice": `${TOKEN}\n${TOKEN}`,
};

describe("an access token is found in", () => {
  for (const [name, text] of Object.entries(TEXTS))
    test(name, () => assert.deepEqual(tokenInText(text), { token: TOKEN }));

  test("a text with an older one of the same person: the one that ends last is taken", () => {
    const older = tokenOf({ exp: NOW - HOUR });
    for (const text of [`${older} ${TOKEN}`, `${TOKEN} ${older}`])
      assert.deepEqual(tokenInText(text), { token: TOKEN });
  });

  for (const [alg, signature] of /** @type {[string, number][]} */ ([
    ["RS256", 512],
    ["RS512", 683],
    ["ES256", 86],
    ["HS256", 43],
    ["EdDSA", 86],
    ["unknown", 7],
  ])) {
    test(`a token of ${alg} with a signature of ${signature}, with a word in the next line`, () => {
      const token = tokenOf({}, { alg, signature });
      assert.deepEqual(tokenInText(`${token}\nword`), { token });
    });
  }

  test("wherever a line is broken, and whatever stands around it", () => {
    let seed = 7;
    const random = (/** @type {number} */ below) => {
      seed = (seed * 1664525 + 1013904223) % 2 ** 32;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const around = ["", " ", "\n", "token: ", '"', "x = '", "\t", "=", "\u200B", ">> ", "(", "¡"];
    for (let round = 0; round < 500; round += 1) {
      const token = tokenOf({ exp: NOW + round, more: "x".repeat(random(300)) });
      const before = around[random(around.length)];
      const behind = around[random(around.length)].replace(/[\w>]/g, "");
      const between = ["\n", "\r\n", "\n  ", "  ", " \\\n"][random(5)];
      const text = before + wrapped(token, 15 + random(200), between) + behind;
      assert.deepEqual(tokenInText(text), { token }, JSON.stringify(text));
    }
  });
});

describe("what was seen instead is said, without a piece of the text, for", () => {
  /** @type {Record<string, [text: string, says: RegExp]>} */
  const texts = {
    nothing: ["", /text is empty/],
    "white space and what nobody sees": [" \n\u200B\u00A0", /text is empty/],
    "a shopping list": ["milk, eggs\nbread", /neither a Tapis access token nor/],
    "a password": ["correct-horse7", /If it is a password/],
    "a JSON file without a token": ['{"name": "value"}', /No access token was found/],
    "an empty access token": ['{"access_token": ""}', /No access token was found/],
    "an empty list": ["[]", /No access token was found/],
    "a refresh token": [REFRESH, /refresh token without an access token/],
    "a file with nothing but a refresh token": [
      JSON.stringify({ refresh_token: "secret" }),
      /refresh token without an access token/,
    ],
    "a token without Tapis's claims": [FOREIGN, /do not say whose it is/],
    "a token of a service": [
      tokenOf({ "tapis/token_type": "service" }),
      /not a Tapis access token/,
    ],
    "a token of JupyterHub": ["0123456789abcdef0123456789abcdef", /token of JupyterHub/],
    "a part of a token": [TOKEN.slice(0, 100), /a part of it is missing/],
    "a token without a signature": [
      TOKEN.split(".").slice(0, 2).join("."),
      /a part of it is missing/,
    ],
    "a token with a character in it that is none of it": [
      TOKEN.replace(".", ".%"),
      /missing or damaged/,
    ],
    "tokens of two people": [`${TOKEN} ${tokenOf({ "tapis/username": "bob" })}`, /several people/],
    "tokens of two tenants": [
      `${TOKEN} ${tokenOf({ "tapis/tenant_id": "tacc" })}`,
      /several people or tenants/,
    ],
    "what is too large": [`${"x ".repeat(MOST_TEXT)}${TOKEN}`, /too large/],
  };
  for (const [name, [text, says]] of Object.entries(texts)) {
    test(name, () => {
      const { problem = "" } = /** @type {{ problem?: string }} */ (tokenInText(text));
      assert.match(problem, says);
      for (const piece of ["correct-horse", "secret", "milk", "0123", ...text.split(/[.\s]/)])
        assert.ok(piece.length < 12 || !problem.includes(piece), piece);
    });
  }
});

test("a text that is made to take long is read in a moment", () => {
  const long = [
    "eyJa ".repeat(MOST_TEXT / 5),
    "eyJhbGciOiJSUzI1NiJ9.".repeat(MOST_TEXT / 21),
    `eyJhbGciOiJSUzI1NiJ9.e30.${"a ".repeat(MOST_TEXT / 3)}`,
    "a.\n".repeat(MOST_TEXT / 3),
    "\\ ".repeat(MOST_TEXT / 2),
  ];
  // What others do on the machine meanwhile is no time of the processor. It takes 0.1 s, and nine without the limits.
  const before = process.cpuUsage();
  for (const text of long) tokenInText(text.slice(0, MOST_TEXT));
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 2_000_000, `${user + system} µs`);
});
