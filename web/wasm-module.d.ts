// What the WebAssembly module (wasm/browser/tms_credentials.cc) shows to tms.js. Internal: everybody else uses tms.d.ts.

/** The hash of tms.wasm, which the bundler puts in its place. */
declare const TMS_WASM_INTEGRITY: string;

declare module "tms-credentials-wasm" {
  export interface ErrorValue {
    code: import("./tms.js").TapisErrorCode;
    httpStatus: number;
    tapisCode: string;
    serverMessage: string;
    systemId: string;
    retryable: boolean;
    message: string;
  }

  export interface ConnectionValue {
    handle: number;
    username: string;
    tenant: string;
    baseUrl: string;
    /** Milliseconds since 1970. */
    expiresAt: number;
  }

  type Connected =
    (ConnectionValue & { error?: undefined }) | { error: ErrorValue; handle?: undefined };

  export interface CodeValue {
    userCode: string;
    verificationUrl: string;
    /** As the Authenticator writes it, or "". */
    expiresAt: string;
  }

  export interface OutcomeValue {
    systemId: string;
    username: string;
    status: string;
    message: string;
  }

  export interface SetupResultValue {
    systemId: string;
    status: import("./tms.js").SetupResult["status"];
    error: ErrorValue | null;
  }

  /** Of the last seven, one is called, once, at the end. The first two are for connections through a host. */
  export interface Listener {
    onRequest(
      id: number,
      method: import("./tms.js").TransportRequest["method"],
      path: string,
      body: string,
    ): void;
    onRequestOver(id: number): void;
    /** Steps are half of what crosses the border, so they come only to who has this function. */
    onStep?(step: import("./tms.js").StepEvent): void;
    onProgress(done: number, total: number, result: SetupResultValue): void;
    onOutcome(outcome: OutcomeValue): void;
    /** Once for each system of a list, before `onSystems`. */
    onSystem(
      id: string,
      host: string,
      description: string,
      owner: string,
      systemType: string,
      canExec: boolean,
      enabled: boolean,
      defaultAuthnMethod: string,
      isDynamicEffectiveUser: boolean,
      dtnSystemId: string,
      hasCredentials: boolean | null,
    ): void;
    onSystems(skippedRows: number): void;
    onResults(results: SetupResultValue[]): void;
    onCode(code: CodeValue): void;
    onConnection(connection: ConnectionValue): void;
    /** There is nothing to tell of it. */
    onDone(nothing: null): void;
    onError(error: ErrorValue): void;
  }

  export interface Module {
    connect(
      token: Uint8Array,
      baseUrl: string,
      timeoutMs: number,
      allowedOrigins: string[],
    ): Connected;
    connectThroughHost(
      username: string,
      tenant: string,
      expiresAt: number,
      baseUrl: string,
      timeoutMs: number,
      allowedOrigins: string[],
    ): Connected;
    /** To the same API without a token. */
    openSignIn(baseUrl: string, timeoutMs: number, allowedOrigins: readonly string[]): Connected;
    startSignIn(connection: number, clientId: string, listener: Listener): number;
    /** Once the code was told. It goes on telling steps after its end, for the refresh token is revoked. */
    askForToken(connection: number, listener: Listener): number;
    /** Closes the connection, too. */
    signOut(connection: number, listener: Listener): number;
    signOutAtLast(connection: number): void;
    close(connection: number): void;
    establish(
      connection: number,
      systemId: string,
      username: string,
      force: boolean,
      patienceMs: number,
      listener: Listener,
    ): number;
    revoke(connection: number, systemId: string, username: string, listener: Listener): number;
    check(connection: number, systemId: string, username: string, listener: Listener): number;
    list(connection: number, listener: Listener): number;
    setup(
      connection: number,
      systemIds: readonly string[],
      username: string,
      concurrency: number,
      patienceMs: number,
      listener: Listener,
    ): number;
    cancel(operation: number): void;
    /** What became of a request. Status 0: no answer, and the body says why, or nothing; outside 100 to 599: none that can be understood. */
    answer(operation: number, request: number, status: number, body: string): void;
  }

  export default function createModule(settings: {
    locateFile(file: string): string;
  }): Promise<Module>;
}
