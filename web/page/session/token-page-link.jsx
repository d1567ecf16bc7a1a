// Where a person gets a token: a page of Tapis, in a tab of its own.

import { useEffect, useRef } from "preact/hooks";

/**
 * @param {object} props
 * @param {string} props.href
 * @param {() => void} props.onReturn the person was there, and has come back
 */
export function TokenPageLink({ href, onReturn }) {
  const isThere = useRef(false);
  const latest = useRef(onReturn);
  latest.current = onReturn;

  useEffect(() => {
    const listening = new AbortController();
    const comeBack = () => {
      if (!isThere.current) return;
      isThere.current = false;
      latest.current();
    };
    addEventListener("focus", comeBack, { signal: listening.signal });
    return () => listening.abort();
  }, []);

  return (
    <a
      class="link"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={() => {
        isThere.current = true;
      }}
    >
      Get a token
    </a>
  );
}
