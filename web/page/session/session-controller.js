// Holds the connection to Tapis, from a person's connecting to their leaving. The access token passes through `connect`,
// or comes from a host, goes into the client and is kept nowhere.

import { failureOf, isAboutToken, makeFailure } from "../failures/failure.js";
import { NO_KNOWN_END } from "../time/format-time.js";
import { openConnection } from "./open-connection.js";
import { createTokenRenewal } from "./token-renewal.js";

/** @typedef {import("../operations/client.js").Client} Client */
/** @typedef {import("../operations/client.js").Connection} Connection */
/** @typedef {import("../operations/client.js").ConnectOptions} ConnectOptions */
/** @typedef {import("../failures/failure.js").Failure} Failure */
/** @typedef {import("../operations/state.js").OperationsAction} OperationsAction */
/** @typedef {import("./state.js").SessionAction} SessionAction */
/** @typedef {import("./state.js").SessionState} SessionState */
/** @typedef {import("./token-renewal.js").TokenReason} TokenReason */

/**
 * From a person's connecting to their leaving. A new token takes the place of the one before; what was begun
 * with that one ends with it.
 *
 * @typedef {{ tapis: Connection, before: Connection[] }} OpenSession
 */

/**
 * Where the connection comes from when no person supplies it: the host of an embed, the owner of an element.
 *
 * @callback ConnectionSource
 * @param {TokenReason} reason
 * @returns {Promise<ConnectOptions>} a rejection is "no token"; what it says is never shown
 */

const CLOCK_INTERVAL_MS = 1000;

/** Of a file that may hold a token; the text in it may be as long (findAccessToken). */
const MAX_TOKEN_FILE_BYTES = 64 * 1024;

/** @type {import("../sign-in/sign-in-controller.js").MakeSignIn} */
const noSignIn = () => ({
  async signIn() {},
  finishSignIn() {},
  cancelSignIn() {},
  stopSignIn() {},
});

const SOURCE_ANSWERS_WITHIN_MS = 60_000;

const NO_TOKEN = makeFailure(
  "no_token",
  "The site that shows this page gave no Tapis token. Sign in there again, then connect again.",
);

/**
 * @template {{ type: string }} WorkAction what work dispatches in a session
 * @param {object} options
 * @param {Client} options.client
 * @param {readonly string[] | null} options.apiOrigins the only Tapis APIs that may be called; null: those that tms.js trusts
 * @param {import("../ui/store.js").ReadAndDispatch<SessionState, SessionAction | OperationsAction | WorkAction>} options.store
 * @param {ConnectionSource} [options.source]
 * @param {import("../sign-in/sign-in-controller.js").MakeSignIn | null} [options.makeSignIn] where people can sign in
 * @param {import("../time/clock.js").Clock} options.clock
 * @param {() => void} [options.refreshTime] tells the clock anew what time it is, where that is in doubt
 * @param {() => boolean} options.isIdle whether no request is under way
 * @param {() => void} options.onOpen
 * @param {() => void} options.onEnd while requests can still be cancelled
 */
