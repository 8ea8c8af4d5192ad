import type { ForeignBody } from '../foreign-history.ts';
import type { OwnSql } from './own-sql.ts';

/** What a project wrote, as the body of a revision. */
export function sqlBody({ sql, transaction }: OwnSql): ForeignBody {
  return { kind: 'sql', sql, ...(transaction === false ? { transaction } : {}) };
}
