// The ways in: sign in, where the deployment has that; paste a token; choose or drop a token file. The field is not bound
// to any state: its text goes straight to the controller and the field is emptied in the same breath.

import { useEffect, useId, useRef, useState } from "preact/hooks";

import { Button } from "../ui/button.jsx";
import { ConnectFailure } from "./connect-failure.jsx";
import { isNeverAccepted, SessionEndNotice } from "./session-end-notice.jsx";
import { SignInView } from "./sign-in-view.jsx";
import { TokenPageLink } from "./token-page-link.jsx";

/**
 * @param {import("./disconnected-view.js").DisconnectedViewProps & { children?: import("preact").ComponentChildren }} props
 *   `children`: what else there is to begin with
 */
export function ConnectView({ state, view, controller, children }) {
  const { ended, connecting, connectFailure, signIn, typedSystemId, clockError } = state;
  const { canSignIn = false, tokenPage } = view;
  const id = useId();
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const reason = useRef(/** @type {HTMLDivElement | null} */ (null));

  const refused = isNeverAccepted(ended);
  const notice = ended && (
    <SessionEndNotice end={ended} clockError={clockError} systemId={typedSystemId} />
  );

  // Where a session just ended, start at the reason: the control that had the focus is gone. A token that was never taken
  // is refused like any other: in an alert, above the field for the next one.
  useEffect(() => {
    if (ended) (refused ? field : reason).current?.focus();
  }, [ended !== null]);

  function connectWithField() {
    const input = /** @type {HTMLInputElement} */ (field.current);
    const text = input.value;
    input.value = "";
    void controller.connect(text);
  }

  return (
    <div class="connect">
      <div class="connect-reason" ref={reason} tabIndex={-1}>
        {!refused && notice}
      </div>
      {canSignIn && <SignInView signIn={signIn} api={view.apis[0]} controller={controller} />}
      {children}
      <form
        class="panel"
        aria-labelledby={`${id}-heading`}
        onSubmit={(event) => {
          event.preventDefault();
          connectWithField();
        }}
      >
        <h2 id={`${id}-heading`}>{canSignIn ? "Or connect with a token" : "Connect to Tapis"}</h2>
        <ConnectFailure failure={connectFailure}>{refused && notice}</ConnectFailure>
        <label for={`${id}-token`}>Tapis access token</label>
        <input
          id={`${id}-token`}
          ref={field}
          class="field"
          type="password"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-describedby={`${id}-hint`}
        />
        <p class="hint" id={`${id}-hint`}>
          It stays in the memory of this page, is sent to {view.apis.join(", ")} only, and is gone
          when you disconnect, reload or close the page.
        </p>
        <div class="actions">
          <Button type="submit" look={canSignIn ? "plain" : "primary"} busy={connecting}>
            Connect
          </Button>
          {tokenPage && <TokenPageLink href={tokenPage} onReturn={() => field.current?.focus()} />}
        </div>
        <TokenFile onFile={controller.connectWithFile} />
      </form>
    </div>
  );
}

/** @param {{ onFile: (file: File) => void }} props */
function TokenFile({ onFile }) {
  const id = useId();
  const [dragging, setDragging] = useState(false);
  const zone = useRef(/** @type {HTMLDivElement | null} */ (null));

  // A file that misses the zone would be opened by the browser in place of the page, token and all.
  useEffect(() => {
    const page = /** @type {HTMLElement} */ (zone.current).ownerDocument;
    const ignore = (/** @type {Event} */ event) => event.preventDefault();
    page.addEventListener("dragover", ignore);
    page.addEventListener("drop", ignore);
    return () => {
      page.removeEventListener("dragover", ignore);
      page.removeEventListener("drop", ignore);
    };
  }, []);

  /** @param {FileList | null | undefined} files */
  function take(files) {
    if (files?.[0]) onFile(files[0]);
  }

  return (
    <div
      class="drop"
      ref={zone}
      data-dragging={dragging}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDragging(false);
        take(event.dataTransfer?.files);
      }}
    >
      <label for={id}>Or use a token file</label>
      <input
        id={id}
        class="file"
        type="file"
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          take(event.currentTarget.files);
          // So that the same file can be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <p class="hint" id={`${id}-hint`}>
        Choose it or drop it here: <code>.tapis_tokens.json</code> as OpsUtils writes it, or the
        token file of tapipy or the JupyterHub.
      </p>
    </div>
  );
}
