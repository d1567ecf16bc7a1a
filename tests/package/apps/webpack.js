// A page without a framework, as webpack bundles it.

import "tms-credentials/element";

const told = document.createElement("output");
const tell = (/** @type {string} */ text) => {
  told.textContent += `${told.textContent ? ", " : ""}${text}`;
};
const element = document.createElement("tms-credentials");
element.className = "credentials";
element.setAttribute("systems", "stampede3");
element.getToken = async () => {
  tell("asked");
  return /** @type {any} */ (window).issueToken();
};
element.addEventListener("tms-credentials-ready", ({ detail }) => tell(`ready ${detail.username}`));
element.addEventListener("tms-credentials-established", ({ detail }) =>
  tell(`${detail.status} ${detail.systemId}`),
);
const button = document.createElement("button");
button.textContent = "What is it?";
button.onclick = () => tell(element.className);
document.body.append(element, told, button);
