import { readFileSync } from 'node:fs';
import type { EffectsCache, FileEffects } from '../../ports/workspace/kept/effects-cache.ts';
import { writeWhole } from '../fs/kept/write-whole.ts';
import { parseEffects, printEffects } from './effects-text.ts';

/**
 * One JSON file (`.braid/cache/effects.json`) for all revisions: one read for a thousand of them. It can be deleted at
 * any time; what another version of Braid wrote does not count. `save` keeps what this run has used.
 */
export function fileEffectsCache(file: string, toolVersion: string): EffectsCache {
  let known: Map<string, FileEffects> | undefined;
  const used = new Map<string, FileEffects>();
  let isNew = false;
  const all = (): Map<string, FileEffects> => {
    known ??= readAll(file, toolVersion);
    return known;
  };
  return {
    has: (checksum) => used.has(checksum) || all().has(checksum),
    read(checksum) {
      const effects = all().get(checksum);
      if (effects !== undefined) used.set(checksum, effects);
      return effects;
    },
    write(checksum, effects) {
      used.set(checksum, effects);
      isNew = true;
    },
    save() {
      if (!isNew) return;
      isNew = false;
      writeWhole(file, printEffects(used, toolVersion));
    },
  };
}

function readAll(file: string, toolVersion: string): Map<string, FileEffects> {
  try {
    return parseEffects(readFileSync(file, 'utf8'), toolVersion);
  } catch {
    return new Map();
  }
}
