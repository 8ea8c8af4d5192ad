import type { CopyOptions, CopySource } from '../../../execute/data/data-operations.ts';
import type { RevisionSession } from '../../../ports/database/revision-runner.ts';
import { nameParts } from '../../../sql/names/name-parts.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { CodeScope } from '../guard/code-scope.ts';
import { encodeRows } from './encode-rows.ts';
import { watchedSource } from './watched-source.ts';

export interface CopyTools {
  readonly scope: CodeScope;
  readonly session: Pick<RevisionSession, 'copyFrom' | 'textOf'>;
  readonly signal: AbortSignal;
  before(): Promise<void>;
}

export interface CopyRequest {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: CopySource;
  readonly options: CopyOptions;
}

/** See `DataOperations.copyFrom`. */
export async function copyRows(
  { scope, session, signal, before }: CopyTools,
  request: CopyRequest,
): Promise<{ readonly rowCount: number }> {
  const sql = copyStatement(request);
  const site = new Error();
  scope.check(sql);
  const { table, columns, rows, options } = request;
  const data = encodeRows(watchedSource(rows, scope, signal), {
    columns,
    isCsv: options.format === 'csv',
    textOf: session.textOf,
    facts: () => ({ ...scope.facts(site), table }),
  });
  return await scope.send(sql, async () => {
    await before();
    return { rowCount: await session.copyFrom(sql, data) };
  });
}

function copyStatement({ table, columns, options }: CopyRequest): string {
  const name = nameParts(table);
  if (name.length === 0 || columns.length === 0) throw new TypeError('op.copyFrom needs a table and its columns');
  const format = [
    ...(options.format === undefined ? [] : [`format ${options.format === 'csv' ? 'csv' : 'text'}`]),
    ...(options.header === true ? ['header'] : []),
  ];
  const quoted = columns.map((column) => quoteIdentifier(column)).join(', ');
  const end = format.length === 0 ? '' : ` with (${format.join(', ')})`;
  return `copy ${name.map(quoteIdentifier).join('.')} (${quoted}) from stdin${end}`;
}
