// What a server wrote is shown as text, and text can hold what nobody sees: a control character, a mark that turns the
// direction of what follows, a blank of no width, half of a character. Each is shown as U+FFFD, the sign for what cannot
// be shown. It is not removed: without it one name would look like another, or a value would become one that means
// something. What breaks lines becomes a blank, for that is what it means in a line.

const BREAKS = /[\t-\r\x85\u2028\u2029]+/g;

/**
 * Controls (\p{Cc}), what formats or turns direction (\p{Cf}), halves of characters (\p{Cs}), and whatever else Unicode says
 * to draw as nothing; but not what chooses the form of the character before it, as of most emoji.
 */
const UNSEEN = /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** @param {string} text */
export function visibleText(text) {
  return text.replace(BREAKS, " ").replace(UNSEEN, "\uFFFD");
}

/**
 * The same for all text in plain data, however deep. What needs no change stays the same value.
 *
 * @template Value
 * @param {Value} value
 * @returns {Value}
 */
export function withVisibleText(value) {
  return /** @type {Value} */ (visible(value));
}

/** @param {unknown} value @returns {unknown} */
function visible(value) {
  if (typeof value === "string") return visibleText(value);
  if (Array.isArray(value)) return withChanged(value);
  return isPlain(value) ? withChanged(value) : value;
}

/**
 * @param {Record<string, unknown> | unknown[]} data
 * @returns {unknown} a copy, properties of a list included, if something in it changes
 */
function withChanged(data) {
  const values = /** @type {Record<string, unknown>} */ (data);
  /** @type {Record<string, unknown> | undefined} */
  let copy;
  for (const key of Object.keys(values)) {
    const shown = visible(values[key]);
    if (shown === values[key]) continue;
    copy ??= Object.defineProperties(
      /** @type {any} */ (Array.isArray(data) ? [] : {}),
      Object.getOwnPropertyDescriptors(values),
    );
    /** @type {any} */ (copy)[key] = shown;
  }
  return copy ?? data;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isPlain(value) {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
