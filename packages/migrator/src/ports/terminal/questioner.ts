import type { RenameCandidate, RenameQuestion } from '../../schema/rename/resolve-renames.ts';

/** A person at a terminal. */
export interface Questioner {
  /** What the new thing was called before; `undefined` when it is new. Throws when the person gives up. */
  askRename(question: RenameQuestion): Promise<RenameCandidate | undefined>;
}
