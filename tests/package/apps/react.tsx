// An app of React 18 or 19 around the wrapper. It renders with each event, and with a function written anew each time.
import { StrictMode, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { TmsCredentials } from "tms-credentials/react";
import { CredentialsLink } from "./credentials-link";
import type { TmsCredentialsElement } from "tms-credentials/element/class";

const HELP = { ticket: { label: "Ask us", href: "https://portal.example.org/help" } };

function App() {
  const element = useRef<TmsCredentialsElement>(null);
  const [told, setTold] = useState<string[]>([]);
  const tell = (text: string) => setTold((before) => [...before, text]);
  return (
    <>
      <TmsCredentials
        ref={element}
        className="credentials"
        systems={["stampede3"]}
        system="stampede3"
        help={HELP}
        theme="light"
        getToken={async () => {
          tell("asked");
          return window.issueToken();
        }}
        onReady={({ detail }) => tell(`ready ${detail.username}`)}
        onEstablished={({ detail }) => tell(`${detail.status} ${detail.systemId}`)}
        onError={({ detail }) => tell(detail.code)}
      />
      <p>
        Your job could not log in.{" "}
        <CredentialsLink page="https://credentials.example.org/" systemId="stampede3" />
      </p>
      <output>{told.join(", ")}</output>
      <button onClick={() => tell(String(element.current?.className))}>What is it?</button>
    </>
  );
}

createRoot(document.querySelector("#app")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
