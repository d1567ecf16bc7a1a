// The class behind <tms-credentials>: the same interface as the page's, inside a page of somebody else, without a frame.
// Importing it does nothing; tms-credentials-define.js makes it an element.

import { judgeGivenTokens } from "../page/given-token.js";
import { mount } from "../page/mount.jsx";
import { HostedView } from "../page/session/hosted-view.jsx";
import { render } from "../page/ui/render.js";
import { isSystemId } from "../system-id.js";
import * as client from "../tms.js";
import sheetText from "./element.css";

/** @typedef {import("../tms-credentials-element.js").TmsCredentialsElement} Shape */

/** So that it can be imported where there is no document, as on a server that renders. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** One for all elements; not inline, so that a page's policy need not allow that. */
function sharedSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(sheetText);
  }
  return sheet;
}

/** @implements {Pick<Shape, "getToken" | "transport" | "system" | "help">} */
export class TmsCredentialsElement extends Base {
  static observedAttributes = ["systems", "system", "base-url", "theme", "verify-on-open"];

  /** @type {Shape["getToken"]} */
  #getToken = null;
  /** @type {Shape["transport"]} */
  #transport = null;
  /** @type {Shape["help"]} */
  #help = null;
  /** @type {import("../page/mount.jsx").Mounted | null} */
  #mounted = null;
  #restarting = false;

  get getToken() {
    return this.#getToken;
  }

  set getToken(value) {
    if (value !== null && typeof value !== "function")
      throw new TypeError("getToken must be a function that gives a Tapis token, or null.");
    this.#getToken = value;
    this.#restart();
  }

  get transport() {
    return this.#transport;
  }

  set transport(value) {
    if (value !== null && typeof value?.send !== "function")
      throw new TypeError("transport must be { username, tenant, send }, or null.");
    this.#transport = value;
    this.#restart();
  }

  get help() {
    return this.#help;
  }

  set help(value) {
    if (typeof value !== "object")
      throw new TypeError("help must be an object of { label, href } by error code, or null.");
    this.#help = value;
    this.#mounted?.show(this.#view());
  }

  get system() {
    return this.getAttribute("system") ?? "";
  }

  set system(value) {
    if (value && !isSystemId(value))
      throw new TypeError("system must be a Tapis system id, or null.");
    if (value) this.setAttribute("system", value);
    else this.removeAttribute("system");
  }

  connectedCallback() {
    // What was set on the element before its class was there hides the accessors.
    for (const name of /** @type {const} */ (["getToken", "transport", "system", "help"])) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (/** @type {Partial<TmsCredentialsElement>} */ (this)[name]);
      Object.assign(this, { [name]: value });
    }
    this.#restart();
  }

  disconnectedCallback() {
    this.#stop();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} value
   */
  attributeChangedCallback(name, before, value) {
    if (name === "base-url") this.#restart();
    else if (name !== "system") this.#mounted?.show(this.#view());
    else if (value !== before) this.#showSystem();
  }

  /** Once for all that is said about the element in one go. */
  #restart() {
    if (this.#restarting) return;
    this.#restarting = true;
    queueMicrotask(() => {
      this.#restarting = false;
      this.#stop();
      if (this.isConnected) this.#start();
    });
  }

  #start() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sharedSheet()];
    if (!this.#getToken && !this.#transport) return render(<NoSource />, root);
    this.#mounted = mount(root, {
      client: judgeGivenTokens(client),
      view: this.#view(),
      apiOrigins: this.#apiOrigins(),
      DisconnectedView: HostedView,
      source: (reason) => this.#connectOptions(reason),
      onHostEvent: ({ name, detail }) =>
        this.dispatchEvent(
          new CustomEvent(`tms-credentials-${name}`, { bubbles: true, composed: true, detail }),
        ),
    });
    this.#showSystem();
  }

  #showSystem() {
    if (isSystemId(this.system)) this.#mounted?.showSystem(this.system);
  }

  #stop() {
    this.#mounted?.unmount();
    this.#mounted = null;
  }

  /** @param {import("../host.js").TokenReason} reason */
  async #connectOptions(reason) {
    const ownBaseUrl = this.getAttribute("base-url") ?? undefined;
    if (this.#transport) return { transport: this.#transport, baseUrl: ownBaseUrl };
    const answer = await this.#getToken?.(reason);
    const { token = "", baseUrl } = typeof answer === "string" ? { token: answer } : (answer ?? {});
    return { token, baseUrl: ownBaseUrl ?? baseUrl };
  }

  /** The page around it says which Tapis may be called; where it does not, tms.js knows which are Tapis at all. */
  #apiOrigins() {
    const baseUrl = this.getAttribute("base-url");
    if (baseUrl === null) return null;
    return URL.canParse(baseUrl) ? [new URL(baseUrl).origin] : [];
  }

  /** @returns {import("../page/app.jsx").View} */
  #view() {
    const theme = this.getAttribute("theme");
    return {
      systems:
        this.getAttribute("systems")
          ?.split(/[\s,]+/)
          .filter(Boolean) ?? [],
      systemsName: "Systems of this site",
      help: this.#help ?? {},
      verifyOnOpen: this.hasAttribute("verify-on-open"),
      apis: [],
      theme: theme === "light" || theme === "dark" ? theme : "auto",
      host: {},
    };
  }
}

/** For whoever builds the page: it can only be seen while that is not done yet. */
function NoSource() {
  return (
    <p class="tms">
      TMS credentials are waiting for this page to set getToken or transport on the element.
    </p>
  );
}
