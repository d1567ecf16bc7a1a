// The component tree, from the session down. It renders into any root, gets everything it needs as
// properties, and leaves nothing behind.

import { useEffect, useRef, useState } from "preact/hooks";

import { LogView } from "./activity/log-view.jsx";
import { HelpLinks, WhoAsks } from "./failures/help-links.js";
import { OperationView } from "./operations/operation-view.jsx";
import { SessionBar } from "./session/session-bar.jsx";
import { SystemById } from "./systems/system-by-id.jsx";
import { SystemsView } from "./systems/systems-view.jsx";
import { Notice } from "./ui/notice.jsx";
import { useFocusFallback } from "./ui/use-focus-fallback.js";

/**
 * What is shown, and how; the same for a person's whole visit, unless a host changes it.
 *
 * @typedef {object} View
 * @property {readonly string[]} systems the ids of the systems shown first
 * @property {string} systemsName of those, such as "Systems of DesignSafe"
 * @property {readonly string[]} apis the hosts that a token is sent to, for the form that takes one
 * @property {boolean} [canSignIn] at the first of them
 * @property {string | null} [tokenPage] where a person gets a token
 * @property {import("./failures/help-links.js").HelpLinks} [help]
 * @property {boolean} [verifyOnOpen] whether those of `systems` where something is stored are tried once they are listed
 * @property {"auto" | "light" | "dark"} [theme]
 * @property {import("./session/disconnected-view.js").Host} [host] where there is one, it supplies the token
 */

/** @typedef {typeof import("./sign-in/sign-in-view.jsx").SignInView} RenewalView */

/**
 * @param {object} props
 * @param {import("./ui/store.js").Store<import("./state.js").State, import("./state.js").Action>} props.store
 * @param {import("./controller.js").Controller} props.controller
 * @param {View} props.view
 * @param {import("./session/disconnected-view.js").DisconnectedView} props.DisconnectedView
 * @param {RenewalView} [props.RenewalView]
 */
export function App({ store, controller, view, DisconnectedView, RenewalView }) {
  const state = useStoreState(store);
  const online = useOnline();
  const root = useRef(/** @type {HTMLDivElement | null} */ (null));
  // A session comes and goes: the heading of the systems, or the reason of the end. Never out of a host's page. Whoever
  // cancels a renewal is back at its button.
  useFocusFallback(root, () =>
    root.current?.querySelector("[data-control='sign-in'], [tabindex='-1']"),
  );
  const { session, ended, signIn, lastUser } = state;
  // Who begins to sign in, or brings another token, may be somebody else.
  const user = session ?? (ended && !signIn ? lastUser : null);
  return (
    <HelpLinks.Provider value={view.help ?? {}}>
      <WhoAsks.Provider value={user}>
        <div class="tms" ref={root} data-theme={view.theme}>
          <p class="visually-hidden" aria-live="polite">
            {state.announcement}
          </p>
          <p class="visually-hidden" aria-live="assertive">
            {state.alert}
          </p>
          {!online && (
            <Notice tone="attention" title="You are offline">
              <p>Nothing is lost. Tapis can be asked again as soon as your connection is back.</p>
            </Notice>
          )}
          {state.session ? (
            <>
              <SessionBar
                session={state.session}
                clockError={state.clockError}
                host={view.host}
                canRenew={RenewalView !== undefined}
                controller={controller}
              />
              {RenewalView && state.signIn && (
                <RenewalView signIn={state.signIn} api={view.apis[0]} controller={controller} />
              )}
              <SystemsView
                state={state}
                systemIds={view.systems}
                systemsName={view.systemsName}
                hasRival={state.signIn !== null}
                takesFocus={!view.host}
                controller={controller}
              />
              <SystemById state={state} systems={view.systems} controller={controller} />
            </>
          ) : (
            <DisconnectedView state={state} view={view} controller={controller} />
          )}
          <OperationView
            operation={state.operations.get(state.namedSystemId) ?? null}
            connected={state.session !== null}
            controller={controller}
          />
          {state.lastUser && state.activity.entries.length > 0 && (
            <LogView activity={state.activity} who={state.lastUser} />
          )}
        </div>
      </WhoAsks.Provider>
    </HelpLinks.Provider>
  );
}

/**
 * @template State
 * @template Action
 * @param {import("./ui/store.js").Store<State, Action>} store
 */
function useStoreState(store) {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    const update = () => setState(() => store.get());
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}

function useOnline() {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const listening = new AbortController();
    const update = () => setOnline(navigator.onLine);
    addEventListener("online", update, { signal: listening.signal });
    addEventListener("offline", update, { signal: listening.signal });
    return () => listening.abort();
  }, []);
  return online;
}
