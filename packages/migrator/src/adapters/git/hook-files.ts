import { chmodSync, existsSync, readFileSync } from 'node:fs';
import type { HookFiles } from '../../ports/workspace/hook-files.ts';
import { writing } from '../fs/workspace-folder.ts';
import { putFileAtomically } from '../fs/write-file-atomically.ts';

/** See `HookFiles`. */
export function hookFiles(): HookFiles {
  return {
    read: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    writeProgram: (file, text) =>
      writing(file, () => {
        putFileAtomically(file, text);
        chmodSync(file, 0o755);
      }),
  };
}
