/** A schema file, a package or drizzle-kit tried to end the process, which runs the thread. */
export class ExitAttempt extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`process.exit(${exitCode})`);
    this.exitCode = exitCode;
  }
}

/**
 * Makes `process.exit` throw in this thread. An attempt that nothing awaits (in a timer, in a promise) is ignored: when
 * it comes is chance, and the schema is complete without it.
 */
export function refuseExits(): void {
  // The path from a package's importer to its fault is longer than the ten frames that V8 keeps.
  Error.stackTraceLimit = 100;
  process.exit = (code) => {
    throw new ExitAttempt(Number(code ?? process.exitCode ?? 0));
  };
  // Ignores other failures that nothing awaits too, such as that of a connection which a schema's imports open: they do
  // not affect what the schema declares.
  process.on('uncaughtException', () => undefined);
  process.on('unhandledRejection', () => undefined);
}
