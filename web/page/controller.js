// Carries out what the person asks for: holds the connection to Tapis, lists the systems, runs one
// operation at a time on each of them and tells the store. The access token passes through `connect`,
// or comes from a host, goes into the client and is kept nowhere.

import { summaryOf } from "./operations/batch.js";
import { failureOf, makeFailure, needsNewToken } from "./operations/failure.js";
import { gatherEnds, setUp, verify } from "./operations/run-batch.js";
import { findAccessToken, MAX_TOKEN_FILE_BYTES, TokenTextError } from "./session/find-token.js";
import { openConnection } from "./session/open-connection.js";
import { createTokenRenewal } from "./session/token-renewal.js";
import { createClock } from "./time/clock.js";
import { NO_KNOWN_END } from "./time/format-time.js";

/** @typedef {import("./operations/operation.js").OperationKind} OperationKind */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Action} Action */

/** @typedef {import("./operations/client.js").Client} Client */
/** @typedef {import("./operations/client.js").Connection} Connection */
/** @typedef {import("./operations/client.js").ConnectOptions} ConnectOptions */

/**
 * From a person's connecting to their leaving. A new token takes the place of the one before; what was begun
 * with that one ends with it.
 *
 * @typedef {{ tapis: Connection, before: Connection[] }} Session
 */

/** @typedef {ReturnType<typeof createController>} Controller */

/**
 * Where the connection comes from when no person supplies it: the host of an embed, the owner of an element.
 *
 * @callback ConnectionSource
 * @param {import("./session/token-renewal.js").TokenReason} reason
 * @returns {Promise<ConnectOptions>} a rejection is "no token"; what it says is never shown
 */

const CLOCK_INTERVAL_MS = 1000;

const SOURCE_ANSWERS_WITHIN_MS = 60_000;

/**
 * @param {object} options
 * @param {Client} options.client
 * @param {readonly string[] | null} options.apiOrigins the only Tapis APIs that may be called; null: those that tms.js trusts
 * @param {import("./ui/store.js").Store<State, Action>} options.store
 * @param {ConnectionSource} [options.source]
 * @param {import("./time/clock.js").Clock} [options.clock]
 * @param {() => void} [options.refreshTime] tells the clock anew what time it is, where that is in doubt
 */
