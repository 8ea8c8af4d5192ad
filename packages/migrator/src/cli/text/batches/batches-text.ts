import type { BatchesResult } from '../../../commands/batches/batches.ts';
import type { BatchStatus } from '../../../commands/shared/batch-status.ts';
import { batchText } from '../event-line.ts';
import type { Style } from '../style.ts';

/** What `migrate batches` prints. */
export function batchesText({ action, finished, batches }: BatchesResult, style: Style): string {
  const done = finished.map((revision) => `${style.green('✓')} finished ${revision}`);
  const open = batches.map((batch) => backgroundLine(batch, style));
  const details = action === 'show' ? batches.flatMap(detailLines) : [];
  const lines = [...done, ...open, ...details];
  if (lines.length > 0) return lines.join('\n');
  return action === 'cancel'
    ? 'Cancelled. What is done stays, and the revision stays applied; see migrate log.'
    : 'No batches in the background.';
}

/** `8f3c2a1b9d04 is running at 63%, 41,000 rows/s, 2 min 5 s left, on ci-7 (pid 42)`. */
export function backgroundLine(batch: BatchStatus, style: Style): string {
  const { revision, background } = batch;
  const at = batchText(batch);
  const mark = style.yellow('!');
  if (background?.failure !== undefined) {
    const [why = ''] = background.failure.split('\n');
    return `${style.red('✗')} ${revision} failed at ${at}: ${why}\n    ${style.cyan('→')} ${style.typed(`migrate batches retry ${revision}`)}`;
  }
  if (background?.wanted === 'pause') {
    const by = background.orderedBy === undefined ? '' : ` by ${background.orderedBy}`;
    return `${mark} ${revision} is paused${by} at ${at}\n    ${style.cyan('→')} ${style.typed(`migrate batches resume ${revision}`)}`;
  }
  const worker = background?.worker;
  if (worker === undefined || worker.expired) {
    return `${mark} ${revision} waits for a worker at ${at}\n    ${style.cyan('→')} ${style.typed('migrate batches work')}`;
  }
  return `${mark} ${revision} is ${batch.pausedFor === null ? 'running' : 'waiting'} at ${at}, on ${worker.host} (pid ${worker.pid})`;
}

function detailLines({ slice, table, batches, keys, rows, size, since, updatedAt, failed, background }: BatchStatus) {
  const number = (amount: number) => amount.toLocaleString('en-US');
  const values: readonly (readonly [string, string])[] = [
    ['slice', slice],
    ['table', table],
    ['batches', `${number(batches)}, the next one with ${number(background?.size ?? size)} rows`],
    ['rows', `${number(keys)} walked over, ${number(rows)} changed`],
    ['since', since],
    ['last batch', updatedAt],
    ...failed.map(({ key, said }): [string, string] => ['left out', `${key.join(', ')}: ${said}`]),
    ...(background?.failure === undefined ? [] : [['failure', background.failure] as const]),
  ];
  return values.map(([name, value]) => `  ${name.padEnd(11)} ${value.replaceAll('\n', `\n${' '.repeat(14)}`)}`);
}
