import { BatchSectionError } from '../../errors/files/batch-section-error.ts';
import { readBatchBounds } from '../../sql/batch/batch-bounds.ts';
import { writesKey } from '../../sql/batch/writes-key.ts';
import { nameParts } from '../../sql/names/name-parts.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { SourceFile } from '../../sql/source-place.ts';
import { TokenList } from '../../sql/tokens/token-list.ts';
import type { Section } from '../revision-file.ts';
import type { Batch } from './batch.ts';

type Problem = ConstructorParameters<typeof BatchSectionError>[0]['problem'];

const COMMANDS = new Set(['insert', 'update', 'delete', 'merge', 'with']);

/** Throws a `BatchSectionError` where no batch can be made of a statement of a section that runs in batches. */
export function checkBatch(section: Section | undefined, source: SourceFile): void {
  const batch = section?.batch;
  if (section === undefined || batch === undefined) return;
  const { direction } = section;
  const facts = { ...source, direction, key: batch.key };
  if (section.statements.length === 0) {
    throw new BatchSectionError({ ...facts, line: section.line, column: 1, problem: 'empty' });
  }
  for (const statement of section.statements) {
    const wrong = problemOf(statement, batch);
    if (wrong !== undefined) {
      throw new BatchSectionError({ ...facts, ...placeAt(statement, wrong.offset), problem: wrong.problem });
    }
  }
}

function problemOf({ sql, rows }: Statement, { key, table }: Batch): { problem: Problem; offset: number } | undefined {
  const first = new TokenList(sql).at(0);
  if (!COMMANDS.has(first.key) || rows !== undefined) return { problem: 'command', offset: 0 };
  const bounds = readBatchBounds(sql, key);
  if ('problem' in bounds) return bounds;
  const written = writesKey(sql, nameParts(table).at(-1) ?? '', key);
  return written === undefined ? undefined : { problem: 'key-written', offset: written };
}

function placeAt({ sql, line, column }: Statement, offset: number): { readonly line: number; readonly column: number } {
  const lines = sql.slice(0, offset).split('\n');
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1 ? { line, column: column + last } : { line: line + lines.length - 1, column: last + 1 };
}
