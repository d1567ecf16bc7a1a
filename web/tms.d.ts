/**
 * List Tapis systems, and establish, check and revoke TMS credentials on them, from a browser.
 *
 * @packageDocumentation
 */

/** What went wrong, grouped by who must act. */
export type TapisErrorCode =
  // The caller.
  | "invalid_argument"
  | "closed"
  | "cancelled"
  // The person: a new token is needed.
  | "token_malformed"
  | "token_expired"
  | "token_rejected"
  | "sign_in_expired"
  // Whoever runs the page, or the tenant.
  | "sign_in_refused"
  // The person, or whoever runs the system.
  | "forbidden"
  | "system_not_found"
  | "authn_method_unsupported"
  | "credential_refused"
  // Time, or whoever runs the services.
  | "host_unreachable"
  | "tms_unavailable"
  | "server_error"
  | "service_unavailable"
  | "invalid_response"
  | "network_error"
  | "timeout";

/** Every failure of this library, but for a module that cannot be loaded (an ordinary `Error`). */
export class TapisError extends Error {
  constructor(error: {
    code: TapisErrorCode;
    message: string;
    httpStatus?: number;
    tapisCode?: string;
    serverMessage?: string;
    systemId?: string;
    retryable?: boolean;
  });
  readonly code: TapisErrorCode;
  /** 0 if there was no answer. */
  readonly httpStatus: number;
  /** Such as `SYSLIB_CRED_NOT_FOUND`, or "". */
  readonly tapisCode: string;
  /** What Tapis said, or "". Text from outside: show it as text only. */
  readonly serverMessage: string;
  /** The system that it is about, or "". */
  readonly systemId: string;
  /** The same call may succeed later, with nothing changed by the caller. */
  readonly retryable: boolean;
}

/** To whom a connection goes, with whose token, and how long an answer is waited for. */
export interface ConnectOptions {
  /** The Tapis access token; white space around it does not matter. It stays in the module's memory until `close()`. Needed unless there is a `transport`. */
  token?: string;
  /** Sends the requests in the browser's place, so that the token need not be in it. */
  transport?: Transport;
  /**
   * Where the Tapis API is, without `/v3`. Default: the origin of the token's issuer; with a transport,
   * `https://TENANT.tapis.io`. It may have a path, for an API behind a gateway.
   */
  baseUrl?: string;
  /** For each request, in milliseconds. Default: 60000, since Tapis may take 50 s to check a credential. */
  timeoutMs?: number;
  /**
   * Further API origins that this deployment trusts, such as `https://portal.example.org`. Always allowed:
   * `https://*.tapis.io` and loopback. Any other `baseUrl` is refused before a byte is sent.
   */
  allowedOrigins?: readonly string[];
}

/** Another way to Tapis than from the browser, such as a portal's own backend, which adds the token. */
export interface Transport {
  /** Whose token the other side adds, and of which tenant. Neither may be empty. */
  username: string;
  tenant: string;
  /** When that token ends, in milliseconds since 1970. Default: not known. */
  expiresAt?: number;
  /**
   * Carries one request out and resolves with Tapis's own answer, whatever its status. A rejection, and status 0, is "no
   * answer": what only reads is asked again, twice at most, and a change is followed by checks. Then the message of the
   * Error that `send` rejected with is part of the text that the person reads, so let it say what they can do; whatever
   * looks like a token is cut out of it. (Not that of a `TypeError`, which is how `fetch` says that there is no network.)
   * It is on the console, too. What is no HTTP status and no text ends the operation with `invalid_response`. What comes after `signal` was
   * aborted is ignored.
   * Never called again for the same request; what may be repeated, the module asks anew.
   */
  send(request: TransportRequest): Promise<{ status: number; body: string }>;
}

