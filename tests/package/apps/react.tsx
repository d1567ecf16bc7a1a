// An app of React 18 or 19 around the wrapper. It renders with each event, and with a function written anew each time.
import { StrictMode, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { TmsCredentials } from "tms-credentials/react";
import type { TmsCredentialsElement } from "tms-credentials/element/class";

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
        theme="light"
        getToken={async () => {
          tell("asked");
          return window.issueToken();
        }}
        onReady={({ detail }) => tell(`ready ${detail.username}`)}
        onEstablished={({ detail }) => tell(`${detail.status} ${detail.systemId}`)}
        onError={({ detail }) => tell(detail.code)}
      />
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
