// The types are all there is: preact sets what an element has as a property by itself.

import "./tms-credentials-define.js";
