import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { ContentKeys } from '../content-keys.ts';
import type { SchemaState } from '../schema-state.ts';
import type { Subject } from './subject.ts';
import { withState } from './with-state.ts';

/** A database at some state with what was read of it. */
export interface PreparedDatabase {
  readonly database: ScratchDatabase;
  readonly state: SchemaState;
}

/** A state that somebody is about to ask for. */
export interface PreparedState {
  /** `ContentKeys.state` of its revisions. */
  readonly key: string;
  /** Nothing when it could not be built: the next build fails in the same way and reports it. */
  readonly ready: Promise<PreparedDatabase | undefined>;
  /** Drops the database, which has to be there until then. */
  end(): Promise<void>;
}

/**
 * Building the state again costs nothing as long as the schemas take to load meanwhile, and little for half a second
 * more; the copy takes as much.
 */
const KEEP_FROM_MS = 1500;

/** Builds a database at the given heads, and reads it, while other things are done. Never rejects. */
export function prepareState(subject: Subject, keys: ContentKeys, heads: readonly string[]): PreparedState {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let ended: Promise<void> = Promise.resolve();
  const ready = new Promise<PreparedDatabase | undefined>((resolve) => {
    const isOver = (): void => resolve(undefined);
    const hold = async (database: ScratchDatabase): Promise<void> => {
      resolve({ database, state: await database.readSchema() });
      await released;
    };
    ended = withState(subject, keys, heads, hold, KEEP_FROM_MS).then(isOver, isOver);
  });
  return {
    key: keys.state(heads),
    ready,
    async end() {
      release();
      await ended;
    },
  };
}