export function createSessionController({
  client,
  apiOrigins,
  store,
  source,
  makeSignIn,
  clock,
  refreshTime = () => {},
  isIdle,
  onOpen,
  onEnd,
}) {
  /** @type {OpenSession | null} */
  let session = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let disposed = false;
  const renewal =
    source && createTokenRenewal({ ask: (reason) => askSource(source, reason), clock });
  /** Those opened with a token that is known to be the one that is sent; behind a transport it may be another by now. */
  const withToken = /** @type {WeakSet<Connection>} */ (new WeakSet());

  /** Those that this page signed in: nobody else has their tokens. */
  const signedIn = /** @type {WeakSet<Connection>} */ (new WeakSet());

  /** Ends the session as far as this side is concerned: aborts, wipes the token, stops the clock. */
  function release() {
    clearInterval(timer);
    onEnd();
    closeEarlier();
    session?.tapis.close();
    session = null;
  }

  /** Ends those that a later one has taken the place of. */
  function closeEarlier() {
    for (const tapis of session?.before.splice(0) ?? []) giveUp(tapis);
  }

  /** @param {Connection} tapis whose token nobody uses any more */
  function giveUp(tapis) {
    if (signedIn.has(tapis)) tapis.signOut({ onStep: recordStep }).catch(() => {});
    else tapis.close();
  }

  /** @param {import("../operations/operation.js").StepEvent} event */
  function recordStep(event) {
    if (session) store.dispatch({ type: "step", event, at: clock.wall() });
  }

  const signIn = (makeSignIn ?? noSignIn)({
    client,
    store,
    clock,
    onStep: recordStep,
    onSignedIn(tapis) {
      signedIn.add(tapis);
      withToken.add(tapis);
      adopt(tapis);
    },
  });

  function readClock() {
    if (isIdle()) closeEarlier();
    if (clock.isInDoubt()) refreshTime();
    store.dispatch({ type: "clock", ...time() });
    const { session: shown, ended } = store.get();
    if (shown) return renewal?.renewIfDue();
    release();
    if (ended?.reason === "rejected") renewal?.tokenRejected();
  }

  const time = () => ({ now: clock.now(), error: clock.error() });

  /** @param {Connection} opened */
  function adopt(opened) {
    renewal?.tokenReceived(endOf(opened));
    if (session && isOfSamePerson(session.tapis, opened)) return continueWith(session, opened);
    if (session) giveUp(session.tapis);
    release();
    session = { tapis: opened, before: [] };
    const { username, tenant, baseUrl, expiresAt } = opened;
    const shown = { username, tenant, baseUrl, expiresAt: expiresAt.getTime() };
    const accepted = signedIn.has(opened);
    store.dispatch({ type: "connected", session: shown, accepted, ...time() });
    timer = setInterval(readClock, CLOCK_INTERVAL_MS);
    onOpen();
  }

  /**
   * @param {OpenSession} current
   * @param {Connection} opened
   */
  function continueWith(current, opened) {
    current.before.push(current.tapis);
    current.tapis = opened;
    const accepted = signedIn.has(opened);
    store.dispatch({ type: "renewed", expiresAt: opened.expiresAt.getTime(), accepted, ...time() });
  }

  /**
   * @param {(action: SessionAction) => void} dispatch
   * @param {Connection} tapis
   * @param {number} ago when its token was sent, in milliseconds before now
   */
  function noteAccepted(dispatch, tapis, ago) {
    if (withToken.has(tapis)) clock.noteTokenAccepted(tapis.expiresAt.getTime(), ago);
    if (session?.tapis !== tapis) return;
    renewal?.tokenAccepted();
    if (!store.get().session?.accepted) dispatch({ type: "token-accepted" });
  }

  /** @returns {import("../operations/session-access.js").SessionAccess<OperationsAction | WorkAction> | null} */
  function accessSession() {
    const current = session;
    if (!current) return null;
    const { tapis } = current;
    const isOver = () => session !== current;

    /** @param {SessionAction | OperationsAction | WorkAction} action */
    function dispatch(action) {
      if (!isOver()) store.dispatch(action);
    }

    /** @param {Failure | null} failure */
    function noteFailure(failure) {
      if (failure?.code === "token_expired" && withToken.has(tapis))
        clock.noteTokenExpired(tapis.expiresAt.getTime());
    }

    return {
      tapis,
      dispatch,
      onStep(event) {
        const { response } = event;
        if (response?.success) noteAccepted(dispatch, tapis, response.milliseconds);
        dispatch({ type: "step", event, at: clock.wall() });
      },
      failureOf(error) {
        const failure = failureOf(error, client.TapisError);
        noteFailure(failure);
        return failure;
      },
      noteFailure,
      workEnded() {
        if (!isOver()) readClock();
      },
    };
  }

  /** @param {string} message */
  function refuseToken(message) {
    store.dispatch({ type: "connect-failed", failure: makeFailure("token_malformed", message) });
  }

  /**
   * Opens a session and asks for the systems.
   *
   * @param {string} text with an access token in it
   */
  async function connect(text) {
    if (store.get().connecting || session) return;
    let token;
    try {
      token = client.findAccessToken(text);
    } catch (error) {
      return refuseToken(failureOf(error, client.TapisError).message);
    }
    await connectWith({ token });
  }

  /**
   * With what was typed. Why a token was refused stays until there is another one: it says more than that the field is empty.
   *
   * @param {string} text
   */
  async function connectWithTyped(text) {
    if (text.trim() !== "") return connect(text);
    const { connectFailure, ended } = store.get();
    if (ended?.reason === "rejected" || (connectFailure && isAboutToken(connectFailure))) return;
    refuseToken("The field is empty. Paste a Tapis access token, or choose a token file.");
  }

  /** @param {ConnectOptions} options */
  async function connectWith(options) {
    if (store.get().connecting || session) return;
    signIn.stopSignIn();
    store.dispatch({ type: "connect-started" });
    await open(options);
  }

  /** @param {ConnectOptions} options */
  async function open(options) {
    const answer = await openConnection(client, apiOrigins, options);
    if (disposed) return answer.opened?.close();
    if (answer.opened) {
      if (!options.transport) withToken.add(answer.opened);
      return adopt(answer.opened);
    }
    // The session that there is goes on for as long as its token does.
    if (!session) store.dispatch({ type: "connect-failed", failure: answer.failure });
  }

  /**
   * @param {ConnectionSource} from
   * @param {TokenReason} reason
   */
  async function askSource(from, reason) {
    if (!session) store.dispatch({ type: "connect-started" });
    try {
      const options = await within(SOURCE_ANSWERS_WITHIN_MS, from(reason));
      if (!disposed) await open(options);
    } catch {
      if (!session && !disposed) store.dispatch({ type: "connect-failed", failure: NO_TOKEN });
    }
  }

  return {
    accessSession,

    connect,
    connectWithTyped,
    connectWith,

    /** Asks the source for a connection, as at the start. */
    reconnect() {
      void renewal?.renew("start");
    },

    /**
     * Opens a session with the token of a chosen or dropped file.
     *
     * @param {Blob} file
     */
    async connectWithFile(file) {
      if (file.size > MAX_TOKEN_FILE_BYTES) {
        return refuseToken("This file is too large to be a token file.");
      }
      let text;
      try {
        text = await file.text();
      } catch {
        return refuseToken("This file could not be read. Choose it again, or paste the token.");
      }
      if (text.trim() === "")
        return refuseToken("This file is empty. Choose a token file, or paste the token.");
      await connect(text);
    },

    signIn: signIn.signIn,
    finishSignIn: signIn.finishSignIn,
    cancelSignIn: signIn.cancelSignIn,

    /** Has the token revoked if this page signed in with it. One that was given to it may be in use elsewhere. */
    async disconnect() {
      const tapis = session?.tapis;
      signIn.stopSignIn();
      if (!tapis || !signedIn.has(tapis)) {
        release();
        return store.dispatch({ type: "disconnected" });
      }
      const revocation = tapis.signOut();
      release();
      const logoutUrl = `${tapis.baseUrl}/v3/oauth2/logout`;
      store.dispatch({ type: "disconnected", logoutUrl });
      const { ended } = store.get();
      const failure = await revocation.then(
        () => null,
        (error) => failureOf(error, client.TapisError),
      );
      if (store.get().ended === ended) store.dispatch({ type: "token-revoked", failure });
    },

    /** The page goes, or may go: nobody could tell this page then to sign out. */
    leave() {
      const tapis = session?.tapis;
      if (!tapis || !signedIn.has(tapis)) return;
      signIn.stopSignIn();
      for (const each of [tapis, ...(session?.before ?? [])])
        if (signedIn.has(each)) void each.signOut({ keepalive: true });
      release();
      store.dispatch({ type: "disconnected" });
    },

    dispose() {
      disposed = true;
      signIn.stopSignIn();
      release();
    },
  };
}

/** When its token ends, as it says; Infinity where nobody says. @param {Connection} tapis */
function endOf({ expiresAt }) {
  return expiresAt.getTime() < NO_KNOWN_END ? expiresAt.getTime() : Infinity;
}

/**
 * @param {Connection} one
 * @param {Connection} other
 */
function isOfSamePerson(one, other) {
  return (
    one.username === other.username && one.tenant === other.tenant && one.baseUrl === other.baseUrl
  );
}

/**
 * @template Value
 * @param {number} milliseconds
 * @param {Promise<Value>} promise
 * @returns {Promise<Value>} rejects when it takes longer
 */
function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("No answer in time.")), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
