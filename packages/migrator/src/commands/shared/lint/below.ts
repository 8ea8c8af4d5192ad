import { applyStatement } from '../../../lint/catalog/apply/apply-statement.ts';
import { LintCatalog } from '../../../lint/catalog/lint-catalog.ts';
import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { nameParts } from '../../../sql/names/name-parts.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';

/** Commands that create nothing that a rule needs to know. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  ...['insert', 'update', 'delete', 'merge', 'copy', 'select', 'with', 'values', 'comment', 'grant', 'revoke'],
  ...['analyze', 'vacuum', 'refresh', 'reindex', 'lock', 'truncate', 'do', 'call'],
]);

/** What revisions have created, and which of their batches may not be finished. */
export interface Below {
  readonly catalog: LintCatalog;
  /** The table, without its schema, and the revision. */
  readonly background: ReadonlyMap<string, string>;
}

/**
 * Follows the upgrades of revisions in running order.
 *
 * @param matters whether a statement can make a difference: only such are parsed
 */
export function readBelow(files: Iterable<RevisionFile>, parser: SqlParser, matters: (sql: string) => boolean): Below {
  const catalog = new LintCatalog();
  const background = new Map<string, string>();
  for (const { revision, upgrade } of files) {
    if (revision.kind !== 'sql' || upgrade === undefined) continue;
    catalog.searchPath = ['public'];
    for (const { sql } of upgrade.statements) {
      if (!matters(sql) || WITHOUT_EFFECT.has(readStatement(sql).command)) continue;
      const parsed = parser.parse(sql);
      if ('problem' in parsed) continue;
      for (const tree of parsed.statements) applyStatement(catalog, tree);
    }
    for (const [table, id] of background) if (revision.requiresFinished?.includes(id)) background.delete(table);
    if (revision.background === true && upgrade.batch !== undefined) {
      background.set(nameParts(upgrade.batch.table).at(-1) ?? '', revision.id);
    }
  }
  return { catalog, background };
}
