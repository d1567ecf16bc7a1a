// The state of one mounted page: a value, a reducer, and who wants to know.

/**
 * @template State
 * @template Action
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(action: Action) => void} dispatch
 * @property {(listener: () => void) => () => void} subscribe returns the function that ends it
 */

/**
 * What a room of the page needs of it: its own part of the state, and its own actions.
 *
 * @template State
 * @template Action
 * @typedef {Pick<Store<State, Action>, "get" | "dispatch">} ReadAndDispatch
 */

/**
 * @template State
 * @template Action
 * @param {(state: State, action: Action) => State} reduce
 * @param {State} initial
 * @returns {Store<State, Action>}
 */
export function createStore(reduce, initial) {
  let state = initial;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
