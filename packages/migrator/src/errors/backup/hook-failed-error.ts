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
 * A command of `hooks` failed. Before a run, nothing ran; after a run, its revisions are applied.
 * @cause The command exited with a code other than 0, took longer than `hooks.timeout`, or cannot be run.
 * @repair The message quotes its output. Fix the command and run it again.
 */
export class HookFailedError extends MigratorError<HookFailure> {
  readonly code = 'hook-failed';
  constructor(facts: HookFailure) {
    const { hook, command, why, output } = facts;
    const end = hook === 'afterRun' ? 'The revisions are applied.' : 'Nothing was run.';
    const said = output === '' ? '' : `\n${output.replace(/^/gm, '    ')}\n `;
    super(facts, {
      message: `The hook ${hook} failed: ${command}: ${why}.${said} ${end}`,
      hint: 'Fix the command in "hooks" of the configuration, and run it again.',
    });
  }
}
