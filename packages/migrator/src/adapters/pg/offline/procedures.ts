import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { stateCodes } from '../state/state-codes.ts';
import { leaseIsOurs, type ScriptContext, scriptCodes, scriptLease } from './script-names.ts';
import { body } from './script-text.ts';

/**
 * Procedures that live as long as the session; without them their text would be in the script once for each revision.
 */
function procedure(signature: string, text: string): string {
  return `create or replace procedure pg_temp.${signature} language plpgsql set search_path = pg_catalog, pg_temp as ${body(text)}`;
}

/**
 * `braid_next` begins every transaction: this session still holds the lease, whose row stays locked to the commit, and
 * everything before it in the script was committed. A client that continues after an error gets no further than there.
 * `braid_record` writes row and log as a run of our own does.
 */
export function revisionProcedures(context: ScriptContext): readonly string[] {
  const { names } = context;
  return [
    procedure(
      `braid_next(p_revision text, p_direction text, p_applied bigint, p_needs text[],
  p_done integer default null, p_under_way boolean default false, p_lasts interval default ${scriptLease})`,
      `begin
  update ${names.lease} set heartbeat_at = clock_timestamp(), expires_at = clock_timestamp() + p_lasts where ${leaseIsOurs(context)};
  if not found then
    raise exception 'this session does not hold the lease of the script' using errcode = '${stateCodes.leaseLost}',
      hint = 'The script did not start, another runner took over, or statements arrived over different sessions (a pooler). Nothing more is run.';
  end if;
  if (select count(*) from ${names.applied}) <> p_applied
    or p_direction = 'upgrade' and (select count(*) from ${names.applied} where revision = any (p_needs)) <> cardinality(p_needs)
    or p_direction = 'downgrade' and exists (select from ${names.applied} where p_revision = any (parents || dependencies))
    or p_done is null and exists (select from ${names.progress})
    or p_done is not null and not exists (
      select from ${names.progress} where revision = p_revision and cardinality(done) = p_done and (intent is not null) = p_under_way) then
    raise exception 'revision % cannot be next: an earlier part of the script did not run', p_revision using errcode = '${scriptCodes.outOfOrder}',
      hint = 'See the first error above. Nothing more is run.';
  end if;
  perform set_config('braid.attempt', run_id || '-' || p_revision, true), set_config('braid.began', extract(epoch from clock_timestamp())::text, true)
  from ${names.lease};
end`,
    ),
    freshProcedure(),
    procedure(
      `braid_record(p_revision text, p_slice text, p_direction text, p_parents text[], p_dependencies text[], p_checksum text, p_guarded boolean)`,
      `declare
  v_token bigint;
  v_run text;
begin
  select token, run_id into v_token, v_run from ${names.lease} where ${leaseIsOurs(context)};
  perform ${names.record}(v_token, v_run, v_run || '-' || p_revision, p_direction, p_revision, p_slice, p_parents, p_dependencies, p_checksum,
    ${quoteLiteral(context.toolVersion)}, p_guarded);
  delete from ${names.progress} where revision = p_revision;
  update ${names.lease} set expires_at = clock_timestamp() + ${scriptLease};
end`,
    ),
  ];
}

/**
 * What a revision created in the temporary schema is dropped with its locks; only the procedures of the script stay.
 */
function freshProcedure(): string {
  return procedure(
    'braid_fresh()',
    `declare each record; begin
  perform pg_advisory_unlock_all();
  for each in select relname as name, case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
      when 'c' then 'type' when 'f' then 'foreign table' else 'table' end as kind
    from pg_class c where relnamespace = pg_my_temp_schema() and relkind in ('r', 'p', 'v', 'm', 'S', 'c', 'f')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')) loop
    execute format('drop %s if exists pg_temp.%I cascade', each.kind, each.name);
  end loop;
  for each in select typname as name, case typtype when 'd' then 'domain' else 'type' end as kind
    from pg_type where typnamespace = pg_my_temp_schema() and typtype in ('d', 'e', 'r') loop
    execute format('drop %s if exists pg_temp.%I cascade', each.kind, each.name);
  end loop;
  for each in select oid::regprocedure as name from pg_proc
    where pronamespace = pg_my_temp_schema() and proname not like 'braid\\_%' loop
    execute format('drop routine if exists %s cascade', each.name);
  end loop;
end`,
  );
}

/** The checkpoints of statements outside a transaction, as the runner makes them. */
export function halfRunProcedures({ names, toolVersion }: ScriptContext): readonly string[] {
  return [
    procedure(
      'braid_half(p_revision text, p_slice text, p_direction text)',
      `begin
  insert into ${names.progress} (revision, slice, direction, run_id, attempt_id)
  select p_revision, p_slice, p_direction, run_id, run_id || '-' || p_revision from ${names.lease};
  insert into ${names.log} (action, event, revision, slice, run_id, attempt_id, tool_version)
  select p_direction, 'started', p_revision, p_slice, run_id, run_id || '-' || p_revision, ${quoteLiteral(toolVersion)} from ${names.lease};
end`,
    ),
    procedure(
      'braid_alone(p_revision text, p_sql text)',
      `begin
  update ${names.progress} set intent = p_sql, updated_at = clock_timestamp() where revision = p_revision;
  perform set_config('default_transaction_read_only', 'off', false);
end`,
    ),
    procedure(
      'braid_done(p_revision text, p_hash text)',
      `begin
  update ${names.progress} set done = done || p_hash, intent = null, updated_at = clock_timestamp() where revision = p_revision;
  update ${names.lease} set expires_at = clock_timestamp() + ${scriptLease};
end`,
    ),
  ];
}

/** Writes or removes a row without running anything. */
export function stampProcedure({ names, tag, toolVersion }: ScriptContext): string {
  return procedure(
    `braid_stamp(p_revision text, p_slice text, p_add boolean, p_parents text[] default '{}', p_dependencies text[] default '{}', p_checksum text default '',
  p_reason text default ${tag})`,
    `begin
  if p_add then
    insert into ${names.applied} (revision, slice, parents, dependencies, checksum, applied_by, duration_ms, tool_version, run_id, attempt_id)
    select p_revision, p_slice, p_parents, p_dependencies, p_checksum, session_user, 0, ${quoteLiteral(toolVersion)}, run_id, run_id from ${names.lease}
    on conflict do nothing;
  else
    delete from ${names.applied} where revision = p_revision;
  end if;
  insert into ${names.log} (action, event, revision, slice, run_id, message, reason, tool_version)
  select 'stamp', 'done', p_revision, p_slice, run_id, case when p_add then 'add' else 'remove' end, p_reason, ${quoteLiteral(toolVersion)} from ${names.lease};
end`,
  );
}
