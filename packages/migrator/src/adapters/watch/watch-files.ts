import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { FileWatch, WatchFiles } from '../../ports/page/watch-files.ts';
import { systemCode } from '../process/system-code.ts';

/** What changes within so many milliseconds is one change: an editor writes a file in several steps. */
const TOGETHER = 120;

/** See `WatchFiles`; what is not there is passed over. */
export function watchFilesIn(root: string): WatchFiles {
  return (folders, onChange, onTrouble): FileWatch => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = (): void => {
      clearTimeout(timer);
      timer = setTimeout(onChange, TOGETHER);
    };
    const watchers = folders.flatMap(({ folder, counts }): FSWatcher[] => {
      const absolute = join(root, folder);
      if (!existsSync(absolute)) return [];
      const tell = (error: unknown): void =>
        onTrouble(`${folder} cannot be watched (${systemCode(error) ?? 'unknown reason'})`);
      try {
        const watcher = watch(absolute, (_event, name) => {
          if (counts === undefined || name === null || counts(name)) changed();
        });
        // A folder that goes away ends its watcher, not the process.
        watcher.on('error', tell);
        return [watcher];
      } catch (error) {
        tell(error);
        return [];
      }
    });
    return {
      close() {
        clearTimeout(timer);
        for (const watcher of watchers) watcher.close();
      },
    };
  };
}
