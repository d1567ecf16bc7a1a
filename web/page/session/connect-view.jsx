// The ways in: sign in, where the deployment has that; paste a token; choose or drop a token file. The field is not bound
// to any state: its text goes straight to the controller and the field is emptied in the same breath.

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import { Button } from "../ui/button.jsx";
import { ConnectFailure } from "./connect-failure.jsx";
import { isNeverAccepted, SessionEndNotice } from "./session-end-notice.jsx";
import { SignInView } from "../sign-in/sign-in-view.jsx";
import { TokenPageLink } from "./token-page-link.jsx";

/**
 * @param {import("./disconnected-view.js").DisconnectedViewProps & { children?: import("preact").ComponentChildren }} props
 *   `children`: what else there is to begin with
 */
export function ConnectView({ state, view, controller, children }) {
  const { ended, connecting, connectFailure, signIn, clockError } = state;
  const { typedSystemId, askedSystemId } = state;
  const { canSignIn = false, tokenPage } = view;
  const id = useId();
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const root = useRef(/** @type {HTMLDivElement | null} */ (null));
  const reason = useRef(/** @type {HTMLDivElement | null} */ (null));

  const refused = isNeverAccepted(ended);
  const notice = ended && (
    <SessionEndNotice
      end={ended}
      clockError={clockError}
      systemId={typedSystemId}
      onSignIn={refused && canSignIn && !signIn ? signInInstead : undefined}
    />
  );

  // Where a session just ended, start at the reason: the control that had the focus is gone. A token that was never taken
  // is refused like any other: in an alert, above the field for the next one.
  useLayoutEffect(() => {
    if (ended) (refused ? field : reason).current?.focus();
  }, [ended !== null]);

  // The focus brings the field into view, and maybe nothing of what stands above it.
  useLayoutEffect(() => {
    if (refused || connectFailure)
      root.current?.querySelector("form [role='alert']")?.scrollIntoView({ block: "nearest" });
  }, [refused, connectFailure]);

  /** From further down, so the focus goes first: where it is, the code will be shown. */
  function signInInstead() {
    /** @type {HTMLElement | null | undefined} */ (
      root.current?.querySelector(".sign-in button")
    )?.focus();
    void controller.signIn();
  }

  const tokenLink = tokenPage && (
    <TokenPageLink href={tokenPage} onReturn={() => field.current?.focus()} />
  );

  function connectWithField() {
    const input = /** @type {HTMLInputElement} */ (field.current);
    const text = input.value;
    input.value = "";
    // There is nothing to wait for, and something to type.
    if (text.trim() === "") input.focus();
    void controller.connectWithTyped(text);
  }

  return (
    <div class="connect" ref={root}>
      <div class="connect-reason" ref={reason} tabIndex={-1}>
        {!refused && notice}
      </div>
      {/* Only what the deployment itself names: an id can be a sentence, such as one that leads elsewhere with the token. */}
      {view.systems.includes(askedSystemId) && (
        <p>
          You followed a link about <strong translate={false}>{askedSystemId}</strong>: you will see
          it once you are connected.
        </p>
      )}
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
        <ConnectFailure id={`${id}-refusal`} failure={connectFailure}>
          {refused && notice}
        </ConnectFailure>
        {!canSignIn && (
          <>
            <p class="hint">
              A token is a long text that tells Tapis who you are. Tapis gives it to you when you
              sign in there.
            </p>
            {tokenLink && (
              <ol class="token-steps">
                <li>{tokenLink}: sign in there, and copy the access token.</li>
                <li>Come back, and paste it here.</li>
              </ol>
            )}
          </>
        )}
        <label for={`${id}-token`}>Tapis access token</label>
        <input
          id={`${id}-token`}
          ref={field}
          class="field"
          type="password"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onPaste={(event) => {
            // As it was copied: the field would drop its line ends. Nobody needs a second click for what they just chose.
            const text = event.clipboardData?.getData("text/plain");
            if (!text) return; // nothing that could be a token: as the browser does it
            event.preventDefault();
            void controller.connect(text);
          }}
          aria-describedby={`${id}-refusal ${id}-hint`}
        />
        <p class="hint" id={`${id}-hint`}>
          Pasting connects at once. The token stays in the memory of this page, is sent to{" "}
          {view.apis.join(", ")} only, and is gone when you disconnect, reload or close the page.
        </p>
        <div class="actions">
          <Button type="submit" look={canSignIn ? "plain" : "primary"} busy={connecting}>
            Connect
          </Button>
          {canSignIn && tokenLink}
        </div>
        <TokenFile onFile={controller.connectWithFile} onText={controller.connect} />
      </form>
    </div>
  );
}

/** @param {{ onFile: (file: File) => void, onText: (text: string) => void }} props */
function TokenFile({ onFile, onText }) {
  const id = useId();
  const [dragging, setDragging] = useState(false);
  const zone = useRef(/** @type {HTMLDivElement | null} */ (null));

  const latest = useRef({ onFile, onText });
  latest.current = { onFile, onText };

  // Anywhere on the page: a browser would open a file that misses the zone in place of the page, token and all.
  useEffect(() => {
    const page = /** @type {HTMLElement} */ (zone.current).ownerDocument;
    const listening = new AbortController();
    const { signal } = listening;
    page.addEventListener("dragover", (event) => event.preventDefault(), { signal });
    page.addEventListener("dragenter", () => setDragging(true), { signal });
    page.addEventListener(
      "dragleave",
      ({ relatedTarget }) => relatedTarget === null && setDragging(false),
      { signal },
    );
    page.addEventListener(
      "drop",
      (event) => {
        event.preventDefault();
        setDragging(false);
        const [file] = event.dataTransfer?.files ?? [];
        const text = event.dataTransfer?.getData("text/plain");
        if (file) latest.current.onFile(file);
        else if (text) latest.current.onText(text);
      },
      { signal },
    );
    return () => listening.abort();
  }, []);

  return (
    <div class="drop" ref={zone} data-dragging={dragging}>
      <label for={id}>Or use a token file</label>
      <input
        id={id}
        class="file"
        type="file"
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) onFile(file);
          // So that the same file can be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <p class="hint" id={`${id}-hint`}>
        Choose it, or drop it or any text with a token in it anywhere on this page:{" "}
        <code>.tapis_tokens.json</code> as OpsUtils writes it, the token file of tapipy or the
        JupyterHub, what tapipy prints.
      </p>
    </div>
  );
}
