// What the WebAssembly module (wasm/browser/tms_credentials.cc) shows to tms.js. Internal: everybody else uses tms.d.ts.

declare module "tms-credentials-wasm" {
  export interface ErrorValue {
    code: "" | import("./tms.js").TapisErrorCode;
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

  export interface OutcomeValue {
    systemId: string;
    username: string;
    status: string;
    message: string;
  }

  export interface SetupResultValue {
    systemId: string;
    status: import("./tms.js").SetupResult["status"];
    error: ErrorValue;
  }

  /** A StepEvent whose request and response lie flat. */
  export interface StepValue
    extends
      Omit<import("./tms.js").StepEvent, "request" | "response">,
      NonNullable<import("./tms.js").StepEvent["response"]> {
    method: string;
    path: string;
    /** If not, what is of the response is empty. */
    isAnswered: boolean;
  }

  export interface SystemValue extends Omit<import("./tms.js").SystemSummary, "hasCredentials"> {
    /** 1: it has, 0: it has not, -1: not told. */
    hasCredentials: number;
  }

  /** Of the last four, one is called, once, at the end. The first two are for connections through a host. */
  export interface Listener {
    onRequest(
      id: number,
      method: import("./tms.js").TransportRequest["method"],
      path: string,
      body: string,
    ): void;
    onRequestOver(id: number): void;
    /** Steps are half of what crosses the border, so they come only to who has this function. */
    onStep?(step: StepValue): void;
    onProgress(done: number, total: number, result: SetupResultValue): void;
    onOutcome(outcome: OutcomeValue): void;
    onSystems(systems: SystemValue[], skippedRows: number): void;
    onResults(results: SetupResultValue[]): void;
    onError(error: ErrorValue): void;
  }

  export interface Module {
    connect(
      token: Uint8Array,
      baseUrl: string,
      timeoutMs: number,
      allowedOrigins: string[],
    ): ConnectionValue & { error: ErrorValue };
    connectThroughHost(
      username: string,
      tenant: string,
      expiresAt: number,
      baseUrl: string,
      timeoutMs: number,
      allowedOrigins: string[],
    ): ConnectionValue & { error: ErrorValue };
    close(connection: number): void;
    establish(
      connection: number,
      systemId: string,
      username: string,
      force: boolean,
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
      listener: Listener,
    ): number;
    cancel(operation: number): void;
    /** What became of a request. Status 0: no answer; outside 100 to 599: none that can be understood. */
    answer(operation: number, request: number, status: number, body: string): void;
  }

  export default function createModule(settings: {
    locateFile(file: string): string;
  }): Promise<Module>;
}
