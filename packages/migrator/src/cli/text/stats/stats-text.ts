import type { StatsResult } from '../../../commands/stats/stats.ts';
import type { NotRead, ProductionStats, TableStats } from '../../../lint/stats/production-stats.ts';
import { shownName } from '../../../sql/names/shown-name.ts';
import { shellWord } from '../command-text.ts';
import { bytesText, duration } from '../event-line.ts';
import type { Style } from '../style.ts';
import { count, table } from '../table.ts';

/** How many tables are shown; the file has all. */
const SHOWN = 20;

/** The largest tables, what could not be read, and what to do with the file. */
export function statsText({ database, stats, file }: StatsResult, style: Style): string {
  const { tables, server, intervalMs } = stats;
  const whole = tables.filter(({ partitionOf }) => partitionOf === null);
  const largest = [...whole].sort((a, b) => bytesOf(b) - bytesOf(a)).slice(0, SHOWN);
  const more = whole.length - largest.length;
  return [
    style.dim(database.display),
    ...(largest.length === 0
      ? []
      : [table([HEADINGS, ...largest.map(row)], (cell, _, at) => (at === 0 ? style.dim(cell) : cell))]),
    ...(more > 0 ? [style.dim(`and ${count(more, 'smaller table')}`)] : []),
    ...stats.notRead.map((each) => `${style.yellow('?')} ${notReadText(each)}`),
    `${count(whole.length, 'table')}, ${bytesText(whole.reduce((sum, each) => sum + bytesOf(each), 0))}, on PostgreSQL ${server.version}${replicas(stats)}. Counters were read twice, ${duration(intervalMs)} apart.`,
    ...(file === null
      ? []
      : [
          `Wrote ${file}. Use it: ${style.typed(`migrate lint --stats ${shellWord(file)}`)}, or name it as "lint.stats" in the configuration.`,
        ]),
  ].join('\n');
}

const HEADINGS = ['table', 'rows', 'heap', 'indexes', 'TOAST', 'reads/s', 'writes/s'];

function row(each: TableStats): readonly string[] {
  const { rows, heapBytes, indexBytes, toastBytes, perSecond } = each;
  return [
    shownName(each),
    rows === null ? 'never analysed' : rows.toLocaleString('en-US'),
    ...[heapBytes, indexBytes, toastBytes].map(bytesText),
    ...[perSecond.reads, perSecond.writes].map((each) => each.toLocaleString('en-US')),
  ];
}

function bytesOf({ heapBytes, indexBytes, toastBytes }: TableStats): number {
  return heapBytes + indexBytes + toastBytes;
}

function replicas({
  server: {
    replicas: { count: number },
  },
}: ProductionStats): string {
  return number === 0 ? '' : ` with ${count(number, 'replica')}`;
}

/** `average widths of columns of orders, items and 3 others were not read: …`. */
function notReadText({ what, of, why }: NotRead): string {
  const others = of.length - 3;
  const named =
    of.length === 0
      ? ''
      : ` of ${of.slice(0, 3).join(', ')}${others > 0 ? ` and ${count(others, 'other table')}` : ''}`;
  return `Not read: ${what}${named}: ${why}.`;
}
