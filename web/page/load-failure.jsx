// Instead of a blank page: a part could not be loaded, WebAssembly is switched off, or this deployment's config.json is
// broken.

import { COMES_NOW, NOT_LOADED, troubleWith } from "../load-trouble.js";
import { ConfigError } from "./config.js";
import { hasWebAssembly, WITHOUT_WEBASSEMBLY } from "./failures/module-failure.js";
import { Button } from "./ui/button.jsx";
import { Notice } from "./ui/notice.jsx";
import { render } from "./ui/render.js";

/** What is to be said. @typedef {{ title: string, texts: string[], again?: boolean }} Words */

/**
 * Shows why a document could not be started.
 *
 * @param {HTMLElement} main
 * @param {unknown} error what came of reading config.json or of importing tms.js
 * @param {URL} config the address of config.json
 */
export async function showLoadFailure(main, error, config) {
  const words = await wordsFor(error, main.ownerDocument, config);
  main.replaceChildren();
  render(<LoadFailure {...words} onRetry={() => main.ownerDocument.location.reload()} />, main);
}

/**
 * @param {unknown} error
 * @param {Document} page
 * @param {URL} config
 * @returns {Promise<Words>}
 */
async function wordsFor(error, page, config) {
  if (!hasWebAssembly())
    return { title: "This page needs WebAssembly", texts: [WITHOUT_WEBASSEMBLY] };
  if (error instanceof ConfigError) {
    const text = `Please tell those who run it that its config.json is broken: ${error.message}`;
    return { title: "This page is not set up correctly", texts: [text], again: true };
  }
  const { href, integrity } = /** @type {HTMLLinkElement} */ (
    page.querySelector("link[rel=modulepreload]")
  );
  const troubles = await Promise.all([
    troubleWith({ url: href, integrity }),
    troubleWith({ url: config }),
  ]);
  const seen = [...new Set(troubles)].filter(Boolean);
  return {
    title: NOT_LOADED,
    texts: ["Nothing was sent to Tapis.", ...(seen.length > 0 ? seen : [COMES_NOW])],
    again: true,
  };
}

/** @param {Words & { onRetry: () => void }} props `again`: whether another try may help */
function LoadFailure({ title, texts, again, onRetry }) {
  return (
    <div class="tms">
      <div class="load-failure" role="alert">
        <Notice tone="bad" title={title}>
          {texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      </div>
      {again && (
        <div class="actions">
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
