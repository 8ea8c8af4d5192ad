import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { ContentKeys } from '../content-keys.ts';
import { type Held, held } from '../held.ts';
import type { SchemaState } from '../schema-state.ts';
import type { Subject } from './subject.ts';
import { withState } from './with-state.ts';

/** A database at some state with what was read of it. */
export interface PreparedDatabase {
  readonly database: ScratchDatabase;
  readonly state: SchemaState;
}

/** A state that somebody is about to ask for. */
export interface PreparedState extends Held<PreparedDatabase> {
  /** `ContentKeys.state` of its revisions. */
  readonly key: string;
}

/**
 * Building the state again costs nothing as long as the schemas take to load meanwhile, and little for half a second
 * more; the copy takes as much.
 */
const KEEP_FROM_MS = 1500;

/** Builds a database at the given heads, and reads it, while other things are done. Never rejects. */
export function prepareState(subject: Subject, keys: ContentKeys, heads: readonly string[]): PreparedState {
  const state = held<PreparedDatabase>(async (keep) => {
    const hold = async (database: ScratchDatabase): Promise<void> =>
      await keep({ database, state: await database.readSchema() });
    await withState(subject, keys, heads, hold, KEEP_FROM_MS);
  });
  return { key: keys.state(heads), ...state };
}
