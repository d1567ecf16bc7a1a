// Signing in, from the button to the code and what becomes of it. The person types the code into a page of Tapis, in
// another tab or on another device, and comes back.

import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import { FailureDetails } from "../failures/failure-details.jsx";
import { Button } from "../ui/button.jsx";
import { copyText } from "../ui/copy-and-save.js";
import { Spinner } from "../ui/icons.jsx";
import { Notice } from "../ui/notice.jsx";
import { spelledOut } from "./spelled-out.js";

/** @typedef {import("./state.js").CodeToType} CodeToType */

/**
 * What a person can ask for here.
 *
 * @typedef {object} SignInActions
 * @property {() => Promise<void>} signIn
 * @property {() => void} finishSignIn
 * @property {() => void} cancelSignIn
 */

/**
 * @param {object} props
 * @param {import("./state.js").SignInState} props.signIn
 * @param {string} props.api the host of the Tapis that people sign in to
 * @param {SignInActions} props.controller
 */
export function SignInView({ signIn, api, controller }) {
  const id = useId();
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const stage = signIn?.stage;
  // Where a session is open, this is here because somebody has just asked for it.
  const before = useRef(/** @type {typeof stage} */ (stage === "starting" ? undefined : stage));
  const { activeElement, body } = document;
  const isElsewhere =
    activeElement !== body && panel.current && !panel.current.contains(activeElement);

  // What had the focus is gone with the stage before: on to what stands in its place. Whoever types a token is left alone.
  useLayoutEffect(() => {
    if (stage === before.current) return;
    before.current = stage;
    if (isElsewhere) return;
    if (stage) heading.current?.focus();
    else panel.current?.querySelector("button")?.focus();
  }, [stage]);

  return (
    <section class="panel sign-in" aria-labelledby={`${id}-heading`} ref={panel}>
      {/* A new one for each stage: nothing is read out that has the focus already. */}
      <h2 key={stage} id={`${id}-heading`} ref={heading} tabIndex={-1}>
        {signIn?.stage === "code" ? "Type this code at Tapis" : "Sign in"}
      </h2>
      {!signIn && <Begin api={api} controller={controller} />}
      {signIn?.stage === "starting" && (
        <>
          <p class="waiting" role="status">
            <Spinner />
            Asking Tapis for a code…
          </p>
          <div class="actions">
            <Button onClick={controller.cancelSignIn}>Cancel</Button>
          </div>
        </>
      )}
      {signIn?.stage === "code" && <Code code={signIn} controller={controller} />}
      {signIn?.stage === "ended" && <Ended failure={signIn.failure} controller={controller} />}
    </section>
  );
}

/** @param {{ api: string, controller: SignInActions }} props */
function Begin({ api, controller }) {
  return (
    <>
      <p class="hint">
        Tapis gives you a code, which you type into a page of <span translate={false}>{api}</span>{" "}
        in a tab of its own. You sign in there: your password never comes here.
      </p>
      <div class="actions">
        <Button look="primary" onClick={controller.signIn}>
          Sign in with Tapis
        </Button>
      </div>
    </>
  );
}

/** @param {{ code: CodeToType, controller: SignInActions }} props */
function Code({ code, controller }) {
  const { userCode, verificationUrl, timeLeft, asking, answer, failure } = code;
  const [copied, setCopied] = useState("");

  async function copy() {
    setCopied((await copyText(userCode)) ? "Copied." : "Copying is not allowed here.");
  }

  return (
    <>
      <p class="sign-in-code">
        <code aria-hidden="true" translate={false}>
          {userCode}
        </code>
        <span class="visually-hidden" translate={false}>
          {spelledOut(userCode)}
        </span>
        <Button small onClick={copy}>
          Copy code
        </Button>
        <span class="hint" role="status">
          {copied}
        </span>
      </p>
      <ol class="sign-in-steps">
        <li>
          <a
            class="button button-primary"
            part="button button-primary"
            href={verificationUrl}
            target="_blank"
            rel="noopener noreferrer"
            onClick={() => void copy()}
          >
            Open the sign-in page
          </a>
          <p class="hint">
            In a new tab; this copies the code, too, if the browser allows it. On another device,
            open <span translate={false}>{verificationUrl}</span>
          </p>
          <p class="hint">
            Tapis goes on with whoever is signed in there. If that is not you,{" "}
            <a
              class="link"
              href={new URL("/v3/oauth2/logout", verificationUrl).href}
              target="_blank"
              rel="noopener noreferrer"
            >
              log out there
            </a>{" "}
            first.
          </p>
        </li>
        <li>
          Sign in there, put in the code, and press <strong>Connect</strong>. Capital and small
          letters differ. If the page says “Invalid code”, go back in that tab and type it again.
        </li>
        <li>Come back here only then: this page asks Tapis as soon as you are back.</li>
      </ol>
      <p class="sign-in-time">
        {timeLeft === "0:00" ? (
          "The code has ended, or is about to."
        ) : (
          <>
            The code holds for <span class="session-left">{timeLeft}</span>. Type it nowhere else.
          </>
        )}
      </p>
      <div class="sign-in-answer" role="status">
        {answer === "not-finished" && !failure && (
          <Notice tone="attention" title="Not finished yet">
            <p>Tapis has not got this code so far. Put it in there, then come back.</p>
          </Notice>
        )}
        {failure && (
          <Notice tone="attention" title="Tapis could not be asked">
            <p>{failure.message}</p>
          </Notice>
        )}
      </div>
      <div class="actions">
        <Button busy={asking} onClick={controller.finishSignIn}>
          I have finished
        </Button>
        <Button onClick={controller.cancelSignIn}>Cancel</Button>
      </div>
    </>
  );
}

/** @param {{ failure: import("../failures/failure.js").Failure, controller: SignInActions }} props */
function Ended({ failure, controller }) {
  const isRefused = failure.code === "sign_in_refused";
  return (
    <>
      <div class="sign-in-answer" role="alert">
        <Notice tone={isRefused ? "bad" : "attention"} title={titleOf(failure)}>
          <p>{failure.message}</p>
          {isRefused && <p>Until then, connect with a token.</p>}
          <FailureDetails failure={failure} attempt={{ tried: "sign in with Tapis" }} />
        </Notice>
      </div>
      <div class="actions">
        <Button look={isRefused ? "plain" : "primary"} onClick={controller.signIn}>
          Start again
        </Button>
        <Button onClick={controller.cancelSignIn}>Cancel</Button>
      </div>
    </>
  );
}

/** @param {import("../failures/failure.js").Failure} failure */
function titleOf({ code }) {
  if (code === "sign_in_expired") return "The code has ended";
  return code === "sign_in_refused" ? "Signing in is not set up here" : "Not signed in";
}
