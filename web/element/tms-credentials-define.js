// Makes <tms-credentials> an element, once.

import { TmsCredentialsElement } from "./tms-credentials-element.js";

if (!customElements.get("tms-credentials"))
  customElements.define("tms-credentials", TmsCredentialsElement);
