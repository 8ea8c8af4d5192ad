import { DrizzleHistoryError } from '../../errors/adopt/drizzle-history-error.ts';
import type { ForeignFile } from '../foreign-history.ts';

/** The value in a JSON file. Throws a `DrizzleHistoryError`. */
export function jsonOf({ path, text }: ForeignFile): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new DrizzleHistoryError({ file: path, problem: 'not-json' }, { cause });
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
