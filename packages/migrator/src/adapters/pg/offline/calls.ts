import type { ScriptRevision } from '../../../ports/database/offline-script.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { textArray } from '../state/log.ts';

/** How far a half-run revision must have come. */
export interface HalfWay {
  readonly done: number;
  readonly underWay?: boolean;
  /** How long the lease lives from then on. */
  readonly lasts?: string;
}

/** The guard at the beginning of a transaction; see `revisionProcedures`. */
export function callNext({ record, appliedBefore }: ScriptRevision, halfWay?: HalfWay): string {
  const needs = [...new Set([...record.parents, ...record.dependencies])];
  const values = [
    quoteLiteral(record.revision),
    quoteLiteral(record.direction),
    String(appliedBefore),
    textArray(needs),
  ];
  if (halfWay !== undefined) values.push(String(halfWay.done), String(halfWay.underWay === true));
  if (halfWay?.lasts !== undefined) values.push(halfWay.lasts);
  return call('braid_next', values);
}

export function callRecord({ record }: ScriptRevision, guarded: boolean): string {
  const { revision, slice, direction, parents, dependencies, checksum } = record;
  return call('braid_record', [
    ...[revision, slice, direction].map(quoteLiteral),
    textArray(parents),
    textArray(dependencies),
    quoteLiteral(checksum),
    String(guarded),
  ]);
}

export function call(procedure: string, values: readonly string[]): string {
  return `call pg_temp.${procedure}(${values.join(', ')})`;
}