export function createController({
  client,
  apiOrigins,
  store,
  source,
  clock = createClock(),
  refreshTime = () => {},
}) {
  /** @type {Session | null} */
  let session = null;
  /** By system id: what ends the operation there. Those of a batch share one. */
  const running = /** @type {Map<string, AbortController>} */ (new Map());
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let disposed = false;
  const renewal =
    source && createTokenRenewal({ ask: (reason) => askSource(source, reason), clock });
  /** Those opened with a token that is known to be the one that is sent; behind a transport it may be another by now. */
  const withToken = /** @type {WeakSet<Connection>} */ (new WeakSet());

  /** Ends the session as far as this side is concerned: aborts, wipes the token, stops the clock. */
  function release() {
    clearInterval(timer);
    for (const abort of running.values()) abort.abort();
    running.clear();
    closeEarlier();
    session?.tapis.close();
    session = null;
  }

  /** Wipes the tokens that a later one has taken the place of. */
  function closeEarlier() {
    for (const tapis of session?.before.splice(0) ?? []) tapis.close();
  }

  function readClock() {
    if (running.size === 0 && !store.get().listing.loading) closeEarlier();
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
    release();
    session = { tapis: opened, before: [] };
    const { username, tenant, baseUrl, expiresAt } = opened;
    const shown = { username, tenant, baseUrl, expiresAt: expiresAt.getTime() };
    store.dispatch({ type: "connected", session: shown, ...time() });
    timer = setInterval(readClock, CLOCK_INTERVAL_MS);
    void listSystems();
  }

  /**
   * @param {Session} current
   * @param {Connection} opened
   */
  function continueWith(current, opened) {
    current.before.push(current.tapis);
    current.tapis = opened;
    store.dispatch({ type: "renewed", expiresAt: opened.expiresAt.getTime(), ...time() });
  }

  /**
   * What an operation of a session may say: after its end nothing of it may still reach the page.
   *
   * @param {Session} current
   */
  function voiceOf(current) {
    return (/** @type {Action} */ action) => {
      if (session === current) store.dispatch(action);
    };
  }

  async function listSystems() {
    const current = session;
    if (!current || store.get().listing.loading) return;
    const tell = voiceOf(current);
    tell({ type: "listing-started" });
    const { tapis } = current;
    try {
      const onStep = stepsTo(tell, tapis);
      tell({ type: "listed", systems: await client.listSystems(tapis, { onStep }) });
    } catch (error) {
      tell({ type: "listing-failed", failure: refusalOf(tapis, error) });
      if (session === current) readClock();
    }
  }

  /**
   * @param {(action: Action) => void} tell
   * @param {Connection} tapis
   */
  function stepsTo(tell, tapis) {
    return (/** @type {import("./operations/operation.js").StepEvent} */ event) => {
      if (isSuccess(event.response)) noteTaken(tell, tapis, event.response.milliseconds);
      tell({ type: "step", event, at: clock.wall() });
    };
  }

  /**
   * @param {(action: Action) => void} tell
   * @param {Connection} tapis
   * @param {number} ago when its token was sent, in milliseconds before now
   */
  function noteTaken(tell, tapis, ago) {
    if (withToken.has(tapis)) clock.noteTokenAccepted(tapis.expiresAt.getTime(), ago);
    if (session?.tapis !== tapis) return;
    renewal?.tokenAccepted();
    if (!store.get().session?.accepted) tell({ type: "token-accepted" });
  }

  /**
   * @param {Connection} tapis
   * @param {unknown} error in which something ended that was asked with it
   */
  function refusalOf(tapis, error) {
    const reason = failureOf(error, client.TapisError);
    noteRefusal(tapis, reason);
    return reason;
  }

  /**
   * @param {Connection} tapis
   * @param {import("./operations/failure.js").Failure | null} reason
   */
  function noteRefusal(tapis, reason) {
    if (reason?.code === "token_expired" && withToken.has(tapis))
      clock.noteTokenExpired(tapis.expiresAt.getTime());
  }

  /**
   * Keeps the systems to itself until the work on them has ended.
   *
   * @param {Session} current
   * @param {readonly string[]} systemIds none of which may be at work
   * @param {(signal: AbortSignal) => Promise<void>} work
   */
  async function occupy(current, systemIds, work) {
    const abort = new AbortController();
    for (const systemId of systemIds) running.set(systemId, abort);
    await work(abort.signal);
    if (session !== current) return;
    for (const systemId of systemIds) running.delete(systemId);
    readClock();
  }

  /** @param {string} message */
  function refuseToken(message) {
    store.dispatch({ type: "connect-failed", failure: makeFailure("token_malformed", message) });
  }

  /**
   * Opens a session and asks for the systems.
   *
   * @param {string} text an access token, or the content of a token file
   */
  async function connect(text) {
    if (store.get().connecting || session) return;
    let token;
    try {
      token = findAccessToken(text);
    } catch (error) {
      if (error instanceof TokenTextError) return refuseToken(error.message);
      throw error;
    }
    store.dispatch({ type: "connect-started" });
    await open({ token });
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
   * @param {import("./session/token-renewal.js").TokenReason} reason
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

  /**
   * @param {OperationKind} kind
   * @param {Connection} tapis
   * @param {string} systemId
   * @param {{ signal: AbortSignal, onStep: (event: import("./operations/operation.js").StepEvent) => void }} options
   */
  function perform(kind, tapis, systemId, options) {
    const { username } = tapis;
    switch (kind) {
      case "check":
        return client.checkTmsCredentials(tapis, systemId, username, options);
      case "establish":
        return client.establishTmsCredentials(tapis, systemId, username, options);
      case "renew":
        return renew(tapis, systemId, options);
      case "revoke":
        return client.revokeTmsCredentials(tapis, systemId, username, options);
    }
  }

  /**
   * A fresh key, then a check of it. The result is the create's, unless the check says otherwise: what
   * keeps the check from being made does not undo the create.
   *
   * @param {Connection} tapis
   * @param {string} systemId
   * @param {import("../tms.js").OperationOptions} options
   */
  async function renew(tapis, systemId, options) {
    const { username } = tapis;
    const forced = { ...options, force: true };
    const made = await client.establishTmsCredentials(tapis, systemId, username, forced);
    try {
      const checked = await client.checkTmsCredentials(tapis, systemId, username, options);
      return checked.status === "valid" ? made : checked;
    } catch (error) {
      const reason = failureOf(error, client.TapisError);
      if (needsNewToken(reason)) throw error;
      return { ...made, message: `They could not be checked afterwards. ${reason.message}` };
    }
  }

  /** @param {string} systemId */
  function isInBatch(systemId) {
    const { batch } = store.get();
    return batch !== null && batch.phase !== "ended" && batch.systemIds.has(systemId);
  }

  /**
   * Runs one operation. A second one on the same system is not started while one runs.
   *
   * @param {OperationKind} kind
   * @param {string} systemId
   */
  async function run(kind, systemId) {
    const current = session;
    if (!current) return;
    if (running.has(systemId)) return store.dispatch({ type: "operation-declined", systemId });
    const tell = voiceOf(current);
    tell({ type: "operation-started", kind, systemId });
    const { tapis } = current;
    await occupy(current, [systemId], async (signal) => {
      try {
        const onStep = stepsTo(tell, tapis);
        const result = await perform(kind, tapis, systemId, { signal, onStep });
        tell({ type: "operation-succeeded", systemId, result, at: clock.wall() });
      } catch (error) {
        const reason = refusalOf(tapis, error);
        tell({ type: "operation-failed", systemId, failure: reason, at: clock.wall() });
      }
    });
  }

  /**
   * Works on many systems. Those on which something runs already are left out.
   *
   * @param {import("./operations/batch.js").BatchKind} kind
   * @param {readonly string[]} asked
   */
  async function runBatch(kind, asked) {
    const current = session;
    const batch = store.get().batch;
    const systemIds = asked.filter((systemId) => !running.has(systemId));
    if (!current || (batch && batch.phase !== "ended") || systemIds.length === 0) return;
    const tell = voiceOf(current);
    tell({ type: "batch-started", kind, systemIds });
    const { tapis } = current;
    await occupy(current, systemIds, async (signal) => {
      const work = kind === "setup" ? setUp : verify;
      const ends = gatherEnds(
        (gathered) => tell({ type: "batch-settled", ends: gathered }),
        clock.wall,
      );
      /** @type {import("./operations/failure.js").Failure | null} */
      let reason = null;
      try {
        const { add: settle, refuse } = ends;
        const options = { signal, onStep: stepsTo(tell, tapis), settle, refuse };
        await work(client, tapis, systemIds, options);
      } catch (error) {
        reason = failureOf(error, client.TapisError);
        if (needsNewToken(reason)) ends.refuse(reason);
      }
      noteRefusal(tapis, ends.refusal());
      ends.flush();
      const { batch: over } = store.get();
      const announcement = reason?.message ?? (over ? summaryOf(over).text : "");
      tell({ type: "batch-ended", failure: reason, refusal: ends.refusal(), announcement });
    });
  }

  return {
    connect,

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
      await connect(text);
    },

    disconnect() {
      release();
      store.dispatch({ type: "disconnected" });
    },

    /** @param {string} systemId */
    enterSystem(systemId) {
      store.dispatch({ type: "system-entered", systemId });
    },

    listSystems,
    run,

    /**
     * Runs an operation on the system that was named in the form, and shows it there.
     *
     * @param {OperationKind} kind
     * @param {string} [named] what was typed, unless given
     */
    async runNamed(kind, named = store.get().systemId) {
      const systemId = named.trim();
      if (systemId === "") return store.dispatch({ type: "system-missing" });
      store.dispatch({ type: "system-named", systemId });
      await run(kind, systemId);
    },

    /**
     * Asks the operation on a system to stop. What it already did is told in its outcome.
     *
     * @param {string} systemId
     */
    cancel(systemId) {
      const abort = running.get(systemId);
      if (!abort || isInBatch(systemId)) return;
      store.dispatch({ type: "operation-cancelling", systemId });
      abort.abort();
    },

    runBatch,

    isInBatch,

    cancelBatch() {
      const [systemId] = store.get().batch?.systemIds ?? [];
      store.dispatch({ type: "batch-cancelling" });
      running.get(systemId)?.abort();
    },

    dismissBatch() {
      store.dispatch({ type: "batch-dismissed" });
    },

    dispose() {
      disposed = true;
      release();
    },
  };
}

const NO_TOKEN = makeFailure(
  "no_token",
  "The site that shows this page gave no Tapis token. Sign in there again, then connect again.",
);

/**
 * @typedef {import("./operations/operation.js").StepEvent["response"]} Response
 * @param {Response} response
 * @returns {response is NonNullable<Response>}
 */
function isSuccess(response) {
  return response !== null && response.httpStatus >= 200 && response.httpStatus < 300;
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
