import type { ScriptChanges, ScriptRevision } from '../../../ports/database/offline-script.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { RevisionRecord } from '../../../state/revision-record.ts';
import type { StateChange } from '../../../state/state-change.ts';
import { textArray } from '../state/log.ts';
import { call, callNext } from './calls.ts';
import { beginTransaction, leaseIsOurs, type ScriptContext } from './script-names.ts';
import type { ScriptText } from './script-text.ts';

const skippedReason = 'recorded by a script without being run (--skip-data)';

/** The row of a data revision whose code is not in the script. */
export function addRecordOnly(text: ScriptText, step: ScriptRevision): void {
  const { record } = step;
  const stamp = record.direction === 'upgrade' ? add(record, skippedReason) : remove(record, skippedReason);
  text
    .part(step.title)
    .comment('Its code is not in this script: only its row is written, as by migrate stamp.')
    .add(beginTransaction, callNext(step), stamp, 'commit');
}

/** `stamp`: in the transaction that checked the state and took the lease. */
export function addChanges(text: ScriptText, context: ScriptContext, step: ScriptChanges): void {
  const { names, tag, toolVersion } = context;
  text.comment(step.title);
  if (step.purgeAllBut !== undefined) {
    text.add(
      `with gone as (delete from ${names.applied} where revision <> all (${textArray(step.purgeAllBut)}) returning revision, slice)
insert into ${names.log} (action, event, revision, slice, run_id, message, reason, tool_version)
select 'stamp', 'done', g.revision, g.slice, l.run_id, 'remove', ${tag}, ${quoteLiteral(toolVersion)} from gone g, ${names.lease} l where ${leaseIsOurs(context)}`,
    );
  }
  for (const change of step.changes) text.add(statementOf(change));
}

function statementOf(change: StateChange): string {
  if (change.kind === 'add') return add(change.record);
  if (change.kind === 'remove') return remove(change);
  // Only `repair` makes the other changes, and it has no script.
  throw new TypeError(`A script cannot ${change.kind}.`);
}

function add(record: RevisionRecord, reason?: string): string {
  const { revision, slice, parents, dependencies, checksum } = record;
  const values = [
    quoteLiteral(revision),
    quoteLiteral(slice),
    'true',
    textArray(parents),
    textArray(dependencies),
    quoteLiteral(checksum),
  ];
  return call('braid_stamp', reason === undefined ? values : [...values, quoteLiteral(reason)]);
}

function remove({ revision, slice }: { readonly revision: string; readonly slice: string }, reason?: string): string {
  const values = [quoteLiteral(revision), quoteLiteral(slice), 'false'];
  return call('braid_stamp', reason === undefined ? values : [...values, `p_reason => ${quoteLiteral(reason)}`]);
}
