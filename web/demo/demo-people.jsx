// Offers a demo person's token with one click. Served together with a local Tapis, which also serves
// demo/people.json: [{ name, description, username, token }].

import { useEffect, useState } from "preact/hooks";

import { Button } from "../page/ui/button.jsx";

/** @typedef {{ name: string, description: string, username: string, token: string }} DemoPerson */

/** @returns {Promise<DemoPerson[]>} */
async function fetchPeople() {
  const response = await fetch(new URL("demo/people.json", document.baseURI));
  if (!response.ok) throw new Error(`demo/people.json: HTTP ${response.status}`);
  return response.json();
}

/** @param {{ connect: (token: string) => void }} props */
export function DemoPeople({ connect }) {
  const [people, setPeople] = useState(
    /** @type {Pick<DemoPerson, "name" | "description">[]} */ ([]),
  );
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    fetchPeople().then(
      // The tokens stay out of the component's state; they are read again when one is used.
      (all) => setPeople(all.map(({ name, description }) => ({ name, description }))),
      () => setFailed(true),
    );
  }, []);

  /** @param {string} name */
  async function connectAs(name) {
    const person = (await fetchPeople()).find((each) => each.name === name);
    if (person) connect(person.token);
  }

  return (
    <section class="panel demo" aria-labelledby="demo-heading">
      <h2 id="demo-heading">Demo</h2>
      <p class="hint">A local Tapis with made-up people and systems. Connect as one of them.</p>
      {failed && (
        <p class="field-error">The demo people could not be loaded. Is the server running?</p>
      )}
      <ul class="demo-people">
        {people.map(({ name, description }) => (
          <li key={name}>
            <div>
              <strong>{name}</strong>
              <p class="hint">{description}</p>
            </div>
            <Button label={`Use this token: ${name}`} onClick={() => void connectAs(name)}>
              Use this token
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
