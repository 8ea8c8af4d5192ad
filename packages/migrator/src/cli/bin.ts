import { processIo } from './cli-io.ts';
import { endAtOnce } from './end-at-once.ts';
import type { AnswerKeeper } from './kept/keep-answer.ts';
import { main } from './main.ts';
import { PLAIN } from './text/style.ts';

export { main };

/**
 * Called by `bin/migrate.cjs`: runs the command line of this process and sets the exit code of Node.
 *
 * @param leavesNothing asked after the command: whether nothing has run whose work Node does not list, such as threads
 *   and the code of a workspace
 * @param keeper keeps the answer
 */
export function runMigrate(leavesNothing: () => boolean = () => false, keeper?: AnswerKeeper): void {
  // Set up before the code of a revision runs, which must not end the process.
  const { exit } = process;
  // Code left running may throw when nothing awaits it. The result is already on standard output.
  process.on('uncaughtException', (error) => {
    const end = (exitCode: number): never => exit.call(process, exitCode);
    tell(error).then(end, () => end(1));
  });
  endInInit();
  const io = processIo();
  void main(process.argv.slice(2), keeper?.heard(io) ?? io).then((exitCode) => {
    process.exitCode = exitCode;
    if (exitCode !== 0 || !leavesNothing()) keeper?.giveUp();
    keeper?.keep();
    // After what Node does about rejections that nobody handled.
    if (leavesNothing()) setImmediate(() => endAtOnce(exit));
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
 * The first process of a container ignores signals that it does not listen for. A command listens during its work;
 * before and after that, nothing is running.
 */
function endInInit(): void {
  if (process.pid !== 1) return;
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(code);
    });
  }
}
