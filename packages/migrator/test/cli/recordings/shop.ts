import { writeTree } from '../../adapters/fs/write-tree.ts';

/** A revision of the slice `shop`. */
export interface ShopRevision {
  readonly id: string;
  readonly message: string;
  /** More lines of the header, such as `background: true`. */
  readonly notes?: readonly string[];
  /** Options of the markers. */
  readonly options?: string;
  readonly downOptions?: string;
  readonly up: string;
  readonly down: string;
}

/** A workspace with one slice without a Drizzle schema, and these revisions in a line. */
export function shop(revisions: readonly ShopRevision[], config: object = {}): string {
  return writeTree({
    'migrate.config.json': JSON.stringify(config),
    'features/shop/slice.json': '{ "label": "shop", "schema": null }',
    ...Object.fromEntries(
      revisions.map((revision, at) => [
        `features/shop/migrations/${revision.id}.sql`,
        revisionText(revision, revisions[at - 1]?.id),
      ]),
    ),
  });
}

function revisionText(revision: ShopRevision, parent: string | undefined): string {
  const { id, message, notes = [], options, downOptions, up, down } = revision;
  const place = parent === undefined ? '-- branch-label: shop' : `-- revises: ${parent}`;
  const marker = (given = ''): string => (given === '' ? '' : ` ${given}`);
  return `-- revision: ${id}
${place}
-- message: ${message}
${notes.map((note) => `-- ${note}\n`).join('')}
-- migrate:upgrade${marker(options)}
${up}

-- migrate:downgrade${marker(downOptions)}
${down}
`;
}
