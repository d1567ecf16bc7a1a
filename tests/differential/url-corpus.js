// URLs by a grammar: well-formed base URLs, and what is almost one. Most of the chance is spent on the host, for the
// host is who gets the token.

import { randomFrom } from "../random.js";

const NAMES = [
  ...["designsafe.tapis.io", "dev.develop.tapis.io", "tapis.io", "portal.example.org"],
  ...["localhost", "intranet", "tapis.io.evil.com", "evil-tapis.io"],
];
const ADDRESSES = ["127.0.0.1", "10.20.30.40", "255.255.255.255", "0.0.0.0", "1.2.3.4"];
/** Last labels that a URL parser may take for a number, and some that it does not. */
const NUMBERS = [
  ...[
    "0",
    "1",
    "7",
    "10",
    "08",
    "010",
    "255",
    "256",
    "999",
    "4294967295",
    "4294967296",
    "0x",
    "0X",
  ],
  ...[
    "0x7f",
    "0X7F",
    "0x100",
    "0xg",
    "0x-1",
    "1e3",
    "1a",
    "a1",
    "x0",
    "-1",
    "1-",
    "00",
    "0xffffffff",
  ],
];
const IPV6 = [
  ...[
    "[::1]",
    "[::2]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::1",
    "[::1]x",
  ],
  ...["[2001:db8::1]", "[fe80::1%25eth0]", "[::0001]", "[::1].tapis.io"],
];
const PUNYCODE = [
  "xn--mnchen-3ya",
  "xn--a",
  "xn--",
  "xn--p1ai",
  "XN--P1AI",
  "xn---",
  "xn-a",
  "xn--zz--a",
  "ab--cd",
];
/** What a host must not hold, and what a URL parser may make a dot, a letter or nothing of. */
const STRANGE = [
  ...[
    "_",
    "~",
    "!",
    "$",
    "&",
    "'",
    "(",
    "*",
    "+",
    ",",
    ";",
    "=",
    '"',
    "`",
    "{",
    "|",
    "^",
    "%",
    "<",
    " ",
    "\\",
    "@",
  ],
  ...[
    "%2e",
    "%2E",
    "%41",
    "%00",
    "%30",
    "%5f",
    "\t",
    "\n",
    "\r",
    "\0",
    "\x01",
    "\x1f",
    "\x7f",
    "\x80",
  ],
  ...[
    "。",
    "．",
    "｡",
    "\u00ad",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u202e",
    "ß",
    "é",
    "１",
    "①",
    "ｘ",
    "Ａ",
    "K",
  ],
  ...["İ", "\u0301", "😀", "／", "＠", "：", "？", "＃"],
];
const SCHEMES = [
  "HTTPS",
  "Http",
  "hTTps",
  "ftp",
  "ws",
  "wss",
  "file",
  "blob:https",
  "xhttps",
  "httpss",
  "",
];
const SEPARATORS = ["://", "//", ":/", ":", ":///", "://///", ":\\\\", ":/\\", "://\t", " ://"];
const USERS = ["user@", "user:secret@", "@", ":@", "a.tapis.io@", "a.tapis.io:443@", "%40@"];
const PORTS = [
  "",
  "0",
  "00",
  "80",
  "080",
  "443",
  "0443",
  "8080",
  "65535",
  "65536",
  "99999",
  "123456",
  "-1",
  "+80",
  "8o",
  "80:80",
  "８０",
];
const PATHS = [
  ...[
    "/",
    "/v3",
    "/v3/",
    "/tapis/v3",
    "/apiv3",
    "/v3/x",
    "/tapis/api",
    "/Some/pre-fix_1~2.3/",
    "/a.b",
    "/a..",
    "/a../b",
    "/x.",
    "/x./",
    "/..a",
    "/...",
    "/.well-known",
  ],
  ...[
    "/.",
    "/..",
    "/./",
    "/../x",
    "/x/../y",
    "/x/.hidden",
    "//",
    "//x",
    "/x//",
    "/%2e",
    "/%2e%2e/x",
    "/a%20b",
    "/a b",
    "/é",
  ],
  ...[
    "/a;b",
    "/a:b",
    "/a@b",
    "/$&'()*+,=!",
    "/[a]",
    "/a|b",
    "/a\\b",
    "\\a",
    "/a\tb",
    "/^",
    "/{a}",
    "/a\0b",
  ],
];
const TAILS = ["?", "?x=1", "#", "#x", "?a#b", "#.tapis.io", " ", "\n", "\t", "\0"];

