import type { PartitionReport, PartitionsResult, TableReport } from '../../commands/partitions/partitions-result.ts';
import { bytesText } from './event-line.ts';
import type { Style } from './style.ts';
import { count, table } from './table.ts';

/** For each table: its partitions, what was created, and problems. */
export function partitionsText(result: PartitionsResult, style: Style): string {
  if (result.tables.length === 0)
    return result.action === 'list'
      ? 'No file in sql/ declares how a table is partitioned.'
      : 'No file in sql/ declares a table that is partitioned by time.';
  return result.tables.map((each) => tableText(each, result, style)).join('\n\n');
}

function tableText(report: TableReport, result: PartitionsResult, style: Style): string {
  const { made, dropped, missing, expired, problems, state } = report;
  const lines = [`${style.bold(report.table)}  ${style.dim(report.declaration.replace(/^-- /, ''))}`];
  if (state === 'hypertable') lines.push('TimescaleDB creates its chunks.');
  if (result.action === 'list' && report.partitions.length > 0) lines.push(listed(report.partitions, style));
  for (const name of made) lines.push(`${style.green('+')} ${name}`);
  for (const name of dropped) lines.push(`${style.red('-')} ${name}`);
  const isTold = result.action === 'list' || result.dryRun;
  for (const name of isTold ? missing : []) lines.push(`${style.yellow('·')} ${name} is missing`);
  if (expired.length > 0)
    lines.push(`${count(expired.length, 'partition')} older than retained: ${expired.join(', ')}`);
  for (const { message, repair } of problems) lines.push(`${style.red('✗')} ${message}`, `  → ${repair}`);
  if (result.action === 'ensure' && !report.isByTime) lines.push('Revisions create its partitions.');
  if (lines.length === 1 && state === 'partitioned') lines.push(`${style.green('✓')} Nothing is missing.`);
  return lines.join('\n');
}

function listed(partitions: readonly PartitionReport[], style: Style): string {
  const rows = partitions.map(({ name, bound, rows: counted, bytes }) => [
    `  ${name}`,
    bound.replace(/^FOR VALUES /, ''),
    counted === null ? '' : `${counted} rows`,
    bytesText(bytes),
  ]);
  return table(rows, (cell, column) => (column === 1 ? style.dim(cell) : cell));
}
