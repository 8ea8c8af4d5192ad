import { MigratorError } from '../migrator-error.ts';
import { shortened } from '../shortened.ts';
import { visible } from '../visible.ts';

/**
 * A history can only be taken over by a slice that has no revisions yet.
 * @cause The first revision was made with `migrate revision`, or another history was taken over before.
 * @repair Delete the slice's revisions if no database has them, or name a slice without revisions with `--slice`.
 */
export class SliceHasRevisionsError extends MigratorError<{ readonly slice: string; readonly revisions: number }> {
  readonly code = 'slice-has-revisions';
  constructor(facts: { readonly slice: string; readonly revisions: number }) {
    super(facts, {
      message: `Slice ${facts.slice} has ${facts.revisions} revisions that do not come from another tool: a history cannot be put below them.`,
      hint: 'Name a slice that has no revisions (--slice <name>); or, if no database has them, delete them and run the command again.',
    });
  }
}

export interface AdoptedHistoryChange {
  readonly tool: string;
  readonly slice: string;
  readonly changes: readonly string[];
}

/**
 * The other tool's files are not the ones that the slice's revisions were made of.
 * @cause Migrations were edited, deleted or added with the other tool after the history was taken over.
 * @repair Bring the folder back from git to what it was; write again what was added there since: `migrate revision -m
 * "…" --sql-file <file>`.
 */
export class AdoptedHistoryChangedError extends MigratorError<AdoptedHistoryChange> {
  readonly code = 'adopted-history-changed';
  constructor(facts: AdoptedHistoryChange) {
    super(facts, {
      message: visible(
        [
          `The files of ${facts.tool} are not those that slice ${facts.slice} was made from:`,
          ...shortened(facts.changes).map((each) => `  ${each}`),
        ].join('\n'),
      ),
      hint: 'Bring the folder back from git to what it was. Migrations that were added there since: migrate revision -m "…" --sql-file <file>',
    });
  }
}

/**
 * `--database-only` needs a history whose files are already taken over.
 * @cause The history was not taken over yet, or the revisions are not in this checkout.
 * @repair Run `migrate adopt <tool>` once, where the files can be committed.
 */
export class NotAdoptedError extends MigratorError<{ readonly tool: string; readonly slice: string }> {
  readonly code = 'not-adopted';
  constructor(facts: { readonly tool: string; readonly slice: string }) {
    super(facts, {
      message: `Slice ${facts.slice} has no revisions made from a history of ${facts.tool}, and --database-only writes none.`,
      hint: `migrate adopt ${facts.tool} --slice ${facts.slice}`,
    });
  }
}

export type ForeignFolderProblem = { readonly tool: string } & (
  | { readonly problem: 'missing'; readonly folder: string }
  | { readonly problem: 'outside'; readonly folder: string }
  | { readonly problem: 'unknown' }
  | { readonly problem: 'several'; readonly folders: readonly string[] }
  | { readonly problem: 'computed'; readonly folder: string; readonly what: string }
);

/**
 * Braid does not know which folder has the migrations of the other tool.
 * @cause No path was given, and no configuration names the folder, or several do.
 * @repair Name the folder: `migrate adopt <tool> <path>`.
 */
export class ForeignFolderError extends MigratorError<ForeignFolderProblem> {
  readonly code = 'foreign-folder';
  constructor(facts: ForeignFolderProblem) {
    super(facts, explained(facts));
  }
}

function explained(facts: ForeignFolderProblem): { readonly message: string; readonly hint: string } {
  const { tool } = facts;
  switch (facts.problem) {
    case 'missing':
      return { message: visible(`${facts.folder} is not there.`), hint: `migrate adopt ${tool} <path>` };
    case 'outside':
      return {
        message: visible(`${facts.folder} is outside the workspace.`),
        hint: `Run the command in a workspace that has the folder in it: migrate adopt ${tool} <path>`,
      };
    case 'unknown':
      return {
        message: `No configuration names the folder of the migrations of ${tool}.`,
        hint: `Name the folder: migrate adopt ${tool} <path>`,
      };
    case 'several':
      return {
        message: visible(`There are migrations of ${tool} in several folders: ${facts.folders.join(', ')}.`),
        hint: visible(`Name slice and folder: migrate adopt ${tool} ${facts.folders[0] ?? '<path>'} --slice <name>`),
      };
    case 'computed':
      return {
        message: visible(`${facts.folder} computes ${facts.what}, and is not run.`),
        hint: `Name it: migrate adopt ${tool} <path> --ledger <schema>.<table>`,
      };
  }
}
