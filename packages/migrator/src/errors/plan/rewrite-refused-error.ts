import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';

export type RewriteRefused = RevisionPlace & { readonly command: 'amend' | 'squash' | 'lint' } & (
    | { readonly problem: 'published'; readonly ref: string }
    | { readonly problem: 'applied-elsewhere'; readonly environments: readonly string[] }
    | { readonly problem: 'needed'; readonly by: readonly string[] }
    | {
        readonly problem:
          | 'half-run'
          | 'applied-partly'
          | 'renamed-twice'
          | 'by-hand'
          | 'nothing-left'
          | 'several-needed'
          | 'edited-meanwhile';
      }
    | { readonly problem: 'irreversible'; readonly reason: string }
  );

/**
 * `amend`, `squash` or `lint --fix` would rewrite a revision that others may have, or that cannot be rewritten.
 * @cause The revision is in the history of a branch of a remote, of the main branch or of a tag; it is applied in
 * another environment; other revisions need it; it was written by hand; or it is irreversible.
 * @repair Write a new revision on top of it with `migrate revision`.
 */
export class RewriteRefusedError extends MigratorError<RewriteRefused> {
  readonly code = 'rewrite-refused';
  constructor(facts: RewriteRefused) {
    super(facts, {
      message: `Revision ${describePlace(facts)} cannot be rewritten: ${why(facts)}.`,
      hint: hintOf(facts),
    });
  }
}

function why(facts: RewriteRefused): string {
  switch (facts.problem) {
    case 'published':
      return `it is on ${facts.ref}, where others can get it`;
    case 'applied-elsewhere':
      return `it is applied in ${facts.environments.join(' and ')}`;
    case 'needed':
      return `${facts.by.join(', ')} ${facts.by.length === 1 ? 'needs' : 'need'} it as it is`;
    case 'half-run':
      return 'the database has run only a part of it';
    case 'applied-partly':
      return 'the database has applied others of the range, but not this one';
    case 'renamed-twice':
      return 'more than one revision of the range renames something, and one revision cannot do it step by step';
    case 'by-hand':
      return 'it was not generated from a schema: it has no snapshot, or is a merge or code';
    case 'nothing-left':
      return `the schema of ${facts.slice} is the same as before it, so there is nothing to write`;
    case 'several-needed':
      return 'the change takes more than one revision';
    case 'edited-meanwhile':
      return 'its file was edited while it was being proven';
    case 'irreversible':
      return `it is applied and irreversible (${facts.reason})`;
  }
}

function hintOf(facts: RewriteRefused): string {
  const { slice, file, revision } = facts;
  const onTop = `Write a new revision on top of it: migrate revision -m "…" --slice ${slice}`;
  switch (facts.problem) {
    case 'applied-partly':
      return `Apply all of them, then run the command again: migrate upgrade ${revision}`;
    case 'half-run':
      return `Finish it, then run the command again: migrate upgrade ${revision}`;
    case 'edited-meanwhile':
      return facts.command === 'lint'
        ? `Run it again: migrate lint --fix ${revision}`
        : `Run it again: migrate ${facts.command}${facts.command === 'squash' ? ' --unpublished' : ''} --slice ${slice}`;
    case 'by-hand':
      return `Revert it, then edit its file: migrate downgrade ${slice}@-1 && migrate edit ${revision}`;
    case 'nothing-left':
      return `Revert it and delete ${file} with its snapshot: migrate downgrade ${slice}@-1 && rm ${file} ${folderOf(file)}/snapshots/${revision}.json`;
    default:
      return onTop;
  }
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), 0));
}
