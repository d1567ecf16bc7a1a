// The tab as an iframe of another origin: that origin gets the token from here, and nothing else of this portal.

import { mountTmsCredentials } from "../tms-credentials/host.js";
import { fetchToken } from "./token.js";

const place = document.getElementById("credentials");

mountTmsCredentials(place, { src: place.dataset.embed, theme: "light", getToken: fetchToken });