/**
 * @param {number} count
 * @param {number} seed
 * @returns {string[]} the same for the same seed
 */
export function makeUrls(count, seed) {
  const random = randomFrom(seed);
  const below = (/** @type {number} */ limit) => Math.floor(random() * limit);
  /** @template Value @param {Value[]} values @returns {Value} */
  const one = (values) => values[below(values.length)];
  const happens = (/** @type {number} */ chance) => random() < chance;

  const characters = (/** @type {string} */ alphabet, /** @type {number} */ size) =>
    Array.from({ length: size }, () => alphabet[below(alphabet.length)]).join("");
  const label = () =>
    happens(0.5)
      ? characters("abcdefghijklmnopqrstuvwxyz", 1 + below(8))
      : characters("0123456789abcdefxyzABCX-", 1 + below(6));
  const labels = (/** @type {number} */ most) => Array.from({ length: 1 + below(most) }, label);

  const hosts = [
    () => one(NAMES),
    () => labels(4).join("."),
    () => one(ADDRESSES),
    () => Array.from({ length: 4 }, () => below(300)).join("."),
    () => Array.from({ length: 1 + below(6) }, () => one(NUMBERS)).join("."),
    () => [...labels(2), one(NUMBERS)].join("."),
    () => [one(NUMBERS), ...labels(2)].join("."),
    () => one(IPV6),
    () => [one(PUNYCODE), ...labels(2)].join("."),
    () => [...labels(2), one(PUNYCODE)].join("."),
    () => [characters("abc1-", 60 + below(8)), ...labels(2)].join("."),
    () => Array.from({ length: 4 }, () => characters("abc1", 61 + below(3))).join("."),
  ];
  const mutations = [
    (/** @type {string} */ host) => `${host}.`,
    (/** @type {string} */ host) => `.${host}`,
    (/** @type {string} */ host) => host.replace(".", ".."),
    (/** @type {string} */ host) => host.toUpperCase(),
    (/** @type {string} */ host) => insert(host, below(host.length + 1), one(STRANGE)),
    (/** @type {string} */ host) =>
      insert(host, below(host.length + 1), characters("0123456789abxX.-", 1)),
    (/** @type {string} */ host) => remove(host, below(host.length)),
  ];
  const host = () => {
    let made = one(hosts)();
    while (happens(0.3)) made = one(mutations)(made);
    return made;
  };

  const make = () =>
    [
      happens(0.06) ? one(SCHEMES) : one(["https", "http"]),
      happens(0.04) ? one(SEPARATORS) : "://",
      happens(0.04) ? one(USERS) : "",
      host(),
      happens(0.25) ? `:${happens(0.5) ? one(PORTS) : below(70_000)}` : "",
      happens(0.4) ? one(PATHS) : "",
      happens(0.04) ? one(TAILS) : "",
    ].join("");
  return Array.from({ length: count }, () => {
    const url = make();
    return happens(0.03) ? insert(url, below(url.length + 1), one(STRANGE)) : url;
  });
}

/** @param {string} text @param {number} at @param {string} more */
function insert(text, at, more) {
  return text.slice(0, at) + more + text.slice(at);
}

/** @param {string} text @param {number} at */
function remove(text, at) {
  return text.slice(0, at) + text.slice(at + 1);
}
