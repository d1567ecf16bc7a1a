// What has to be done by hand where there is no page: counted from the text that is typed.

const CELL = `from tapipy.tapis import Tapis
t = Tapis(base_url="https://designsafe.tapis.io", username=input(), password=getpass())
t.get_tokens()
for system in ["stampede3", "frontera", "ls6", "vista", "designsafe.storage.default"]:
    establish_tms_credentials(t, system)
`;

/** Sign in to JupyterHub, open a notebook, paste the functions into a cell and run it, type the second cell and run it. */
export const NOTEBOOK = { pages: 2, clicks: 4, characters: CELL.length, pastes: 1 };

const PROGRAM = `import { Systems } from "@tapis/tapis-typescript";
const configuration = new Systems.Configuration({
  basePath: "https://designsafe.tapis.io",
  headers: { "X-Tapis-Token": process.env.TAPIS_TOKEN },
});
const credentials = new Systems.CredentialsApi(configuration);
for (const systemId of ["stampede3", "frontera", "ls6", "vista", "designsafe.storage.default"]) {
  const subject = { systemId, userName: "ann" };
  try {
    await credentials.checkUserCredential(subject);
  } catch {
    await credentials.createUserCredential({ ...subject, createTmsKeys: true, reqUpdateCredential: {} });
  }
}
`;
const COMMANDS = `npm install @tapis/tapis-typescript
TAPIS_TOKEN= node establish.mjs
`;

/** Get a token at the Token Web App, write a program, install its package, and run it with the token pasted in. */
export const SCRIPT = {
  pages: 1,
  clicks: 1,
  characters: PROGRAM.length + COMMANDS.length,
  pastes: 1,
};
