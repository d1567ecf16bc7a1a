// The marks that tell a state by shape, in the text's own colour. Words always stand beside them, so
// they are hidden from screen readers.

/** @typedef {"good" | "neutral" | "attention" | "bad"} Tone */

/** @type {Record<Tone, string>} */
export const TONE_SHAPES = {
  good: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM4.7 8.2l2.3 2.3 4.4-4.8",
  neutral: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM8 7.2v4M8 4.6v.1",
  attention: "M8 1.6 15 14.2H1ZM8 6.2v3.6M8 11.9v.1",
  bad: "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1ZM5.5 5.5l5 5M10.5 5.5l-5 5",
};

/** @param {{ tone: Tone }} props */
export function ToneIcon({ tone }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={TONE_SHAPES[tone]} />
    </svg>
  );
}

export function Spinner() {
  return <span class="spinner" aria-hidden="true" />;
}
