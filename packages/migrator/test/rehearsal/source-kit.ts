import type { SourceColumn, SourceTable } from '../../src/rehearsal/source-table.ts';

export function column(name: string, given: Partial<SourceColumn> = {}): SourceColumn {
  return { name, type: 'text', baseType: 'text', category: 'S', length: null, notNull: false, ...given };
}

export function table(name: string, given: Partial<SourceTable> = {}): SourceTable {
  return { schema: 'public', name, rows: 100, pages: 1, columns: [column('id')], foreignKeys: [], ...given };
}
