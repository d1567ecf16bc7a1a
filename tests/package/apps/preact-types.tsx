// What is right and wrong of the tag in preact's JSX.
import "tms-credentials/preact";

export const right = [
  <tms-credentials systems="stampede3" theme="dark" getToken={async () => "token"} />,
  <tms-credentials ontms-credentials-established={(event) => event.detail.systemId.trim()} />,
];
export const wrong = [
  // @ts-expect-error -- no theme
  <tms-credentials theme="pink" />,
  // @ts-expect-error -- a text
  <tms-credentials getToken={() => 7} />,
];
