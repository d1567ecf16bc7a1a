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
    error: ErrorValue;
  }

  export interface StepValue {
    step: import("./tms.js").StepName;
    message: string;
    attempt: number;
    waitMs: number;
    method: string;
    path: string;
    isAnswer: boolean;
    httpStatus: number;
    milliseconds: number;
    tapisCode: string;
    summary: string;
  }

  export interface Listener {
    onStep(step: StepValue): void;
    onFinish(outcome: OutcomeValue): void;
  }

  export interface Module {
    connect(
      token: Uint8Array,
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
    cancel(operation: number): void;
  }

  export default function createModule(settings: {
    locateFile(file: string): string;
  }): Promise<Module>;
}
