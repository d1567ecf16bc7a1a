// The way in: what is shown without a session. There are two of them, connect-view.jsx and hosted-view.jsx.

/**
 * @typedef {object} Host
 * @property {string} [origin] of the page around an embed
 * @property {string} [standalone] address of the page that needs no host
 */

/** @typedef {import("preact").ComponentType<DisconnectedViewProps>} DisconnectedView */

/**
 * @typedef {object} DisconnectedViewProps
 * @property {import("./state.js").SessionState & { typedSystemId: string, askedSystemId: string }} state
 * @property {WaysIn} view
 * @property {SessionActions} controller
 */

/**
 * @typedef {object} WaysIn
 * @property {readonly string[]} systems the ids of the systems shown first
 * @property {readonly string[]} apis the hosts that a token is sent to
 * @property {Host} [host] where there is one, it supplies the token
 * @property {boolean} [canSignIn]
 * @property {string | null} [tokenPage] where a person gets a token
 */

/**
 * What a person can ask for here.
 *
 * @typedef {import("../sign-in/sign-in-view.jsx").SignInActions & TokenActions} SessionActions
 */

/**
 * @typedef {object} TokenActions
 * @property {(text: string) => Promise<void>} connect
 * @property {(text: string) => Promise<void>} connectWithTyped
 * @property {(options: import("../operations/client.js").ConnectOptions) => Promise<void>} connectWith
 * @property {(file: Blob) => Promise<void>} connectWithFile
 * @property {() => void} reconnect has the host asked for a token
 * @property {() => void} disconnect
 */

export {};
