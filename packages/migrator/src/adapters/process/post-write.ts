import type { HookRun, PostWrite } from '../../ports/workspace/post-write.ts';
import { type HookOptions, runHook } from './run-hook.ts';

/** The commands of `revisions.postWrite`. What fails does not keep the others from running. */
export function openPostWrite(commands: readonly (readonly string[])[], options: HookOptions): PostWrite {
  return {
    async run(file) {
      const runs: HookRun[] = [];
      for (const command of commands) runs.push(await runHook(command, file, options));
      return runs;
    },
  };
}
