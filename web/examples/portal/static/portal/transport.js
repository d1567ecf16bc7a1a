// The tab as an element of this page whose requests go through this portal: no token comes to the browser.

import "../tms-credentials/tms-credentials.js";

const place = document.getElementById("credentials");
const { transport, csrf, baseUrl, username, tenant, expiresAt } = place.dataset;
const element = document.createElement("tms-credentials");

element.setAttribute("base-url", baseUrl);
element.setAttribute("theme", "light");
element.transport = {
  username,
  tenant,
  expiresAt: Number(expiresAt),
  async send({ method, path, body, signal }) {
    const response = await fetch(transport, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ method, path, body }),
      signal,
    });
    if (!response.ok) {
      // What is thrown here is what the person reads.
      const { message = `this portal answered with HTTP ${response.status}.` } = await response
        .json()
        .catch(() => ({}));
      throw new Error(message);
    }
    const answer = await response.json();
    if (answer.status === 0) throw new Error("Tapis did not answer.");
    return answer;
  },
};
place.append(element);
