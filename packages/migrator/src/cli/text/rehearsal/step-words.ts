import type { RehearsedStep, RehearseResult } from '../../../commands/rehearse/rehearse-result.ts';
import type { Interval } from '../../../rehearsal/project-step.ts';
import { whoWaits } from '../../../sql/statement/lock-mode.ts';
import { bytesText, duration } from '../event-line.ts';
import { count } from '../table.ts';

/** The words for what a step did, for all formats. */
export interface StepWords {
  readonly duration: string;
  readonly wal: string;
  readonly growth: string;
  readonly rows: string;
  readonly locks: readonly string[];
  readonly rewritten: readonly string[];
  readonly scanned: string;
}

const WAITS = { all: 'readers and writers wait', writes: 'writers wait' };

export function stepWords(step: RehearsedStep): StepWords {
  const { projected, rows, locks, locksAre, rewritten, scanned } = step;
  const held = locks.map(({ relation, mode, heldMs }, at) => {
    const waits = whoWaits(mode);
    const why = waits === undefined ? 'readers and writers do not wait' : WAITS[waits];
    return `${mode} on ${relation} for ${upTo(heldMs, projected?.heldMs[at], duration)}: ${why}`;
  });
  return {
    duration: upTo(step.durationMs, projected?.durationMs, duration),
    wal: upTo(step.walBytes, projected?.walBytes, signedBytes),
    growth: `${step.sizeBytes > 0 ? '+' : ''}${upTo(step.sizeBytes, projected?.sizeBytes, signedBytes)}`,
    rows: rowsText(rows),
    locks: [...held, ...(locksAre === 'none' ? ['its locks were not observed'] : [])],
    rewritten: rewritten.map(({ relation, table, bytes }) => {
      const whose = table === null ? '' : ` of ${table}`;
      return `${relation}${whose} (${bytesText(bytes)})`;
    }),
    scanned: scanned.join(', '),
  };
}

/** The measured value, and its upper limit for all rows. */
function upTo(value: number, interval: Interval | undefined, text: (value: number) => string): string {
  if (interval === undefined || interval.high <= value) return text(value);
  return `${text(value)} (up to about ${text(interval.high)})`;
}

function signedBytes(bytes: number): string {
  return bytes < 0 ? `-${bytesText(-bytes)}` : bytesText(bytes);
}

function rowsText(rows: RehearsedStep['rows']): string {
  if (rows === null) return 'rows not counted';
  const { inserted, updated, deleted } = rows;
  const parts = [
    ...(inserted > 0 ? [`${inserted} inserted`] : []),
    ...(updated > 0 ? [`${updated} updated`] : []),
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
  ];
  return parts.length === 0 ? 'no rows written' : `rows: ${parts.join(', ')}`;
}

/** What was rehearsed, in sentences. */
export function copyWords({ source, copy }: RehearseResult): readonly string[] {
  const from = source.database?.display ?? source.dump ?? '';
  if (copy === null) return [`Nothing is pending on ${from}; nothing was copied.`];
  const { sourceVersion, server, tables, bytes, sampled, masked, leftOut } = copy;
  const where = server.kind === 'embedded' ? 'an embedded server' : 'the shadow server';
  return [
    `Rehearsed on a copy of ${from} (PostgreSQL ${sourceVersion}): ${count(tables, 'table')}, ${bytesText(bytes)}, on ${where} of PostgreSQL ${server.version}. The copy is dropped.`,
    ...sampled.map(({ table, copied, all }) => `Copied in part: ${copied} of about ${all} rows of ${table}.`),
    ...(masked.length === 0 ? [] : [`Masked: ${masked.join(', ')}.`]),
    ...leftOut.map((what) => `Not copied: ${what}.`),
  ];
}

/** The outcome, in sentences. */
export function endWords(result: RehearseResult): readonly string[] {
  const { copy, failure, longLocks, maxLockMs, pending, passes } = result;
  if (copy === null) return [];
  const failed =
    failure === null
      ? []
      : [
          `Going ${failure.pass} failed${failure.revision === null ? '' : ` on ${failure.revision}`} [${failure.code}]: ${failure.why}${failure.sqlState === null ? '' : ` (${failure.sqlState})`}.${failure.file === null ? '' : ` See ${failure.file}${failure.line === null ? '' : `:${failure.line}`}.`}`,
        ];
  const locks = longLocks.map(({ pass, revision, mode, relation, heldMs, projectedMs }) => {
    const held = projectedMs === null ? duration(heldMs) : `up to about ${duration(projectedMs)}`;
    return `Going ${pass}, ${revision} holds ${mode} on ${relation} for ${held}; the limit is ${duration(maxLockMs ?? 0)}.`;
  });
  const sampled = copy.sampled.length > 0;
  const note = sampled
    ? ['“Up to about” is an estimate for all rows, computed from the sample; it is not a guarantee.']
    : [];
  const done =
    failure === null && pending.length > 0
      ? [`${count(pending.length, 'revision')} ran ${passes.map(({ pass }) => pass).join(', ')}.`]
      : [];
  return [...failed, ...locks, ...done, ...note];
}
