import { PartitionSyntaxError, PartitionUnfitError } from '../../../errors/files/partition-errors.ts';
import { DuplicateSqlObjectError } from '../../../errors/files/sql-object-errors.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { TableKey } from '../../../schema/entity/table-key.ts';
import type { Partitioning } from '../../../schema/partitioning/partitioning.ts';
import { partitioningLabel } from '../../../schema/partitioning/partitioning-of.ts';
import { readPartitioning } from '../../../schema/partitioning/read-partitioning.ts';
import { unfitTable } from '../../../schema/partitioning/unfit-table.ts';
import { continuedComment, isPartitionComment } from '../../../sql/declaration/partition-comment.ts';
import { scanScript } from '../../../sql/script/scan-script.ts';
import type { SourceFile, SourcePlace } from '../../../sql/source-place.ts';

export interface SqlFileText extends SourceFile {
  readonly text: string;
}

export interface DeclaredPartitioning {
  readonly slice: string;
  readonly place: SourcePlace;
  readonly partitioning: Partitioning;
}

/**
 * How the files in `sql/` partition tables: comments that stand alone in their lines. Indented lines below continue it.
 * Throws a `PartitionSyntaxError` and a `DuplicateSqlObjectError`.
 */
export function readPartitionings(sources: readonly SqlFileText[]): readonly DeclaredPartitioning[] {
  const first = new Map<TableKey, DeclaredPartitioning>();
  for (const { slice, file, text } of sources) {
    const lines = text.split('\n');
    const isMarker = (all: string, at: number): boolean => isPartitionComment(lineAt(all, at));
    for (const part of scanScript(text, { slice, file }, 0, isMarker)) {
      if (part.kind !== 'marker') continue;
      const { line, column, text: comment } = part.marker;
      const place = { slice, file, line, column };
      const whole = [comment, ...continuedComment(lines, line)].join(' ');
      const partitioning = readPartitioning(whole);
      if ('problem' in partitioning)
        throw new PartitionSyntaxError({ ...place, declaration: whole, reason: partitioning.problem });
      const other = first.get(partitioning.table);
      if (other !== undefined)
        throw new DuplicateSqlObjectError({
          ...place,
          object: partitioningLabel(partitioning),
          other: { in: 'file', file: other.place.file, line: other.place.line },
        });
      first.set(partitioning.table, { slice, place, partitioning });
    }
  }
  return [...first.values()];
}

/** The same, where the tables are as the schemas declare them; throws a `PartitionUnfitError` besides. */
export function declaredPartitionings(
  sources: readonly SqlFileText[],
  drizzle: ReadonlyMap<string, readonly SchemaEntity[]>,
): readonly DeclaredPartitioning[] {
  const found = readPartitionings(sources);
  const all = [...drizzle.values()].flat();
  for (const { slice, place, partitioning } of found) {
    const unfit = unfitTable(partitioning, drizzle.get(slice) ?? [], all);
    if (unfit === undefined) continue;
    const { problem: reason, repair } = unfit;
    throw new PartitionUnfitError({ ...place, table: partitioning.table.path, reason, repair });
  }
  return found;
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? text.length : end);
}
