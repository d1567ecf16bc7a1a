// Callers of tms.js who do everything at the wrong moment, and transports that answer as none should. Runs inside a page,
// in whatever engine, and tells for each how the call ended, what reached the page's error handlers, and whether the same
// module works afterwards.

/**
 * How each ends: the code of its error, or its status.
 *
 * @type {Record<string, string>}
 */
export const ENDINGS = {
  "send throws": "network_error",
  "send rejects": "network_error",
  "send is a getter that throws": "network_error",
  "send answers nothing": "invalid_response",
  "send answers null": "invalid_response",
  "the answer is a text": "invalid_response",
  "the status is a getter that throws": "invalid_response",
  "the body is a getter that throws": "invalid_response",
  "the status is a text": "invalid_response",
  "the status is not a number": "invalid_response",
  "the status is far too large": "invalid_response",
  "the status is negative": "invalid_response",
  "the status is a fraction": "invalid_response",
  "the body is an object whose text cannot be had": "invalid_response",
  "there is no body": "invalid_response",
  "the body is larger than is accepted": "invalid_response",
  "the answer is no promise": "valid",
  "the answer resolves twice": "valid",
  "the answer is a lone surrogate": "invalid_response",
  "no answer ever comes": "timeout",
  "no answer comes, and the abort listener closes the connection": "closed",
  "no answer comes, and the abort listener cancels": "cancelled",
  "no answer comes, and the abort listener starts another": "timeout",
  "the answer comes after the abort": "timeout",
  "send closes the connection": "closed",
  "send cancels": "cancelled",
  "onStep closes the connection": "closed",
  "onStep cancels": "cancelled",
  "onStep starts another": "valid",
  "onProgress closes the connection": "done",
  "onProgress cancels": "done",
  "close is called while it starts": "closed",
  "the signal is aborted while it starts": "cancelled",
};

/**
 * @typedef {object} Ending
 * @property {string} ending the code of the error, or the status
 * @property {string[]} uncaught what reached the page's error handlers
 * @property {string} afterwards how the next call ends
 */

/**
 * Runs inside the page.
 *
 * @param {{ systemId: string, names: string[] }} options
 * @returns {Promise<Record<string, Ending>>}
 */
