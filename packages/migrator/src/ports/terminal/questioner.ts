import type { RenameCandidate, RenameQuestion } from '../../schema/rename/resolve-renames.ts';

/** A person at a terminal. */
export interface Questioner {
  /** The former name of the new object; `undefined` if it is new. Throws if the user gives up. */
  askRename(question: RenameQuestion): Promise<RenameCandidate | undefined>;
}
