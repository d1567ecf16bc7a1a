// The marks that tell a state by shape, in the text's own colour. Words always stand beside them, so
// they are hidden from screen readers.

/** @typedef {"good" | "neutral" | "attention" | "bad"} Tone */

/** @type {Record<Tone, string>} */
const SHAPES = {
  good: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM4.7 8.2l2.3 2.3 4.4-4.8",
  neutral: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM8 7.2v4M8 4.6v.1",
  attention: "M8 1.6 15 14.2H1ZM8 6.2v3.6M8 11.9v.1",
  bad: "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1ZM5.5 5.5l5 5M10.5 5.5l-5 5",
};

/** @param {{ tone: Tone }} props */
export function ToneIcon({ tone }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[tone]} />
    </svg>
  );
}

/** @typedef {import("../operations/credential-state.js").Condition | "stored"} ConditionMark */

/** @type {Record<ConditionMark, [tone: Tone, shape: string]>} `ready` is solid, `stored` only drawn */
const CONDITION_MARKS = {
  ready: ["good", "M8 1.5a6.5 6.5 0 1 0 0 13A6.5 6.5 0 0 0 8 1.5Z"],
  stored: ["good", SHAPES.good],
  missing: ["neutral", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z"],
  refused: ["bad", SHAPES.bad],
  unreachable: ["attention", SHAPES.attention],
  unsupported: ["neutral", "M2 2h12v12H2ZM5 8h6"],
  forbidden: ["attention", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM3.2 12.8l9.6-9.6"],
  unknown: ["neutral", "M8 1 15 8 8 15 1 8ZM6.4 6.6a1.7 1.7 0 1 1 1.8 1.9v.8M8.2 11.3v.1"],
};

/** @param {{ mark: ConditionMark }} props */
export function ConditionIcon({ mark }) {
  const [tone, shape] = CONDITION_MARKS[mark];
  return (
    <svg class="icon condition-icon" data-tone={tone} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shape} data-solid={mark === "ready"} />
      {mark === "ready" && <path class="tick" d="M4.9 8.2l2.2 2.2 4.1-4.6" />}
    </svg>
  );
}

export function Spinner() {
  return <span class="spinner" aria-hidden="true" />;
}
