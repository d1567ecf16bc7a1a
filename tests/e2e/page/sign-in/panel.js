// Signing in, in a person's words, as person.js has the rest of the page; and what they do at Tapis, in another tab.

/** @typedef {import("@playwright/test").Page} Page */

export class SignInPanel {
  #page;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    /** It is called after what there is to do in it. */
    this.region = page.getByRole("region", { name: /^(Sign in|Type this code at Tapis)$/ });
    this.heading = this.region.getByRole("heading");

    this.startButton = this.button("Sign in with Tapis");
    /** The code, for the eye. */
    this.code = this.region.getByRole("paragraph").locator("code");
    this.copyButton = this.button("Copy code");
    this.openLink = this.region.getByRole("link", { name: "Open the sign-in page", exact: true });
    this.finishedButton = this.button("I have finished");
    this.cancelButton = this.button("Cancel");
    this.startAgainButton = this.button("Start again");
    /** What is said while the code holds. */
    this.answer = this.region.getByRole("status").last();
    /** Why it is over. */
    this.ended = this.region.getByRole("alert");

    /** For whoever finds somebody else signed in there. */
    this.logOutThereLink = this.region.getByRole("link", { name: "log out there", exact: true });

    this.tokenPageLink = page.getByRole("link", { name: "Get a token", exact: true });
    this.logoutLink = page.getByRole("link", { name: "end your session at Tapis", exact: true });
    this.signInAgainButton = page.getByRole("button", { name: "Sign in again", exact: true });
  }

  /** @param {string} name */
  button(name) {
    return this.region.getByRole("button", { name, exact: true });
  }

  /** Asks for a code. @returns {Promise<string>} */
  async start() {
    await this.startButton.click();
    return this.readCode();
  }

  async readCode() {
    return (await this.code.textContent()) ?? "";
  }

  /** Opens the other tab. @param {import("@playwright/test").Locator} link */
  async follow(link) {
    const [tab] = await Promise.all([this.#page.context().waitForEvent("page"), link.click()]);
    await tab.waitForLoadState();
    return tab;
  }

  /** @param {import("../../../tapis/index.js").Tapis} tapis @param {string} [username] who does all that is to do at Tapis */
  async signInAs({ authenticator }, username) {
    authenticator.approve(await this.start(), username);
    await this.finishedButton.click();
  }
}

/**
 * What a person does at Tapis, from its sign-in to Connect.
 *
 * @param {Page} tab
 * @param {{ username: string, code: string }} who
 */
export async function finishAtTapis(tab, { username, code }) {
  await tab.getByRole("button", { name: `Sign in as ${username}` }).click();
  await tab.getByLabel("Code").fill(code);
  await tab.getByRole("button", { name: "Submit" }).click();
  await tab.getByRole("button", { name: "Connect" }).click();
  await tab.getByRole("heading", { name: "Please return to your application" }).waitFor();
}
