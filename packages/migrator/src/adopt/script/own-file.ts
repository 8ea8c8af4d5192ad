import { splitStatements } from '../../sql/script/split-statements.ts';
import type { ForeignFile } from '../foreign-history.ts';
import { type OwnSql, ownSql } from './own-sql.ts';

/** `ownSql` of a whole file. Throws an `SqlTextError` too, where its text cannot be split into statements. */
export function ownFile(file: ForeignFile, ledger: string): OwnSql {
  const source = { slice: '', file: file.path };
  const text = file.text.replace(/^\uFEFF/, '');
  const statements = splitStatements(text, source);
  return ownSql({ text, start: 0, end: text.length, statements, source, ledgers: new Set([ledger]) });
}
