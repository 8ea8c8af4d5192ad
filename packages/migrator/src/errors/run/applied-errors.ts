import { MigratorError } from '../migrator-error.ts';

export interface ChangedFile {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** Checksum as applied. */
  readonly applied: string;
  /** Checksum of the file now. */
  readonly found: string;
}

export interface AppliedFilesEdited {
  readonly edited: readonly [ChangedFile, ...ChangedFile[]];
}

/**
 * Files of applied revisions were edited. (Applied revisions without a file stop the plan as
 * `unknown-applied-revision`.)
 * @cause Somebody changed a revision after it was applied, so databases that apply it later would differ from this one.
 * @repair Restore the file from git and put the change into a new revision, or accept it with
 * `migrate repair accept <revision> --reason "…"`.
 */
export class AppliedFilesEditedError extends MigratorError<AppliedFilesEdited> {
  readonly code = 'applied-file-edited';
  constructor(facts: AppliedFilesEdited) {
    const { edited } = facts;
    super(facts, {
      message: `Edited after it was applied: ${edited.map(({ revision, file }) => `${file} (${revision})`).join(', ')}`,
      hint: `Restore the file from git and put the change into a new revision, or accept it: \`migrate repair accept ${edited[0].revision} --reason "…"\`.`,
    });
  }
}
