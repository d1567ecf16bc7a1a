// Tells the host how high the embed is, so that it needs no scroll bar of its own.

/** What a host believes, at the most. */
const MAX_HEIGHT_PX = 100_000;

/**
 * @param {HTMLElement} body
 * @param {(message: { type: "height", px: number }) => void} send
 * @returns {() => void} ends it
 */
export function reportHeight(body, send) {
  let reported = 0;
  const observer = new ResizeObserver(() => {
    const px = Math.min(Math.ceil(body.getBoundingClientRect().height), MAX_HEIGHT_PX);
    if (px !== reported) send({ type: "height", px });
    reported = px;
  });
  observer.observe(body);
  return () => observer.disconnect();
}
