import type { OfflineScript } from '../../../ports/database/offline-script.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { textArray } from '../state/log.ts';
import { createState, stateCreationLock, stateFormat } from '../state/state-schema.ts';
import { checkStart } from './check-start.ts';
import { halfRunProcedures, revisionProcedures, stampProcedure } from './procedures.ts';
import {
  beginTransaction,
  freshSession,
  leaseIsOurs,
  ownSearchPath,
  type ScriptContext,
  scriptCodes,
  scriptLease,
} from './script-names.ts';
import { block, type ScriptText } from './script-text.ts';

/** A session as a run of our own has it, outside any transaction. */
export function addPreamble(text: ScriptText): void {
  text.part('The session: as opened, in UTF-8, outside a transaction.').add(
    ...freshSession,
    block(`begin
  if pg_catalog.now() operator(pg_catalog.<>) pg_catalog.statement_timestamp() then
    raise exception 'this script makes its own transactions and runs in none' using errcode = '${scriptCodes.unfit}',
      hint = 'Run it without psql -1 (--single-transaction), with AUTOCOMMIT on.';
  end if;
end`),
  );
}

/** Creates the state if it is missing, in a transaction that is already open. */
export function ensureStateStatements({ names }: ScriptContext): readonly string[] {
  const create = createState(names).map((sql) => `    execute ${quoteLiteral(sql)};`);
  return [
    block(`begin
  perform pg_advisory_xact_lock(${stateCreationLock(names)});
  if to_regclass(${quoteLiteral(names.format)}) is null then
${create.join('\n')}
  elsif exists (select from ${names.format} where version > ${stateFormat}) then
    raise exception 'the state in schema % was made by a newer Braid', ${quoteLiteral(names.schema)} using errcode = '${scriptCodes.unfit}',
      hint = 'Make the script with that version.';
  end if;
end`),
  ];
}

/** The runner's checks of a server. */
export const checkServer = block(`begin
  if current_setting('server_version_num')::int < 140000 then
    raise exception 'PostgreSQL % is too old', current_setting('server_version') using errcode = '${scriptCodes.unfit}', hint = 'It needs 14 or newer.';
  end if;
  if current_setting('server_encoding') <> 'UTF8' or current_setting('standard_conforming_strings') <> 'on' then
    raise exception 'the database is in %, standard_conforming_strings is %', current_setting('server_encoding'), current_setting('standard_conforming_strings')
      using errcode = '${scriptCodes.unfit}', hint = 'It must be in UTF8 with standard_conforming_strings on.';
  end if;
  if current_setting('default_transaction_read_only') = 'on' then
    raise exception 'default_transaction_read_only is on' using errcode = '${scriptCodes.unfit}', hint = 'Connect to the primary with a role that may write.';
  end if;
end`);

export function openTransaction(text: ScriptText): ScriptText {
  return text.add(
    beginTransaction,
    ownSearchPath,
    `set local lock_timeout = '30s'`,
    `set local statement_timeout = '60s'`,
  );
}

/**
 * Everything that must hold before the first revision, and the lease; all in one transaction, so that a refusal leaves
 * no trace.
 */
export function addStart(text: ScriptText, context: ScriptContext, script: OfflineScript): void {
  text.part('The right state, and the right to work: a refusal here changes nothing.');
  openTransaction(text).add(checkServer, ...ensureStateStatements(context), acquire(context));
  if (script.start !== undefined) text.add(checkStart(context, script));
  const has = (kind: string) => script.steps.some((step) => step.kind === kind);
  if (script.steps.some((step) => step.kind !== 'changes')) text.add(...revisionProcedures(context));
  if (has('half-run')) text.add(...halfRunProcedures(context));
  if (has('record') || has('changes')) text.add(stampProcedure(context));
}

function acquire(context: ScriptContext): string {
  const { names, runs, tag, toolVersion } = context;
  return block(`declare
  v_holder record;
  v_run text := 'script-' || replace(gen_random_uuid()::text, '-', '');
begin
  select l.run_id, l.host, l.pid, l.runs, l.since, l.expires_at into v_holder from ${names.lease} l for update;
  if v_holder.run_id is not null and v_holder.expires_at > clock_timestamp() then
    raise exception 'another runner is at work: % on % (process %) since %', v_holder.runs, v_holder.host, v_holder.pid, v_holder.since
      using errcode = '${scriptCodes.busy}',
      hint = format('Run the script again when it is done. You need not unlock a dead runner: its lease ends at %s.', v_holder.expires_at);
  end if;
  if exists (select from ${names.progress}) then
    raise exception 'revision % is half-way through its %', (select revision from ${names.progress} order by since limit 1),
      (select direction from ${names.progress} order by since limit 1) using errcode = '${scriptCodes.wrongState}',
      hint = 'Finish it first: migrate upgrade (or downgrade) continues where it stopped. See migrate status.';
  end if;
  update ${names.lease} set token = token + 1, run_id = v_run, host = coalesce(host(inet_client_addr()), 'local'), pid = pg_backend_pid(),
    runs = ${quoteLiteral(runs)}, since = clock_timestamp(), heartbeat_at = clock_timestamp(), expires_at = clock_timestamp() + ${scriptLease};
  insert into ${names.log} (action, event, run_id, message, reason, tool_version)
  values ('run', 'started', v_run, ${quoteLiteral(runs)}, ${tag}, ${quoteLiteral(toolVersion)});
end`);
}

/**
 * Releases the lease and records how the run ended, even if the client continued after an error. `undefined`: whatever
 * is applied is right.
 */
export function addEnd(text: ScriptText, context: ScriptContext, applied: readonly string[] | undefined): void {
  const { names, tag, toolVersion } = context;
  const complete =
    applied === undefined
      ? 'true'
      : `(select coalesce(array_agg(revision order by revision collate "C"), '{}') from ${names.applied}) = ${textArray([...applied].sort(byBytes))}`;
  text.add(
    block(`declare
  v_run text;
  v_complete boolean;
begin
  select run_id into v_run from ${names.lease} where ${leaseIsOurs(context)} for update;
  if v_run is null then
    raise exception 'nothing was run: this session does not hold the lease of the script' using errcode = '${scriptCodes.outOfOrder}';
  end if;
  v_complete := not exists (select from ${names.progress}) and ${complete};
  insert into ${names.log} (action, event, run_id, message, reason, tool_version)
  values ('run', case when v_complete then 'done' else 'failed' end, v_run,
    case when v_complete then null else 'a script did not reach its end' end, ${tag}, ${quoteLiteral(toolVersion)});
  update ${names.lease} set run_id = null, host = null, pid = null, runs = null, since = null, heartbeat_at = null, expires_at = null;
  if not v_complete then
    raise warning 'the script did not reach its end' using hint = 'See the first error above, and migrate status.';
  end if;
end`),
    'commit',
  );
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
