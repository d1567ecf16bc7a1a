// Uses every export of every entry, so that a type that is missing or wrong is an error.

import {
  checkTmsCredentials,
  connectTapis,
  establishTmsCredentials,
  listSystems,
  revokeTmsCredentials,
  setupTmsCredentials,
  TapisError,
  type ConnectOptions,
  type CredentialResult,
  type EstablishOptions,
  type OperationOptions,
  type SetupOptions,
  type SetupResult,
  type StepEvent,
  type StepName,
  type SystemList,
  type SystemSummary,
  type Tapis,
  type TapisErrorCode,
  type Transport,
  type TransportRequest,
} from "tms-credentials";
import "tms-credentials/element/define";
import { TmsCredentialsElement as ElementClass } from "tms-credentials/element/class";
import { TmsCredentialsElement, type TmsCredentialsEventMap } from "tms-credentials/element";
import {
  mountTmsCredentials,
  type HostOptions,
  type TokenAnswer,
  type TokenReason,
} from "tms-credentials/host";

const transport: Transport = {
  username: "ann",
  tenant: "designsafe",
  async send({ method, path, body, signal }: TransportRequest) {
    const response = await fetch(path, { method, body, signal });
    return { status: response.status, body: await response.text() };
  },
};

export async function functions(options: ConnectOptions): Promise<TapisErrorCode | undefined> {
  const tapis: Tapis = await connectTapis({ ...options, transport });
  const told: StepName[] = [];
  const watched: OperationOptions = { onStep: ({ step }: StepEvent) => told.push(step) };
  const anew: EstablishOptions = { ...watched, force: true, patienceMs: 300_000 };
  const few: SetupOptions = {
    concurrency: 2,
    patienceMs: 300_000,
    onProgress: ({ done, total }) => done / total,
  };
  try {
    const made: CredentialResult<"exists" | "created"> = await establishTmsCredentials(
      tapis,
      "stampede3",
      undefined,
      anew,
    );
    const gone: "revoked" | "absent" = (await revokeTmsCredentials(tapis, made.systemId)).status;
    const { status } = await checkTmsCredentials(tapis, made.systemId, made.username, watched);
    const systems: SystemList = await listSystems(tapis);
    const ids = systems.map(({ id }: SystemSummary) => id);
    const all: SetupResult[] = await setupTmsCredentials(tapis, ids, undefined, few);
    // @ts-expect-error -- a check revokes nothing
    if (status === gone) return undefined;
    return all[0]?.error?.code;
  } catch (error) {
    return error instanceof TapisError ? error.code : undefined;
  } finally {
    tapis.close();
  }
}

export function element(): ElementClass {
  const made: TmsCredentialsElement = document.createElement("tms-credentials");
  made.getToken = (reason: TokenReason): TokenAnswer => ({ token: reason });
  made.transport = transport;
  made.addEventListener("tms-credentials-established", ({ detail }) => detail.systemId.trim());
  const ready = (event: TmsCredentialsEventMap["tms-credentials-ready"]) => event.detail.expiresAt;
  made.addEventListener("tms-credentials-ready", ready);
  // @ts-expect-error -- a token is a text
  made.getToken = () => 1;
  return made;
}

export function host(target: HTMLElement, options: HostOptions): void {
  const { unmount } = mountTmsCredentials(target, options);
  unmount();
  // @ts-expect-error -- without getToken there is nothing to show
  mountTmsCredentials(target, { src: "https://credentials.example.org/embed/" });
}
