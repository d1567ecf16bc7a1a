// The tab as an element of this page, which calls Tapis from the browser with the person's token.

import "../tms-credentials/tms-credentials.js";
import { fetchToken } from "./token.js";

const place = document.getElementById("credentials");
const element = document.createElement("tms-credentials");

element.setAttribute("base-url", place.dataset.baseUrl);
element.setAttribute("theme", "light");
element.getToken = fetchToken;
place.append(element);
