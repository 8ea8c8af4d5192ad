import type { QualifiedName } from '../../names/qualified-name.ts';
import { StatementReader } from '../../script/statement-reader.ts';
import { TokenList } from '../../tokens/token-list.ts';

/** The column that `ALTER TABLE … ALTER COLUMN …` is about; `undefined` for every other statement. */
export function alteredColumn(sql: string): (QualifiedName & { readonly column: string }) | undefined {
  const reader = new StatementReader(new TokenList(sql));
  if (!reader.accept('alter', 'table')) return undefined;
  const table = reader.qualifiedName();
  if (table === undefined || !reader.accept('alter', 'column')) return undefined;
  const column = reader.name();
  return column === undefined ? undefined : { ...table, column };
}
