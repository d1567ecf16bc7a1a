// Signs a person in: has Tapis give out a code, and asks whether they have typed it. When to ask matters. Tapis takes the
// code as typed before they press Connect there, and who asks in between gets the token, while they see an error page. So
// it is asked when they are here: when the window gets the focus back, when they say so, and now and then while it has the
// focus, for those who use another device. Somebody who never comes back costs Tapis nothing.

import { failureOf, makeFailure } from "../failures/failure.js";
import { moduleNotLoaded } from "../failures/module-failure.js";
import { formatTimeLeft } from "../time/format-time.js";

/** @typedef {import("../operations/client.js").Client} Client */
/** @typedef {import("../operations/client.js").Connection} Connection */
/** @typedef {Awaited<ReturnType<Client["startSignIn"]>>} SignIn */
/** @typedef {{ clientId: string, baseUrl: string, allowedOrigins: readonly string[] }} SignInSettings */

const TICK_MS = 1000;

/** So often it is asked while the window has the focus. */
export const ASK_EVERY_MS = 5000;

/** So long every code holds. What a clock says that may be wrong is not believed beyond that. */
const CODE_HOLDS_MS = 10 * 60_000;

const EXPIRED = makeFailure(
  "sign_in_expired",
  "Its time is over. It was not typed in time, or the sign-in was not finished. Start again.",
);

/**
 * @typedef {object} SignInParts
 * @property {Client} client
 * @property {{ dispatch: (action: import("./state.js").SignInAction) => void }} store
 * @property {(event: import("../operations/operation.js").StepEvent) => void} onStep
 * @property {import("../time/clock.js").Clock} clock
 * @property {(tapis: Connection) => void} onSignedIn
 */

/** @typedef {(parts: SignInParts) => ReturnType<typeof createSignIn>} MakeSignIn */

/**
 * @param {SignInSettings} settings
 * @param {SignInParts} parts
 * @param {Pick<Window, "addEventListener" | "document">} [view] whose focus it is about
 */
export function createSignIn(
  settings,
  { client, store, onStep, clock, onSignedIn },
  view = window,
) {
  /** @type {{ over: AbortController, ask: (byPerson: boolean) => void } | null} the sign-in under way */
  let current = null;

  /** @param {unknown} error */
  const toFailure = (error) =>
    error instanceof client.TapisError
      ? failureOf(error, client.TapisError)
      : moduleNotLoaded(error);

  function stop() {
    current?.over.abort();
    current = null;
  }

  /**
   * @param {SignIn} signIn
   * @param {NonNullable<typeof current>} mine
   */
  function waitFor(signIn, mine) {
    const ends = clock.elapsed() + holdsFor(signIn.expiresAt.getTime() - clock.latest());
    const timeLeft = () => formatTimeLeft(ends - clock.elapsed());
    let asking = false;
    let isToBeTold = false;
    let askedAt = clock.elapsed();

    /** @param {boolean} byPerson who wants to be told, whatever it is */
    async function ask(byPerson) {
      isToBeTold ||= byPerson;
      if (byPerson) store.dispatch({ type: "sign-in-asked" });
      if (asking) return;
      asking = true;
      askedAt = clock.elapsed();
      const isOver = askedAt >= ends;
      const { tapis, failure } = await answerOf(signIn);
      asking = false;
      // It came too late, and nobody else has its token.
      if (current !== mine) return void tapis?.signOut().catch(() => {});
      if (tapis) {
        stop();
        onSignedIn(tapis);
      } else if (failure?.code.startsWith("sign_in_")) endWith(failure);
      else if (failure) store.dispatch({ type: "sign-in-unanswered", failure });
      else if (isOver) endWith(EXPIRED);
      else store.dispatch({ type: "sign-in-unfinished", byPerson: isToBeTold });
      isToBeTold = false;
    }

    /** @param {import("../failures/failure.js").Failure} failure */
    function endWith(failure) {
      stop();
      store.dispatch({ type: "sign-in-ended", failure });
    }

    function tick() {
      store.dispatch({ type: "sign-in-time", timeLeft: timeLeft() });
      const isDue = clock.elapsed() - askedAt >= ASK_EVERY_MS;
      if (isDue && isHere(view.document)) void ask(false);
    }

    /** Where this document has the focus, the person is not at the other. */
    function cameBack() {
      if (isHere(view.document)) void ask(true);
    }

    mine.ask = (byPerson) => void ask(byPerson);
    const timer = setInterval(tick, TICK_MS);
    const { signal } = mine.over;
    signal.addEventListener("abort", () => clearInterval(timer));
    view.addEventListener("focus", cameBack, { signal });
    view.document.addEventListener("visibilitychange", cameBack, { signal });
    const { userCode, verificationUrl } = signIn;
    store.dispatch({ type: "sign-in-code", userCode, verificationUrl, timeLeft: timeLeft() });
  }

  /** @param {SignIn} signIn */
  async function answerOf(signIn) {
    try {
      return { tapis: await signIn.poll(), failure: null };
    } catch (error) {
      return { tapis: null, failure: toFailure(error) };
    }
  }

  return {
    async signIn() {
      stop();
      const mine = { over: new AbortController(), ask: () => {} };
      current = mine;
      store.dispatch({ type: "sign-in-started" });
      try {
        const signIn = await client.startSignIn({ ...settings, signal: mine.over.signal, onStep });
        if (current === mine) waitFor(signIn, mine);
      } catch (error) {
        if (current !== mine) return;
        current = null;
        store.dispatch({ type: "sign-in-ended", failure: toFailure(error) });
      }
    },

    /** The person says that they have finished. */
    finishSignIn() {
      current?.ask(true);
    },

    cancelSignIn() {
      stop();
      store.dispatch({ type: "sign-in-cancelled" });
    },

    /** Without a word: another way in was taken, or the page goes. */
    stopSignIn: stop,
  };
}

/** @param {Document} page */
function isHere(page) {
  return page.visibilityState === "visible" && page.hasFocus();
}

/** @param {number} left by clocks that may differ */
function holdsFor(left) {
  return left > 0 && left <= CODE_HOLDS_MS ? left : CODE_HOLDS_MS;
}
