// What is right and wrong of the tag and of the wrapper in React's JSX.
import { TmsCredentials } from "tms-credentials/react";

export const right = [
  <tms-credentials
    systems="stampede3 frontera"
    base-url="https://designsafe.tapis.io"
    theme="dark"
  />,
  <tms-credentials
    getToken={async () => "token"}
    transport={null}
    help={{ ticket: { label: "Ask us", href: "https://portal.example.org/help" } }}
  />,
  <tms-credentials id="here" class="it" ref={(element) => void element?.getToken?.("start")} />,
  <TmsCredentials
    transport={null}
    baseUrl="https://designsafe.tapis.io"
    onRevoked={(event) => event.detail.systemId.trim()}
  />,
];
export const wrong = [
  // @ts-expect-error -- no theme
  <tms-credentials theme="pink" />,
  // @ts-expect-error -- a text
  <tms-credentials systems={["stampede3"]} />,
  // @ts-expect-error -- a list
  <TmsCredentials systems="stampede3" />,
  // @ts-expect-error -- a text
  <tms-credentials getToken={() => 7} />,
  // @ts-expect-error -- a text
  <TmsCredentials getToken={() => 7} />,
];
