// For programs that serve until they are told to end: the first SIGINT or SIGTERM ends them cleanly.

/** @param {() => Promise<void>} close */
export function closeWhenStopped(close) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      void close().then(() => process.exit(0));
    });
  }
}
