import { MigratorError } from '../migrator-error.ts';
import { visible } from '../visible.ts';

export type InvalidDrizzleHistory = { readonly file: string } & (
  | { readonly problem: 'nothing-there' | 'two-layouts' | 'not-json' | 'no-entries' | 'not-postgresql' }
  /** `number` is that of the entry, 1-based. */
  | { readonly problem: 'entry-malformed'; readonly number: number }
  | { readonly problem: 'entry-twice'; readonly tag: string }
  | { readonly problem: 'file-missing'; readonly tag: string }
  /** Of all such files; `file` is the first. */
  | { readonly problem: 'not-in-journal'; readonly tags: readonly string[] }
  | { readonly problem: 'folder-name'; readonly name: string }
  | { readonly problem: 'snapshot-malformed' }
  | { readonly problem: 'snapshot-missing'; readonly name: string }
  | { readonly problem: 'snapshot-twice'; readonly id: string; readonly other: string }
  | { readonly problem: 'parent-missing'; readonly parent: string }
  | { readonly problem: 'cycle'; readonly names: readonly string[] }
);

/**
 * A folder of drizzle-kit's migrations is incomplete or contradicts itself.
 * @cause A merge in git left an entry of `meta/_journal.json` twice or lost one, a file was renamed or deleted, or the
 * path is not drizzle-kit's `out`.
 * @repair Bring the folder back to what drizzle-kit wrote (`git log -- <file>` shows when it changed), then run
 * `migrate adopt drizzle <path>` again.
 */
export class DrizzleHistoryError extends MigratorError<InvalidDrizzleHistory> {
  readonly code = 'drizzle-history-invalid';
  constructor(facts: InvalidDrizzleHistory, options: ErrorOptions = {}) {
    const { message, hint } = explained(facts);
    super(facts, { message: visible(message), hint: visible(hint), cause: options.cause });
  }
}

function explained(facts: InvalidDrizzleHistory): { readonly message: string; readonly hint: string } {
  const { file } = facts;
  const git = `See when it changed: git log -- ${file}`;
  switch (facts.problem) {
    case 'nothing-there':
      return {
        message: `${file} has no migrations of drizzle-kit: neither meta/_journal.json nor folders with a migration.sql.`,
        hint: 'Name the folder that "out" in drizzle.config names: migrate adopt drizzle ./drizzle',
      };
    case 'two-layouts':
      return {
        message: `${file} has both a meta/_journal.json and folders with a migration.sql: drizzle-kit 0.x runs the first, 1.x the others.`,
        hint: `Delete the layout that you no longer use. ${git}`,
      };
    case 'not-json':
      return { message: `${file} is not valid JSON.`, hint: git };
    case 'no-entries':
      return { message: `${file} has no list of entries.`, hint: git };
    case 'not-postgresql':
      return { message: `${file} is not of a PostgreSQL database.`, hint: 'Braid works with PostgreSQL only.' };
    case 'entry-malformed':
      return { message: `${file}: entry ${facts.number} has no tag or no time ("when").`, hint: git };
    case 'entry-twice':
      return { message: `${file} lists ${facts.tag} twice.`, hint: `Keep the entry that the databases have. ${git}` };
    case 'file-missing':
      return { message: `${file} is in the journal, but it is missing.`, hint: `Bring it back. ${git}` };
    case 'not-in-journal': {
      const more = facts.tags.length - 1;
      const accept = facts.tags.map((tag) => `--accept ${tag}`).join(' ');
      return {
        message:
          more === 0
            ? `${file} is not in meta/_journal.json, so drizzle-kit never runs it.`
            : `${file} and ${more === 1 ? 'one more file' : `${more} more files`} are not in meta/_journal.json, so drizzle-kit never runs them.`,
        hint: `Bring back what git says was lost: git log -S '"${facts.tags[0]}"' -- meta/_journal.json. Otherwise delete it, or leave it out: migrate adopt drizzle ${accept}`,
      };
    }
    case 'folder-name':
      return {
        message: `${file}: the name ${facts.name} does not begin with a time of 14 digits, which drizzle-kit orders by.`,
        hint: git,
      };
    case 'snapshot-malformed':
      return { message: `${file} has no "id" and "prevIds", so its place in the graph is unknown.`, hint: git };
    case 'snapshot-missing':
      return {
        message: `${file} is missing, so it is unknown what ${facts.name} builds on.`,
        hint: `Bring it back. ${git}`,
      };
    case 'snapshot-twice':
      return { message: `${file} has the id ${facts.id} of ${facts.other}.`, hint: git };
    case 'parent-missing':
      return { message: `${file} builds on ${facts.parent}, which no snapshot has.`, hint: git };
    case 'cycle':
      return { message: `${file}: ${facts.names.join(', ')} build on each other.`, hint: git };
  }
}
