// Stands in the documents themselves, since it says why their scripts or styles are missing: the build puts it there, and
// the policy names its hash. It asks for nothing as long as they come.

import { COMES_NOW, FROM_A_DISK, NOT_LOADED, troubleWith } from "../load-trouble.js";

const fromADisk = location.protocol === "file:";
const parsed = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));

if (fromADisk) void show(FROM_A_DISK.title, FROM_A_DISK.text);
else addEventListener("error", ({ target }) => void explain(target), true);

/** @param {EventTarget | null} part that did not load */
async function explain(part) {
  if (part instanceof HTMLScriptElement) {
    const trouble = await troubleWith({ url: part.src, integrity: part.integrity });
    await show(NOT_LOADED, trouble || COMES_NOW);
  } else if (part instanceof HTMLLinkElement && part.rel === "stylesheet") {
    const trouble = await troubleWith({ url: part.href, integrity: part.integrity });
    await show("This page is without its style", `It works all the same. ${trouble}`, true);
  }
}

/**
 * Looks as the page's own notices do.
 *
 * @param {string} title
 * @param {string} text
 * @param {boolean} [withPage] whether the page is there all the same
 */
async function show(title, text, withPage = false) {
  await parsed;
  const notice = make(
    "div",
    "notice",
    make("div", "notice-body", make("strong", "notice-title", title), make("p", "", text)),
  );
  notice.dataset.tone = "bad";
  const alert = make("div", "load-failure", notice);
  alert.role = "alert";
  const box = make("div", "tms", alert);
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  if (withPage) return main.before(box);
  const button = make("button", "button button-primary", "Try again");
  button.addEventListener("click", () => location.reload());
  if (!fromADisk) box.append(make("div", "actions", button));
  main.replaceChildren(box);
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {(Node | string)[]} children
 */
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}
