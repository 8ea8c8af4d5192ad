import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';

/**
 * Statements that make a session as good as new. They do what `DISCARD ALL` does, in a form that a transaction and a
 * pooler accept, and are sent in the revision's own message, so that what it left is gone before another client can get
 * the session.
 */
export interface FreshSession {
  /** Restores the role that the session began with, before the record is written. */
  readonly role: readonly string[];
  /** Resets everything else after the record, which is guarded by a setting. */
  readonly rest: readonly string[];
  /**
   * The same as `rest`, for a message with a record: the record's SELECT calls the functions, so they need no result of
   * their own.
   */
  readonly besideRecord: { readonly calls: readonly string[]; readonly rest: readonly string[] };
  /** Sets a setting to the value that it has while nothing of a revision is in the session. */
  undo(setting: string): string;
  /** Restores what the session's owner must find again; empty if a new session has the same. */
  readonly atEnd: readonly string[];
}

const RESETS: readonly string[] = [
  'reset all',
  'close all',
  'deallocate all',
  'unlisten *',
  'discard temp',
  'discard sequences',
];
const UNLOCK = 'pg_catalog.pg_advisory_unlock_all()';

/** For a session of our own: nothing in it belongs to another client. */
export const OWN_SESSION: FreshSession = {
  role: ['reset session authorization', 'reset role'],
  rest: [...RESETS, `select ${UNLOCK}`],
  besideRecord: { calls: [UNLOCK], rest: RESETS },
  undo: (setting) => `reset ${setting}`,
  atEnd: [],
};

/** What a program had in the session that it passed in, and must find afterwards. */
export interface LentSession {
  readonly user: string;
  /** `none`, or the role that was set. */
  readonly role: string;
  readonly settings: readonly (readonly [name: string, value: string])[];
  /** Limits that would end our own statements or sessions: they are off while Braid uses the session. */
  readonly limits: readonly (readonly [name: string, value: string])[];
  readonly prepared: readonly string[];
  readonly channels: readonly string[];
  /** Advisory locks, as in `pg_locks`: `classid,objid,objsubid,mode`. */
  readonly locks: readonly string[];
}

/** Reads a `LentSession` as one row of JSON, with what cannot be restored: temporary relations and cursors. */
export const LENT_SESSION_QUERY = `select pg_catalog.json_build_object(
  'user', session_user,
  'role', pg_catalog.current_setting('role'),
  'settings', (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(name, setting)), '[]') from pg_catalog.pg_settings
    where source operator(pg_catalog.=) 'session' and name operator(pg_catalog.<>) 'transaction_isolation'),
  'prepared', (select coalesce(pg_catalog.json_agg(name), '[]') from pg_catalog.pg_prepared_statements),
  'channels', (select coalesce(pg_catalog.json_agg(name), '[]') from pg_catalog.pg_listening_channels() as name),
  'locks', (select coalesce(pg_catalog.json_agg(distinct pg_catalog.concat_ws(',', classid, objid, objsubid, mode)), '[]')
    from pg_catalog.pg_locks where locktype operator(pg_catalog.=) 'advisory' and pid operator(pg_catalog.=) pg_catalog.pg_backend_pid()),
  'temporary', (select coalesce(pg_catalog.json_agg(relname), '[]') from pg_catalog.pg_class
    where relnamespace operator(pg_catalog.=) pg_catalog.pg_my_temp_schema() and relkind operator(pg_catalog.<>) 'i'),
  'cursors', (select coalesce(pg_catalog.json_agg(name), '[]') from pg_catalog.pg_cursors where is_holdable)
) as lent`;

/** Like `OWN_SESSION`, but keeps what was there before. */
export function lentSession(lent: LentSession): FreshSession {
  const limits = new Set(lent.limits.map(([name]) => name));
  const settings = lent.settings.filter(([name]) => !limits.has(name)).map(setConfig);
  const rest = [
    resetAll([...limits]),
    ...(settings.length === 0 ? [] : [`select ${settings.join(', ')}`]),
    'close all',
    // What the revision itself listens to is not listed anywhere before it commits.
    'unlisten *',
    ...lent.channels.map((channel) => `listen ${quoteIdentifier(channel)}`),
    'discard temp',
    'discard sequences',
    `do ${quoteLiteral(undoLeft(lent))}`,
  ];
  return {
    role: [
      `set session authorization ${quoteIdentifier(lent.user)}`,
      lent.role === 'none' ? 'set role none' : `set role ${quoteIdentifier(lent.role)}`,
    ],
    rest,
    besideRecord: { calls: [], rest },
    undo: (setting) => (limits.has(setting) ? `set ${setting} = 0` : `reset ${setting}`),
    atEnd: limits.size === 0 ? [] : [`select ${lent.limits.map(setConfig).join(', ')}`],
  };
}

function setConfig([name, value]: readonly [name: string, value: string]): string {
  return `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`;
}

/** One statement, so that no limit of the role can end another one. */
function resetAll(without: readonly string[]): string {
  if (without.length === 0) return 'reset all';
  return `do 'begin reset all; ${without.map((name) => `set ${name} = 0;`).join(' ')} end'`;
}

function undoLeft({ prepared, locks }: LentSession): string {
  return `declare each record; begin
for each in select name from pg_catalog.pg_prepared_statements where name operator(pg_catalog.<>) all (${textArray(prepared)}) loop
  execute pg_catalog.format('deallocate %I', each.name);
end loop;
for each in select distinct classid, objid, objsubid, mode from pg_catalog.pg_locks
  where locktype operator(pg_catalog.=) 'advisory' and pid operator(pg_catalog.=) pg_catalog.pg_backend_pid()
  and pg_catalog.concat_ws(',', classid, objid, objsubid, mode) operator(pg_catalog.<>) all (${textArray(locks)}) loop
  perform case
    when each.objsubid operator(pg_catalog.=) 1 and each.mode operator(pg_catalog.=) 'ShareLock'
      then pg_catalog.pg_advisory_unlock_shared((each.classid::pg_catalog.int8 operator(pg_catalog.<<) 32) operator(pg_catalog.|) each.objid::pg_catalog.int8)
    when each.objsubid operator(pg_catalog.=) 1
      then pg_catalog.pg_advisory_unlock((each.classid::pg_catalog.int8 operator(pg_catalog.<<) 32) operator(pg_catalog.|) each.objid::pg_catalog.int8)
    when each.mode operator(pg_catalog.=) 'ShareLock'
      then pg_catalog.pg_advisory_unlock_shared(each.classid::pg_catalog.int8::pg_catalog.int4, each.objid::pg_catalog.int8::pg_catalog.int4)
    else pg_catalog.pg_advisory_unlock(each.classid::pg_catalog.int8::pg_catalog.int4, each.objid::pg_catalog.int8::pg_catalog.int4)
  end;
end loop;
end`;
}

function textArray(texts: readonly string[]): string {
  return `array[${texts.map(quoteLiteral).join(', ')}]::pg_catalog.text[]`;
}
