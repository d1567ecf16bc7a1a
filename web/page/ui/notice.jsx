// A framed message: a mark, a heading, a sentence, and what belongs to it.

import { ToneIcon } from "./icons.jsx";

/**
 * @param {object} props
 * @param {import("./icons.jsx").Tone} props.tone
 * @param {string} props.title
 * @param {import("preact").ComponentChildren} props.children
 */
export function Notice({ tone, title, children }) {
  return (
    <div class="notice" part="notice" data-tone={tone}>
      <ToneIcon tone={tone} />
      <div class="notice-body">
        <strong class="notice-title">{title}</strong>
        {children}
      </div>
    </div>
  );
}
