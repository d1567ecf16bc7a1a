// Makes <tms-credentials> an element, once; where there is no document, as on a server that renders, nothing.

import { TmsCredentialsElement } from "./tms-credentials-element.js";

if (globalThis.customElements && !customElements.get("tms-credentials"))
  customElements.define("tms-credentials", TmsCredentialsElement);
