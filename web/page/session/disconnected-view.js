// The way in: what is shown without a session. There are two of them, connect-view.jsx and hosted-view.jsx.

/**
 * @typedef {object} Host
 * @property {string} [origin] of the page around an embed
 * @property {string} [standalone] address of the page that needs no host
 */

/** @typedef {import("preact").ComponentType<DisconnectedViewProps>} DisconnectedView */

/**
 * @typedef {object} DisconnectedViewProps
 * @property {import("./state.js").SessionState & { typedSystemId: string }} state
 * @property {{ apis: readonly string[], host?: Host }} view `apis`: the hosts that a token is sent to; `host`: where
 *   there is one, it supplies the token
 * @property {SessionActions} controller
 */

/**
 * What a person can ask for here.
 *
 * @typedef {object} SessionActions
 * @property {(text: string) => Promise<void>} connect
 * @property {(file: Blob) => Promise<void>} connectWithFile
 * @property {() => void} reconnect has the host asked for a token
 * @property {() => void} disconnect
 */

export {};
