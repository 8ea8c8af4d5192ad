import { MigratorError } from '../migrator-error.ts';

export interface HookFailure {
  readonly hook: 'beforeRun' | 'beforeLossy' | 'afterRun';
  /** The command, as it was run. */
  readonly command: string;
  readonly why: string;
  /** The end of what it printed, without secrets. */
  readonly output: string;
}

/**
 * A command of `hooks` failed. Before a run, nothing ran; after one, its revisions are applied.
 * @cause The command ended with another exit code than 0, took longer than `hooks.timeout`, or cannot be run.
 * @repair The message quotes what it printed. Mend it and run the command again.
 */
export class HookFailedError extends MigratorError<HookFailure> {
  readonly code = 'hook-failed';
  constructor(facts: HookFailure) {
    const { hook, command, why, output } = facts;
    const end = hook === 'afterRun' ? 'The revisions are applied.' : 'Nothing was run.';
    const said = output === '' ? '' : `\n${output.replace(/^/gm, '    ')}\n `;
    super(facts, {
      message: `The hook ${hook} failed: ${command}: ${why}.${said} ${end}`,
      hint: 'Mend the command, which is in "hooks" of the configuration, and run it again.',
    });
  }
}
