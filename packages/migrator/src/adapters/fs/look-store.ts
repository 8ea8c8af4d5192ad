import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Look, LookStore } from '../../ports/health/look-store.ts';

/** One JSON file for each database, named by a hash of its identity. */
export function lookStore(folder: string): LookStore {
  const fileOf = (identity: string): string =>
    join(folder, `${createHash('sha256').update(identity).digest('hex').slice(0, 16)}.json`);
  return {
    read(identity) {
      try {
        const content: unknown = JSON.parse(readFileSync(fileOf(identity), 'utf8'));
        return isLook(content) ? content : undefined;
      } catch {
        return undefined;
      }
    },
    write(identity, look) {
      const file = fileOf(identity);
      const temporary = `${file}.${process.pid}`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(temporary, JSON.stringify(look));
        renameSync(temporary, file);
        return true;
      } catch {
        return false;
      }
    },
  };
}

function isLook(value: unknown): value is Look {
  if (typeof value !== 'object' || value === null || !('at' in value) || !('bytes' in value)) return false;
  const { at, bytes } = value;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return false;
  return typeof bytes === 'object' && bytes !== null && Object.values(bytes).every((each) => typeof each === 'number');
}
