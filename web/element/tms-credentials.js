// The usual way to have <tms-credentials>: import this, and it is defined.

import "./tms-credentials-define.js";

export { TmsCredentialsElement } from "./tms-credentials-element.js";
