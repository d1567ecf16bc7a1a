// Instead of a blank page: a part could not be loaded, WebAssembly is switched off, or this deployment's config.json is
// broken.

import { hasWebAssembly, WITHOUT_WEBASSEMBLY } from "./session/browser-support.js";
import { Button } from "./ui/button.jsx";
import { Notice } from "./ui/notice.jsx";

/**
 * @param {object} props
 * @param {string} props.misconfigured what is wrong with config.json; empty if something did not load
 * @param {() => void} props.onRetry
 */
export function LoadFailure({ misconfigured, onRetry }) {
  if (!hasWebAssembly()) return <WithoutWebAssembly />;
  return (
    <div class="tms">
      <div class="load-failure" role="alert">
        {misconfigured ? (
          <Notice tone="bad" title="This page is not set up correctly">
            <p>Please tell those who run it that its config.json is broken: {misconfigured}</p>
          </Notice>
        ) : (
          <Notice tone="bad" title="A part of this page could not be loaded">
            <p>
              Nothing was sent to Tapis. Check your connection and try again. If it stays like this,
              your network or browser may be blocking WebAssembly or scripts, or a file is not the
              one that this page was built with: then please tell those who run it.
            </p>
          </Notice>
        )}
      </div>
      <div class="actions">
        <Button look="primary" onClick={onRetry}>
          Try again
        </Button>
      </div>
    </div>
  );
}

function WithoutWebAssembly() {
  return (
    <div class="tms">
      <div class="load-failure" role="alert">
        <Notice tone="bad" title="This page needs WebAssembly">
          <p>{WITHOUT_WEBASSEMBLY}</p>
        </Notice>
      </div>
    </div>
  );
}
