import type { HookRun } from '../../ports/workspace/post-write.ts';
import { EXIT_CODES } from '../exit-code.ts';
import type { Style } from './style.ts';

/** 1 when a command of `revisions.postWrite` failed. */
export function hooksExitCode(hooks: readonly HookRun[]): number {
  return hooks.some(({ problem }) => problem !== null) ? EXIT_CODES.failed : EXIT_CODES.done;
}

/** The commands that failed after writing, a block for each. Successful ones print nothing. */
export function hookFailures(hooks: readonly HookRun[], style: Style): readonly string[] {
  return hooks
    .filter(({ problem }) => problem !== null)
    .map(({ file, command, problem, output }) =>
      [
        `${style.red('!')} postWrite: ${command.join(' ')}: ${problem}.`,
        ...output.split('\n').flatMap((line) => (line === '' ? [] : [`    ${line}`])),
        `  ${file} stays as it is now: check it before you commit it.`,
      ].join('\n'),
    );
}
