import type { CatalogEntity } from '../entity/catalog.ts';

/** SQL over `pg_policy p`: the whole definition of a policy as one text. */
export const policyText = `concat_ws('|', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end, case when p.polpermissive then 'false' else 'true' end, (select coalesce(string_agg(name, ',' order by name collate "C"), '') from (select case r when 0 then 'public' else quote_ident(pg_get_userbyid(r)) end as name from unnest(p.polroles) r) roles), coalesce(pg_get_expr(p.polqual, p.polrelid), ''), coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''))`;

/** The part after `create policy … on …`. */
export function policyDefinition({ facts }: CatalogEntity): string {
  const { command, restrictive, roles, using, check } = facts;
  return [
    `as ${restrictive === true ? 'restrictive' : 'permissive'}`,
    `for ${String(command)}`,
    `to ${Array.isArray(roles) ? roles.join(', ') : 'public'}`,
    ...(using === undefined ? [] : [`using (${String(using)})`]),
    ...(check === undefined ? [] : [`with check (${String(check)})`]),
  ].join(' ');
}
