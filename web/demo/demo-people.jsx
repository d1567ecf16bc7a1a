// Offers the demo people, each with one click.

import { useEffect, useState } from "preact/hooks";

import { Button } from "../page/ui/button.jsx";

/**
 * @typedef {object} DemoPeopleProps
 * @property {string} hint what they are
 * @property {string} action what the buttons say
 * @property {string} failure what is said when they cannot be had
 * @property {() => Promise<{ name: string, description: string }[]>} readPeople
 * @property {(name: string) => Promise<void>} connectAs
 * @property {import("preact").ComponentChildren} [children] above the list
 */

/** @param {DemoPeopleProps} props */
export function DemoPeople({ hint, action, failure, readPeople, connectAs, children }) {
  const [people, setPeople] = useState(/** @type {{ name: string, description: string }[]} */ ([]));
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    readPeople().then(
      // What else is known of them, such as tokens, stays out of the component's state.
      (all) => setPeople(all.map(({ name, description }) => ({ name, description }))),
      () => setFailed(true),
    );
  }, []);

  return (
    <section class="panel demo" aria-labelledby="demo-heading">
      <h2 id="demo-heading">Demo</h2>
      <p class="hint">{hint}</p>
      {children}
      {failed && <p class="field-error">{failure}</p>}
      <ul class="demo-people">
        {people.map(({ name, description }) => (
          <li key={name}>
            <div>
              <strong>{name}</strong>
              <p class="hint">{description}</p>
            </div>
            <Button label={`${action}: ${name}`} onClick={() => void connectAs(name)}>
              {action}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
