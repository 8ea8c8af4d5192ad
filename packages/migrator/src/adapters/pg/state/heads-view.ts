import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { StateNames } from './state-names.ts';

/**
 * Applied revisions that no applied one has as a parent or dependency. The links are unnested, so that PostgreSQL
 * hashes them: compared with `any (…)`, every row met every other one, 6 s at 10,000 revisions.
 */
export function headsView(names: StateNames): string {
  return `create or replace view ${names.heads} as
select a.revision, a.slice, a.applied_at from ${names.applied} a
where not exists (select 1 from ${names.applied} c, unnest(c.parents || c.dependencies) below (revision) where below.revision = a.revision)`;
}

/**
 * SQL, for a search path of `pg_catalog`: whether an older Braid made the view. Its rule is looked at, since asking for
 * its text would wait for any lock on it.
 */
export function isOldHeadsView(names: StateNames): string {
  return `coalesce((select strpos(r.ev_action::text, ':funcid ' || 'unnest(anyarray)'::regprocedure::oid || ' ') = 0
from pg_rewrite r where r.ev_class = to_regclass(${quoteLiteral(names.heads)})), false)`;
}

/**
 * Puts the view of today in the place of an older one. Nothing depends on it but how long its readers wait, so whatever
 * is in the way (it is another role's, somebody reads it just now, an event trigger) leaves it as it is.
 */
export function withHeadsView(names: StateNames): string {
  return `do ${quoteLiteral(`begin
  if ${isOldHeadsView(names)} then
    perform set_config('lock_timeout', '100ms', true);
    ${headsView(names)};
  end if;
exception when others then null;
end`)}`;
}
