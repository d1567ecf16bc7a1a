interface Window {
  /** The test's. */
  issueToken(): Promise<string>;
}
