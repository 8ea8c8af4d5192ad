import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EffectsCache, FileEffects } from '../../ports/workspace/effects-cache.ts';

/** Counted up when more is read off statements, so that a checkout of Braid itself forgets what it read before. */
const FORMAT = 3;

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
      const temporary = `${file}.${process.pid}`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(temporary, JSON.stringify({ toolVersion, format: FORMAT, effects: Object.fromEntries(used) }));
        renameSync(temporary, file);
      } catch {
        // If the folder cannot be written to, only time is lost.
      }
    },
  };
}

function readAll(file: string, toolVersion: string): Map<string, FileEffects> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (
      !isObject(content) ||
      content.toolVersion !== toolVersion ||
      content.format !== FORMAT ||
      !isObject(content.effects)
    )
      return new Map();
    return new Map(
      Object.entries(content.effects).filter((entry): entry is [string, FileEffects] => isEffects(entry[1])),
    );
  } catch {
    return new Map();
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The file is ours and of this version; what is checked is that nothing falls over what is cut off or mixed up. */
function isEffects(value: unknown): value is FileEffects {
  if (!isObject(value)) return false;
  return [value.upgrade, value.downgrade].every(
    (section) =>
      Array.isArray(section) &&
      section.every((each: unknown) => isObject(each) && typeof each.line === 'number' && Array.isArray(each.effects)),
  );
}
