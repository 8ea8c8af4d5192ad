import { quoteForMessage } from '../files/revision-file-error.ts';
import type { RevisionPlace } from '../files/revision-place.ts';
import { describeWordProblem, type WordProblem } from '../files/word-problem.ts';
import type { UsageTable } from './usage-table.ts';

/** Names for new revisions, slices and folders that cannot be used. */
export interface NameUsage {
  readonly 'id-unfit': { readonly id: string; readonly why: WordProblem };
  readonly 'label-unfit': { readonly label: string; readonly why: WordProblem };
  /** The place is that of the revision which has the id or label. */
  readonly 'id-taken': RevisionPlace;
  readonly 'label-taken': RevisionPlace & { readonly label: string };
  readonly 'slice-unfit': { readonly slice: string; readonly why: WordProblem };
  /** Of the Nx generator, where a label is also the name of a folder and a package. */
  readonly 'slice-unfit-for-nx': { readonly slice: string };
  readonly 'slice-taken': { readonly folder: string; readonly slice: string };
  readonly 'folder-taken': { readonly folder: string };
  /** The value of `--ledger`. */
  readonly 'ledger-unreadable': { readonly value: string };
  readonly 'files-and-database-only': object;
  readonly 'not-a-folder': { readonly folder: string };
  /** Of a table whose partitions no file in `sql/` declares. */
  readonly 'table-not-declared': { readonly table: string; readonly known: readonly string[] };
}

export const nameUsage: UsageTable<NameUsage> = {
  'id-unfit': ({ id, why }) => ({
    message: `${quoteForMessage(id)} cannot be the id of a revision: it ${describeWordProblem(why, 'id')}.`,
    hint: 'Choose another --rev-id, or leave it out.',
  }),
  'label-unfit': ({ label, why }) => ({
    message: `${quoteForMessage(label)} cannot be a branch label: it ${describeWordProblem(why, 'label')}.`,
    hint: 'Choose another --branch-label.',
  }),
  'id-taken': ({ revision, file }) => ({
    message: `The id ${revision} is already used by ${file}.`,
    hint: 'Choose another --rev-id, or leave it out.',
  }),
  'label-taken': ({ label, file }) => ({
    message: `The label ${quoteForMessage(label)} is already used by ${file}.`,
    hint: 'Choose another --branch-label; revisions above the one with a label carry it too.',
  }),
  'slice-unfit': ({ slice, why }) => ({
    message: `"${slice}" cannot name a slice: it ${describeWordProblem(why, 'label')}.`,
    hint: 'migrate init --slice events',
  }),
  'slice-unfit-for-nx': ({ slice }) => ({
    message: `"${slice}" cannot name a slice: a label has letters, digits, "_" and "-", beginning with a letter or "_".`,
    hint: 'nx g @braid/migrator:slice billing',
  }),
  'slice-taken': ({ folder, slice }) => ({
    message: `There is already a slice "${slice}" in ${folder}.`,
    hint: 'Choose another name.',
  }),
  'folder-taken': ({ folder }) => ({
    message: `The folder ${folder} already exists.`,
    hint: 'Choose another name, or remove it.',
  }),
  'ledger-unreadable': ({ value }) => ({
    message: `${quoteForMessage(value)} is not the name of a table.`,
    hint: 'migrate adopt drizzle --ledger drizzle.__drizzle_migrations',
  }),
  'files-and-database-only': () => ({
    message: '--files-only and --database-only leave nothing to do.',
    hint: 'Leave out one of them, or both.',
  }),
  'not-a-folder': ({ folder }) => ({ message: `${folder} is not a folder.`, hint: 'migrate init <folder>' }),
  'table-not-declared': ({ table, known }) => ({
    message: `No file in sql/ declares how ${quoteForMessage(table)} is partitioned.`,
    hint: known.length === 0 ? 'Declare it: docs/partitions.md.' : `Name one of: ${known.join(', ')}`,
  }),
};
