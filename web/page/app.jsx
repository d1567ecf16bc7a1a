// The component tree, from the session down. It renders into any root, gets everything it needs as
// properties, and leaves nothing behind.

import { useEffect, useState } from "preact/hooks";

import { ActivityLog } from "./activity-log.jsx";
import { ConnectView } from "./connect-view.jsx";
import { Notice } from "./notice.jsx";
import { OperationView } from "./operation-view.jsx";
import { Overview } from "./overview.jsx";
import { SessionBar } from "./session-bar.jsx";
import { SystemView } from "./system-view.jsx";

/**
 * @param {object} props
 * @param {import("./store.js").Store<import("./state.js").State, import("./state.js").Action>} props.store
 * @param {import("./config.js").Config} props.config
 * @param {import("./controller.js").Controller} props.controller
 * @param {import("preact").ComponentType<{ connect: (token: string) => void }>} [props.ConnectExtra]
 *   shown above the connect form
 */
export function App({ store, config, controller, ConnectExtra }) {
  const state = useStoreState(store);
  const online = useOnline();
  return (
    <div class="tms">
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
          <SessionBar session={state.session} controller={controller} />
          <Overview state={state} config={config} controller={controller} />
          <SystemView state={state} config={config} controller={controller} />
        </>
      ) : (
        <>
          {ConnectExtra && <ConnectExtra connect={controller.connect} />}
          <ConnectView state={state} config={config} controller={controller} />
        </>
      )}
      <OperationView
        operation={state.operations.get(state.named) ?? null}
        connected={state.session !== null}
        controller={controller}
      />
      {state.lastUser && state.activity.entries.length > 0 && (
        <ActivityLog activity={state.activity} who={state.lastUser} />
      )}
    </div>
  );
}

/**
 * @template State
 * @template Action
 * @param {import("./store.js").Store<State, Action>} store
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
