import { main } from './main.ts';
import { PLAIN } from './text/style.ts';

export { main };

/**
 * What `bin/migrate.cjs` calls: runs the command line of this process and leaves the exit code where Node takes it
 * from.
 */
export function runMigrate(): void {
  // Before the code of a revision runs, which may not end the process.
  const { exit } = process;
  // What code left behind throws when nobody waits for it any more. Standard output has the answer already.
  process.on('uncaughtException', (error) => {
    const end = (exitCode: number): never => exit.call(process, exitCode);
    tell(error).then(end, () => end(1));
  });
  endInInit();
  void main(process.argv.slice(2)).then((exitCode) => {
    process.exitCode = exitCode;
  });
}

/** Prints what nobody expected. @returns the exit code for it */
async function tell(error: unknown): Promise<number> {
  const { renderError } = await import('./text/error/render-error.ts');
  const { text, exitCode } = renderError(error, PLAIN, Boolean(process.env.BRAID_DEBUG));
  process.stderr.write(`${text}\n`);
  return exitCode;
}

/**
 * The first process of a container is ended by no signal that it does not listen for. Before and after the work of a
 * command, which listens itself, nothing is running.
 */
function endInInit(): void {
  if (process.pid !== 1) return;
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(code);
    });
  }
}
