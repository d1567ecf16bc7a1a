// A script of its own, since it says why the document's other script or its styles are missing. It looks only after all
// were loaded or refused, and asks for nothing as long as they are there.

import { COMES_NOW, NOT_LOADED, troubleWith } from "../load-trouble.js";

// As an async script it delays this event, so it is never late for it.
addEventListener("load", () => {
  const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[type=module]"));
  if (!("begun" in document.documentElement.dataset)) void explainScript(script);
  for (const sheet of document.querySelectorAll("link")) {
    const ours = sheet.rel === "stylesheet" && sheet.href.startsWith(`${location.origin}/`);
    if (ours && !sheet.sheet?.cssRules.length) void explainSheet(sheet);
  }
});

/** @param {HTMLScriptElement} part */
async function explainScript({ src, integrity }) {
  const trouble = await troubleWith({ url: src, integrity });
  const button = make("button", "button button-primary", "Try again");
  button.addEventListener("click", () => location.reload());
  const box = makeNotice(NOT_LOADED, trouble || COMES_NOW);
  box.append(make("div", "actions", button));
  main().replaceChildren(box);
}

/** @param {HTMLLinkElement} part */
async function explainSheet({ href, integrity }) {
  const trouble = await troubleWith({ url: href, integrity });
  main().before(makeNotice("This page is without its style", `It works all the same. ${trouble}`));
}

const main = () => /** @type {HTMLElement} */ (document.getElementById("main"));

/**
 * Looks as the page's own notices do.
 *
 * @param {string} title
 * @param {string} text
 */
function makeNotice(title, text) {
  const notice = make(
    "div",
    "notice",
    make("div", "notice-body", make("strong", "notice-title", title), make("p", "", text)),
  );
  notice.dataset.tone = "bad";
  const alert = make("div", "load-failure", notice);
  alert.role = "alert";
  return make("div", "tms", alert);
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
