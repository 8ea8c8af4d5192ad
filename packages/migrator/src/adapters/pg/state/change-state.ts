import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { Lease } from '../../../state/lease.ts';
import type { StateChange } from '../../../state/state-change.ts';
import type { PgConnection } from '../connection/connection.ts';
import { insertLog, literal, textArray } from './log.ts';
import type { StateNames } from './state-names.ts';

/** `stamp` and `repair`: rows change, nothing runs; each change is logged with its reason; all or nothing. */
export async function changeState(
  connection: PgConnection,
  lease: Lease,
  action: 'stamp' | 'repair',
  changes: readonly StateChange[],
  reason: string | undefined,
): Promise<void> {
  const { names, options } = connection;
  const script = connection
    .transaction()
    .add(`select ${names.fence}(${lease.token}, ${quoteLiteral(lease.request.runId)})`);
  for (const change of changes) {
    for (const sql of statementsOf(connection, lease, change)) script.add(sql);
    const revision = change.kind === 'add' ? change.record.revision : change.revision;
    const slice = change.kind === 'add' ? change.record.slice : change.slice;
    const note = { action, event: 'done', revision, slice, message: change.kind } as const;
    script.add(insertLog(names.log, lease, reason === undefined ? note : { ...note, reason }, options.toolVersion));
  }
  await connection.own(action === 'stamp' ? 'Stamping' : 'Repairing the state', script.add('commit'));
}

function statementsOf(connection: PgConnection, lease: Lease, change: StateChange): readonly string[] {
  const { names, options } = connection;
  if (change.kind === 'add') {
    const { record } = change;
    const { origin } = record;
    const [column, value] = origin === undefined ? ['', ''] : [', origin', `, ${literal(origin)}`];
    return [
      ...(origin === undefined ? [] : [withOrigin(names)]),
      `insert into ${names.applied} (revision, slice, parents, dependencies, checksum, applied_by, duration_ms, tool_version, run_id, attempt_id${column})
values (${literal(record.revision)}, ${literal(record.slice)}, ${textArray(record.parents)}, ${textArray(record.dependencies)}, ${literal(record.checksum)},
session_user, 0, ${literal(options.toolVersion)}, ${literal(lease.request.runId)}, ${literal(lease.request.runId)}${value}) on conflict do nothing`,
    ];
  }
  const where = `where revision = ${quoteLiteral(change.revision)}`;
  switch (change.kind) {
    case 'remove':
      return [`delete from ${names.applied} ${where}`, `delete from ${names.progress} ${where}`];
    case 'accept-checksum':
      return [`update ${names.applied} set checksum = ${quoteLiteral(change.checksum)} ${where}`];
    case 'drop-half-run':
      return [`delete from ${names.progress} ${where}`];
    case 'settle-half-run':
      return [
        change.done
          ? `update ${names.progress} set done = done || encode(sha256(convert_to(intent, 'UTF8')), 'hex'), intent = null ${where} and intent is not null`
          : `update ${names.progress} set intent = null ${where}`,
      ];
  }
}

/** Adds the column to a state that was made before there was one. */
function withOrigin(names: StateNames): string {
  return `do ${quoteLiteral(`begin
  if not exists (select from pg_catalog.pg_attribute
      where attrelid = ${quoteLiteral(names.applied)}::regclass and attname = 'origin' and not attisdropped) then
    alter table ${names.applied} add column origin text;
  end if;
end`)}`;
}