export async function callStrangely({ systemId, names }) {
  const path = "/tms.js";
  /** @type {any} */
  const { connectTapis, checkTmsCredentials, setupTmsCredentials } = await import(path);

  const good = {
    status: 200,
    body: JSON.stringify({
      ...{ result: null, status: "success", message: "SYSAPI_CRED_OK Fine.", version: "1" },
      ...{ commit: "c", build: "b", metadata: null },
    }),
  };
  const never = () => new Promise(() => {});
  const whose = { username: "ann", tenant: "designsafe" };
  const boom = () => {
    throw new Error("a fault of the caller's");
  };

  /** @param {any} send */
  const over = (send, timeoutMs = 60_000) =>
    connectTapis({ transport: { ...whose, send }, timeoutMs });
  /** @param {any} send */
  const check = async (send, options = {}, timeoutMs = 60_000) =>
    checkTmsCredentials(await over(send, timeoutMs), systemId, undefined, options);
  /** @param {any} answer */
  const answering = (answer) => () => check(async () => answer);
  // A set-up of two systems whose progress does something.
  const setUp = async (/** @type {(tapis: any, controller: AbortController) => void} */ act) => {
    const tapis = await over(async () => good);
    const controller = new AbortController();
    const results = await setupTmsCredentials(tapis, [systemId, "other", "third"], undefined, {
      ...{ concurrency: 1, signal: controller.signal },
      onProgress: () => act(tapis, controller),
    });
    return { status: results.length === 3 ? "done" : "incomplete" };
  };
  // A request that gets no answer in time, and whose signal's listener does something.
  const unanswered = async (
    /** @type {(tapis: any, controller: AbortController) => void} */ act,
  ) => {
    const controller = new AbortController();
    /** @type {any} */
    const tapis = await over((/** @type {any} */ { signal }) => {
      signal.addEventListener("abort", () => act(tapis, controller));
      return never();
    }, 50);
    const options = { signal: controller.signal };
    return checkTmsCredentials(tapis, systemId, undefined, options);
  };

  /** @type {Record<string, () => Promise<any>>} */
  const cases = {
    "send throws": () => check(boom),
    "send rejects": () => check(async () => boom()),
    "send is a getter that throws": async () => {
      let reads = 0;
      const transport = {
        ...whose,
        get send() {
          reads += 1;
          return reads === 1 ? async () => good : boom();
        },
      };
      return checkTmsCredentials(await connectTapis({ transport }), systemId);
    },
    "send answers nothing": answering(undefined),
    "send answers null": answering(null),
    "the answer is a text": answering("200"),
    "the status is a getter that throws": answering({ body: "", get status() { return boom(); } }), // prettier-ignore
    "the body is a getter that throws": answering({ status: 200, get body() { return boom(); } }), // prettier-ignore
    "the status is a text": answering({ ...good, status: "200" }),
    "the status is not a number": answering({ ...good, status: Number.NaN }),
    "the status is far too large": answering({ ...good, status: 2 ** 40 + 200 }),
    "the status is negative": answering({ ...good, status: -200 }),
    "the status is a fraction": answering({ ...good, status: 200.5 }),
    "the body is an object whose text cannot be had": answering({ status: 200, body: { toString: boom } }), // prettier-ignore
    "there is no body": answering({ status: 200 }),
    "the body is larger than is accepted": answering({ status: 200, body: " ".repeat(9 * 2 ** 20) }), // prettier-ignore
    "the answer is no promise": () => check(() => good),
    "the answer resolves twice": () =>
      check(() => ({
        then(/** @type {(answer: any) => void} */ resolve) {
          resolve(good);
          resolve({ status: 500, body: "" });
          boom();
        },
      })),
    "the answer is a lone surrogate": answering({ status: 200, body: "\ud800" }),
    "no answer ever comes": () => check(never, {}, 50),
    "no answer comes, and the abort listener closes the connection": () =>
      unanswered((tapis) => tapis.close()),
    "no answer comes, and the abort listener cancels": () =>
      unanswered((_, controller) => controller.abort()),
    "no answer comes, and the abort listener starts another": () => {
      let started = 0;
      return unanswered((tapis) => {
        if (started === 10) return; // for each of them is given up at once, and its listener called
        started += 1;
        const controller = new AbortController();
        const options = { signal: controller.signal };
        checkTmsCredentials(tapis, systemId, undefined, options).catch(() => {});
        controller.abort();
      });
    },
    "the answer comes after the abort": () =>
      check(
        (/** @type {any} */ { signal }) =>
          new Promise((resolve) => signal.addEventListener("abort", () => resolve(good))),
        {},
        50,
      ),
    "send closes the connection": async () => {
      /** @type {any} */
      const tapis = await over(() => {
        tapis.close();
        return never();
      });
      return checkTmsCredentials(tapis, systemId);
    },
    "send cancels": () => {
      const controller = new AbortController();
      const send = () => {
        controller.abort();
        return good;
      };
      return check(send, { signal: controller.signal });
    },
    "onStep closes the connection": async () => {
      const tapis = await over(never);
      return checkTmsCredentials(tapis, systemId, undefined, { onStep: () => tapis.close() });
    },
    "onStep cancels": () => {
      const controller = new AbortController();
      return check(never, { signal: controller.signal, onStep: () => controller.abort() });
    },
    "onStep starts another": async () => {
      const tapis = await over(async () => good);
      /** @type {Promise<any>[]} */
      const others = [];
      const onStep = () => {
        if (others.length < 5) others.push(checkTmsCredentials(tapis, systemId));
      };
      const result = await checkTmsCredentials(tapis, systemId, undefined, { onStep });
      await Promise.all(others);
      return result;
    },
    "onProgress closes the connection": () => setUp((tapis) => tapis.close()),
    "onProgress cancels": () => setUp((_, controller) => controller.abort()),
    "close is called while it starts": async () => {
      const tapis = await over(async () => good);
      const underWay = checkTmsCredentials(tapis, systemId);
      tapis.close();
      return underWay;
    },
    "the signal is aborted while it starts": () => {
      const controller = new AbortController();
      const underWay = check(async () => good, { signal: controller.signal });
      controller.abort();
      return underWay;
    },
  };

  /** @type {string[]} */
  let uncaught = [];
  const note = (/** @type {any} */ event) => uncaught.push(String(event.reason ?? event.message));
  addEventListener("error", note);
  addEventListener("unhandledrejection", note);
  /** @param {Promise<any>} call */
  const endOf = (call) =>
    call.then(
      ({ status }) => status,
      (/** @type {any} */ error) => error.code ?? `no TapisError: ${error}`,
    );
  /** @type {Record<string, Ending>} */
  const endings = {};
  for (const name of names) {
    uncaught = [];
    const ending = await endOf(cases[name]());
    const afterwards = await endOf(check(async () => good));
    await new Promise((resolve) => setTimeout(resolve)); // the page is told of a rejection after its task
    endings[name] = { ending, uncaught, afterwards };
  }
  return endings;
}
