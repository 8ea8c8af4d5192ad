import type { ForeignFile } from '../../../src/adopt/foreign-history.ts';

export const FIRST = Date.UTC(2025, 0, 1);

/** drizzle-kit 0.x: a journal and one file an entry. */
export function journalFolder(
  texts: Readonly<Record<string, string>>,
  change: (journal: { entries: { idx: number; when: number; tag: string }[] }) => void = () => undefined,
): readonly ForeignFile[] {
  const entries = Object.keys(texts).map((tag, idx) => ({
    idx,
    version: '7',
    when: FIRST + idx * 1500,
    tag,
    breakpoints: true,
  }));
  const journal = { version: '7', dialect: 'postgresql', entries };
  change(journal);
  return [
    { path: 'drizzle/meta/_journal.json', text: JSON.stringify(journal) },
    ...Object.entries(texts).map(([tag, text]) => ({ path: `drizzle/${tag}.sql`, text })),
  ];
}

/** drizzle-kit 1.x: one folder a migration; the snapshots have the ids `s1`, `s2` … in the order given. */
export function migrationFolders(
  migrations: readonly { readonly name: string; readonly text: string; readonly prevIds: readonly string[] }[],
): readonly ForeignFile[] {
  return migrations.flatMap(({ name, text, prevIds }, at) => [
    { path: `drizzle/${name}/migration.sql`, text },
    {
      path: `drizzle/${name}/snapshot.json`,
      text: JSON.stringify({ version: '8', dialect: 'postgres', id: `s${at + 1}`, prevIds, ddl: [] }),
    },
  ]);
}