/** One request to Tapis, without the token. */
export interface TransportRequest {
  method: "GET" | "POST" | "DELETE";
  /** Path and query below the base URL: `/v3/systems/…`. */
  path: string;
  /** JSON, or "". */
  body: string;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** A connection: whose token, for which tenant, until when. */
export interface Tapis {
  /** The token's claim `tapis/username`. */
  readonly username: string;
  /** Its claim `tapis/tenant_id`. */
  readonly tenant: string;
  /** Where requests go: an origin, and a path if the caller gave one. */
  readonly baseUrl: string;
  /** Its claim `exp`: what the token says, which Tapis may see otherwise. */
  readonly expiresAt: Date;
  /** Ends what is under way and wipes the token. Later calls reject with `closed`. Tapis goes on accepting the token. */
  close(): void;
  /**
   * Has Tapis revoke the token, so that nobody can use it any more, and closes; for a token that nobody else uses, such as
   * that of a sign-in. Whatever Tapis says, the token is wiped. It does not end the session that the person has with Tapis
   * in their browser (`BASE/v3/oauth2/logout` does).
   *
   * The rule: the Authenticator's `POST /v3/oauth2/tokens/revoke`, which is repeated after a transient failure.
   *
   * @throws TapisError when it is not known that the token was revoked: `closed`, `cancelled`, `invalid_argument` (a
   *   `transport` has it), `token_rejected` (Tapis does not accept it any more); `server_error`, `service_unavailable`,
   *   `invalid_response`, `network_error`, `timeout`
   */
  signOut(options?: SignOutOptions): Promise<void>;
}

/** What signing out may be given. */
export interface SignOutOptions extends OperationOptions {
  /** From a page that is about to go (`pagehide`): sends it on its way, and resolves at once. It may not arrive. */
  keepalive?: boolean;
}

/**
 * Checks the form of the token and keeps it for later calls. Sends no request: whether the token has ended is for Tapis to
 * say, not for this computer's clock.
 *
 * A Tapis access token is a JSON Web Token with the claims `tapis/username`, `tapis/tenant_id` and `exp`. It is sent in the
 * header `X-Tapis-Token`, to `baseUrl` only.
 *
 * @throws TapisError `invalid_argument`, also for a `baseUrl` that is not allowed, and for an option of which the name is almost
 *   right (`baseURL`); `token_malformed`
 * @throws Error when the module cannot be loaded (the next call tries again), and in Node.js, where the functions can be
 *   imported and not called
 */
export function connectTapis(options: ConnectOptions): Promise<Tapis>;

/**
 * Finds the access token in any text of up to 64 KiB: a token file, what tapipy prints, a line of a shell or of curl, a page
 * that was selected as a whole, a token that a terminal wrapped. Sends nothing, and does not look whether it is good.
 *
 * The rule: tokens are JSON Web Tokens; an access token has the claims `tapis/username` and `tapis/tenant_id`, and a
 * `tapis/token_type` of `access` or none. Of several of the same person it is the one that ends last. A refresh token is never
 * taken.
 *
 * @returns The token, put back together.
 * @throws TapisError `invalid_argument`; `token_malformed`, whose message says what was seen instead (nothing, a refresh token,
 *   a token of something else, tokens of several people or tenants), without any of the text
 */
export function findAccessToken(text: string): string;

/** With what to sign in, and where. */
export interface SignInOptions extends OperationOptions {
  /** The id of an OAuth client of the tenant, without a secret: 1 to 80 of `A-Z a-z 0-9 . _ ~ -`. */
  clientId: string;
  /** Where the Tapis API of the tenant is, without `/v3`, such as `https://designsafe.tapis.io`. */
  baseUrl: string;
  /** For each request, in milliseconds, and for those of the connection. Default: 60000. */
  timeoutMs?: number;
  /** As for `connectTapis`. */
  allowedOrigins?: readonly string[];
}

/** A sign-in under way: a code, which the person types into a page of Tapis. */
export interface SignIn {
  /** To be typed exactly as it is: upper and lower case differ. */
  readonly userCode: string;
  /** Where to type it. Of the same origin as `baseUrl`. */
  readonly verificationUrl: string;
  /** When the code ends by Tapis's clock; ten minutes from now where Tapis does not say. */
  readonly expiresAt: Date;
  /**
   * Asks once. Resolves with `null` while the person has not typed the code, and then with a connection, as of
   * `connectTapis`. Asked while an answer is awaited, it waits for the same. The refresh token that comes along is revoked at
   * once, in the background, and never used; a failure of that shows in the steps only.
   *
   * **When to ask:** Tapis takes the code as typed *before* the person presses *Connect* there. Who asks in between gets the
   * token, and the person sees an error page. So ask when they come back, and not while they are there.
   *
   * The rule: the Authenticator's `POST /v3/oauth2/tokens` with the device grant (RFC 8628).
   *
   * @throws TapisError for good: `cancelled`; `sign_in_expired` (start again), also where the answer with the token was lost;
   *   `sign_in_refused`. For now, and the next time may succeed: `server_error`, `service_unavailable`, `invalid_response`,
   *   `network_error`, `timeout`
   */
  poll(): Promise<Tapis | null>;
  /** Forgets the code. Polls that wait and later ones reject with `cancelled`. A connection that there is already stays. */
  cancel(): void;
}

/**
 * Begins to sign in with the device grant: asks Tapis for a code. Sends one request and no token. Aborting the signal, then
 * or later, cancels the sign-in.
 *
 * The rule: the Authenticator's `POST /v3/oauth2/device/code` with the public id of a client.
 *
 * @throws TapisError `invalid_argument`, also for a `baseUrl` that is not allowed; `cancelled`; `sign_in_refused` (the client
 *   is not known, or the tenant does not allow this grant); `server_error`, `service_unavailable`, `invalid_response` (also
 *   for an address of another origin), `network_error`, `timeout`
 * @throws Error as for `connectTapis`
 */
export function startSignIn(options: SignInOptions): Promise<SignIn>;

/**
 * What is asked: checkUserCredential, getSystem, createUserCredential, removeUserCredential, getSystems; and of the
 * Authenticator: a device code, a token, that a token is revoked.
 */
export type StepName =
  "check" | "definition" | "create" | "remove" | "list" | "device-code" | "token" | "revoke-token";

/** One line of an activity log. Comes once when something is asked, and once more when it is answered. Never the token. */
export interface StepEvent {
  step: StepName;
  /** The system that it is about, or "". */
  systemId: string;
  /** For people: "Checking jdoe's credentials on stampede3". */
  message: string;
  /**
   * 1 is the first. Reads are asked again after a transient failure, twice at most; and a check looks three times at most
   * what became of a change whose answer was lost. With `patienceMs` there are four creates at most.
   */
  attempt: number;
  /**
   * Above 0: this attempt starts after that many milliseconds. With `attempt` 1 it is patience: the host has refused the new
   * key, and a check comes then and, unless it finds good credentials, the next create.
   */
  waitMs: number;
  request: { method: string; path: string };
  /** `null` while it is being asked. */
  response: {
    /** 0: no answer. */
    httpStatus: number;
    /** Tapis says that it did as asked. A status of 200 alone may be that of a page which a proxy has put in between. */
    success: boolean;
    /** From the request to its answer. */
    milliseconds: number;
    /** Such as `SYSLIB_CRED_NOT_FOUND`, or "". */
    tapisCode: string;
    /** For people: "none found". */
    summary: string;
    /**
     * What it tells of the credentials: as found by a check, or made so by a change; `uncertain` where a change may have
     * taken effect, or may yet; "" where it tells nothing of them.
     */
    credentials: "valid" | "missing" | "refused" | "unreachable" | "uncertain" | "";
  } | null;
}

/** What every call may be given. */
export interface OperationOptions {
  /** Aborting it ends the operation with `cancelled`. */
  signal?: AbortSignal;
  /** Comes with every question and with every answer. What it throws is not caught. */
  onStep?: (event: StepEvent) => void;
}

/** What establishing may be given besides. */
export interface EstablishOptions extends OperationOptions {
  /** Create anew even when a good credential exists: a fresh key. */
  force?: boolean;
  /** How long to go on where the host refuses the new key: 0 to 3600000 milliseconds. Default: 0. See the rule below. */
  patienceMs?: number;
}

/** What is true of the credentials of `username` on a system. */
export interface CredentialResult<Status extends string> {
  systemId: string;
  username: string;
  status: Status;
  /** For people: what is true now. */
  message: string;
}

/**
 * Makes sure that Tapis holds working TMS credentials for `username` on the system. Never creates where good ones exist
 * (but with `force`), and never with a token that is no good.
 *
 * The rule: checkUserCredential and getSystem are asked at the same time. Where the check finds no credential, or the host
 * refused it, and the system's `defaultAuthnMethod` is `TMS_KEYS`, createUserCredential follows with `createTmsKeys`. It is
 * sent once at most: where its answer is lost, checks look what became of it, at once, about 3 s and about 10 s later.
 *
 * A host may refuse a fresh key or a new account for some minutes. With `patienceMs`, and for that refusal alone, there are
 * up to three creates more, each after a check: after a seventh of the time, three sevenths, and all of it (what the requests
 * take comes on top). Each create that is refused leaves a public key at TMS, so they are few. Each wait is told by `onStep`,
 * and aborting the signal ends it.
 *
 * @param username Default: whose token it is.
 * @throws TapisError `invalid_argument`, `closed`, `cancelled`; `token_expired`, `token_rejected`; `forbidden`,
 *   `system_not_found`, `authn_method_unsupported`, `credential_refused`; `host_unreachable`, `tms_unavailable`,
 *   `server_error`, `service_unavailable`, `invalid_response`, `network_error`, `timeout`
 */
export function establishTmsCredentials(
  tapis: Tapis,
  systemId: string,
  username?: string,
  options?: EstablishOptions,
): Promise<CredentialResult<"exists" | "created">>;

/**
 * Makes Tapis forget the credentials. Rarely needed: for clean-up and reset.
 *
 * `revoked` says that there are none now, and does not prove that there were any: Tapis answers the same for both. `absent` is
 * where Tapis says that there were none: by its message code, or with a 404 although the system exists.
 *
 * The rule: removeUserCredential is sent once. Where there was nothing, getSystem tells whether the system exists; where its
 * answer is lost, checks look what became of it, at once, about 3 s and about 10 s later.
 *
 * @param username Default: whose token it is.
 * @throws TapisError `invalid_argument`, `closed`, `cancelled`; `token_expired`, `token_rejected`; `forbidden`,
 *   `system_not_found`; `server_error`, `service_unavailable`, `invalid_response`, `network_error`, `timeout`
 */
export function revokeTmsCredentials(
  tapis: Tapis,
  systemId: string,
  username?: string,
  options?: OperationOptions,
): Promise<CredentialResult<"revoked" | "absent">>;

/**
 * Has Tapis try the stored credentials on the host, and changes nothing. It may take 50 s.
 *
 * The rule: checkUserCredential. That none are stored, or that they do not work, is a result and no error; a 404 is one only
 * if getSystem does not find the system either.
 *
 * @param username Default: whose token it is.
 * @throws TapisError `invalid_argument`, `closed`, `cancelled`; `token_expired`, `token_rejected`; `forbidden`,
 *   `system_not_found`; `server_error`, `service_unavailable`, `invalid_response`, `network_error`, `timeout`
 */
export function checkTmsCredentials(
  tapis: Tapis,
  systemId: string,
  username?: string,
  options?: OperationOptions,
): Promise<CredentialResult<"valid" | "missing" | "refused" | "unreachable" | "unsupported">>;

/** A system that the user may see. */
export interface SystemSummary {
  id: string;
  host: string;
  description: string;
  owner: string;
  systemType: string;
  canExec: boolean;
  enabled: boolean;
  defaultAuthnMethod: string;
  isDynamicEffectiveUser: boolean;
  /** The data transfer node that jobs stage their files through, where credentials are needed as well; "" if there is none. */
  dtnSystemId: string;
  /** A secret for the current method is stored, which is not to say that it works. `null`: Tapis does not tell. */
  hasCredentials: boolean | null;
}

/** Systems, ordered by id. */
export interface SystemList extends Array<SystemSummary> {
  /** How many rows of Tapis's answer could not be understood and are left out. */
  readonly skippedRows: number;
}

/**
 * Every system that the user may see, ordered by id.
 *
 * The rule: getSystems with `listType=ALL`, one request for each thousand, all but the first at the same time.
 *
 * @throws TapisError `invalid_argument`, `closed`, `cancelled`; `token_expired`, `token_rejected`; `forbidden`;
 *   `server_error`, `service_unavailable`, `invalid_response`, `network_error`, `timeout`
 */
export function listSystems(tapis: Tapis, options?: OperationOptions): Promise<SystemList>;

/** What became of one of many systems. */
export interface SetupResult {
  systemId: string;
  status: "exists" | "created" | "failed" | "cancelled";
  /** Why it failed or was cancelled, else `null`. */
  error: TapisError | null;
}

/** What a set-up may be given besides. */
export interface SetupOptions extends OperationOptions {
  /**
   * How many systems are changed at a time, 1 to 32: a create, and the checks that tell what became of it. What only reads
   * runs ahead, 32 checks at a time, so that systems that are ready end early. Default: 6. Tapis does creates one after the
   * other, whoever asks: more at a time gain little.
   */
  concurrency?: number;
  /** As for `establishTmsCredentials`, for each system. One that waits holds no turn of `concurrency`. Default: 0. */
  patienceMs?: number;
  /** Comes once for each system. */
  onProgress?: (progress: { done: number; total: number; result: SetupResult }) => void;
}

/**
 * Establishes credentials on many systems. One failure never stops the others. Aborting the signal stops what has not
 * started and what only reads, lets a create that is on its way finish, and resolves: the results say which is which. When
 * Tapis says that the token has ended, what is not finished is cancelled with that reason.
 *
 * The rule is that of `establishTmsCredentials` for each; the definitions of many systems are asked for with one
 * getSystems, of as many as its address has room for.
 *
 * @param username Default: whose token it is.
 * @returns A result for each system, in the order asked.
 * @throws TapisError if nothing could be started: `invalid_argument`, `closed`
 */
export function setupTmsCredentials(
  tapis: Tapis,
  systemIds: readonly string[],
  username?: string,
  options?: SetupOptions,
): Promise<SetupResult[]>;
