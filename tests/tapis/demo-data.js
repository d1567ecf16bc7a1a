// Made-up people and systems to explore: one system for each thing that can happen. Hosts carry their real names but
// nothing is ever asked of them.

const HOUR = 3600;
const MINUTE = 60;

/** Enough for the steps of an operation to be seen. */
export const DEMO_LATENCY_MS = 250;

/** @type {import("./tokens/accounts.js").Account[]} */
export const demoAccounts = [
  { username: "ann", password: "ann", description: "Has credentials that work on two systems." },
  { username: "bob", password: "bob", description: "Is new: has credentials on cloud.data alone." },
  { username: "carol", password: "carol", description: "Has credentials that work on one system." },
  { username: "dave", password: "dave", description: "Is new, too." },
  { username: "erin", password: "erin", description: "Is new, too." },
  { username: "fay", password: "fay", description: "Hosts refuse her first two keys." },
  { username: "gil", password: "gil", description: "TMS has no record of his." },
  { username: "hana", password: "hana", description: "The list leaves her TMS keys out." },
];

/** @type {import("./systems/systems.js").SystemInput[]} */
export const demoSystems = [
  {
    id: "designsafe.storage.default",
    description: "My Data: the home of every DesignSafe user",
    host: "cloud.data.tacc.utexas.edu",
    canExec: false,
  },
  { id: "stampede3", description: "TACC Stampede3" },
  {
    id: "frontera",
    description: "TACC Frontera, whose jobs stage their files through a data transfer node",
    attributes: { dtnSystemId: "designsafe.storage.default" },
  },
  { id: "ls6", description: "TACC Lonestar6" },
  { id: "vista", description: "TACC Vista" },
  {
    id: "wma-exec-01",
    description: "An execution host that takes PKI keys, not TMS keys",
    defaultAuthnMethod: "PKI_KEYS",
  },
  {
    id: "cloud.data",
    description: "A host that does not answer",
    hostBehaviour: "unreachable",
    canExec: false,
  },
  { id: "wma-dcv-01", description: "A system on which only its owner may act", forbidden: true },
  {
    id: "designsafe.archive.s3",
    description: "An object store with access keys",
    systemType: "S3",
    host: "archive.example.org",
    defaultAuthnMethod: "ACCESS_KEY",
    canExec: false,
    attributes: { bucketName: "archive", port: 443 },
  },
];

/**
 * Puts the demo systems and the credentials that some people have on them into a local Tapis.
 * @param {import("./model.js").Model} tapis
 */
export function setUpDemo(tapis) {
  tapis.reset(demoSystems);
  for (const { username } of demoAccounts) tapis.setCredential("cloud.data", username);
  tapis.setCredential("designsafe.storage.default", "ann");
  tapis.setCredential("stampede3", "ann");
  tapis.setCredential("ls6", "ann", "TMS_KEYS", { accepted: false });
  tapis.setCredential("designsafe.storage.default", "carol");
  tapis.setCredential("stampede3", "hana");
  tapis.setCredential("frontera", "hana");
  tapis.behave({
    situations: {
      fay: { keysRefused: 2 },
      gil: { tms: "refuses" },
      hana: { lagging: true },
    },
  });
}

/**
 * The people of the demo, with tokens that are new on each call.
 * @param {import("./model.js").Model} tapis
 * @returns {Promise<{ name: string, description: string, username: string, token: string }[]>}
 */
export async function demoPeople(tapis) {
  const people = [
    {
      name: "Ann",
      description:
        "Has credentials that work on two systems. On ls6 the host no longer takes hers, and that of cloud.data does not answer.",
      username: "ann",
      expiresIn: 4 * HOUR,
    },
    {
      name: "Bob",
      description: "Is new: has credentials on cloud.data alone, whose host does not answer.",
      username: "bob",
      expiresIn: 4 * HOUR,
    },
    {
      name: "Carol",
      description: "Her token ends in nine minutes.",
      username: "carol",
      expiresIn: 9 * MINUTE,
    },
    { name: "Dave", description: "His token has expired.", username: "dave", expiresIn: -MINUTE },
    {
      name: "Erin",
      description: "Her token has been revoked.",
      username: "erin",
      expiresIn: 4 * HOUR,
    },
    {
      name: "Fay",
      description:
        "Her account is new: each host refuses her first two keys and accepts the third.",
      username: "fay",
      expiresIn: 4 * HOUR,
    },
    {
      name: "Gil",
      description: "The Trust Manager System refuses to make keys for him: it lacks a record.",
      username: "gil",
      expiresIn: 4 * HOUR,
    },
    {
      name: "Hana",
      description:
        "Has credentials on stampede3 and frontera, of which the list says that nothing is stored.",
      username: "hana",
      expiresIn: 4 * HOUR,
    },
  ];
  return Promise.all(
    people.map(async ({ name, description, username, expiresIn }) => {
      const token = await tapis.issueToken({ username, expiresIn });
      if (username === "erin") tapis.revokeToken(token);
      return { name, description, username, token };
    }),
  );
}
