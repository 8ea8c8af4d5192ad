import { posix } from 'node:path';
import type { InitFiles } from '../../src/commands/init/init-manifest.ts';

/** Files in memory, for `init`; `create` refuses what is there and `replace` what is not. */
export function filesInMemory(given: Readonly<Record<string, string>> = {}) {
  const texts = new Map(Object.entries(given));
  const files: InitFiles = {
    exists: (path) => [...texts.keys()].some((file) => path === '.' || file === path || file.startsWith(`${path}/`)),
    read: (file) => texts.get(file),
    list: (folder, ending) =>
      [...texts.keys()]
        .filter((file) => posix.dirname(file) === (folder || '.') && !file.startsWith('.') && file.endsWith(ending))
        .map((file) => posix.basename(file))
        .sort(),
    create(file, text) {
      if (texts.has(file)) throw new Error(`${file} is there`);
      texts.set(file, text);
    },
    replace(file, text) {
      if (!texts.has(file)) throw new Error(`${file} is not there`);
      texts.set(file, text);
    },
  };
  return { root: '/w', files, texts, version: '0.1.0' };
}
