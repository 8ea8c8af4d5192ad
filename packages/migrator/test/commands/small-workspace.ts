import { writeTree } from '../adapters/fs/write-tree.ts';

const absent = (): Promise<never> => Promise.reject(new Error('not in this workspace'));

/** Tools that nobody needs where no slice has a schema. */
export const withoutSchemas = { differ: absent, parser: absent, prover: absent, questioner: undefined };

/** One revision file: `up` and `down` with their marker lines. */
export interface SmallRevision {
  readonly id: string;
  readonly slice: string;
  readonly header?: string;
  readonly up: string;
  /** Of the marker of `up`. */
  readonly options?: string;
  readonly down: string;
}

/** A workspace on disk with the slices that the revisions name, whose history is all that they have: no schema. @returns its root */
export function smallWorkspace(revisions: readonly SmallRevision[]): string {
  const slices = [...new Set(revisions.map(({ slice }) => slice))];
  return writeTree({
    'nx.json': '{}',
    ...Object.fromEntries(
      slices.flatMap((slice) => [
        [`features/${slice}/slice.json`, JSON.stringify({ label: slice, schema: null, migrations: './migrations' })],
        [`features/${slice}/src/schema.ts`, ''],
      ]),
    ),
    ...Object.fromEntries(
      revisions.map(({ id, slice, header = '', options = '', up, down }, at) => [
        `features/${slice}/migrations/2026010${at + 1}T000000_${id}_step.sql`,
        `-- revision: ${id}\n${header}-- message: step ${id.slice(0, 1)}\n\n-- migrate:upgrade${options && ` ${options}`}\n${up}\n\n${down}\n`,
      ]),
    ),
  });
}
