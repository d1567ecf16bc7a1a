// Shows the system that a link, or the page around, is about: its row, unfolded; or its id in the form, where it is not
// listed, be it in another case. Once, as soon as the list is there. Whoever has begun something else meanwhile keeps their place, their focus and
// their filter.

import { useEffect, useRef, useState } from "preact/hooks";

/** @typedef {import("./group-systems.js").GroupedSystem} GroupedSystem */
/** @typedef {{ systemId: string, scroll: boolean, focus: boolean }} AskedRow */

/**
 * @param {object} options
 * @param {import("./state.js").SystemsState} options.state
 * @param {{ current: HTMLElement | null }} options.section
 * @param {boolean} options.takesFocus a host's page keeps its focus
 * @param {string} options.filterText
 * @param {(systemId: string) => GroupedSystem | undefined} options.find in the list
 * @param {(entry: GroupedSystem) => boolean} options.isShown as the filter is
 * @param {(entry: GroupedSystem) => void} options.show changes the filter so that it is
 * @param {Pick<import("./state.js").SystemsActions, "askForSystem" | "enterSystem" | "noteUnlisted">} options.controller
 */
export function useAskedSystem({ state, section, takesFocus, filterText, ...list }) {
  const { find, isShown, show, controller } = list;
  const { askedSystemId: asked, listing, typedSystemId } = state;
  const [askedRow, setAskedRow] = useState(/** @type {AskedRow | null} */ (null));
  const typed = `${filterText}\n${typedSystemId}`;
  const before = useRef({ focused: /** @type {Element | null} */ (null), typed });
  const { systems, loading, failure } = listing;
  const entry = asked === "" ? undefined : find(asked);
  const isDue = asked !== "" && (entry || (!loading && (systems || failure)));

  useEffect(() => {
    before.current = { focused: rootOf(section).activeElement, typed };
  }, [asked]);

  useEffect(() => {
    if (!isDue) return;
    const root = rootOf(section);
    const { activeElement } = root;
    const isFree =
      !root.querySelector("dialog[open]") &&
      typed === before.current.typed &&
      (!activeElement ||
        activeElement.tagName === "BODY" ||
        activeElement === before.current.focused);
    if (entry) {
      if (isFree && !isShown(entry)) show(entry);
      if (isFree || isShown(entry))
        setAskedRow({ systemId: entry.system.id, scroll: isFree, focus: isFree && takesFocus });
      if (entry.system.id !== asked) controller.noteUnlisted(asked, entry.system.id);
    } else if (isFree || typedSystemId === "") {
      controller.enterSystem(asked);
      if (!failure) controller.noteUnlisted(asked, "");
      // What is wrong with the list is read first.
      if (isFree && takesFocus && !failure) {
        const focusField = () =>
          /** @type {HTMLElement | null} */ (
            root.querySelector("[data-control='system-id']")
          )?.focus();
        // The form unfolds for it first.
        queueMicrotask(focusField);
      }
    }
    controller.askForSystem("");
  }, [isDue, entry, asked]);

  return { askedRow, onUnfolded: () => setAskedRow(null) };
}

/** @param {{ current: HTMLElement | null }} section */
function rootOf({ current }) {
  return /** @type {Document | ShadowRoot} */ (current?.getRootNode());
}
