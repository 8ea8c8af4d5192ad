/** Ends an attempt of a schema file, a package or drizzle-kit to end the process, which is the thread's. */
export class ExitAttempt extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`process.exit(${exitCode})`);
    this.exitCode = exitCode;
  }
}

/**
 * Lets `process.exit` throw in this thread. An attempt that nobody waits for (in a timer, in a promise) is passed over:
 * when it comes is chance, and the schema is there without it.
 */
export function refuseExits(): void {
  // A package's way from its importer to its fault is longer than the ten frames that V8 keeps.
  Error.stackTraceLimit = 100;
  process.exit = (code) => {
    throw new ExitAttempt(Number(code ?? process.exitCode ?? 0));
  };
  // Also what else comes by itself, as of a connection that a schema's imports open: it has no part in what they
  // declare.
  process.on('uncaughtException', () => undefined);
  process.on('unhandledRejection', () => undefined);
}
