/**
 * The tenants that do not have each revision exactly once, by their own state, their tables and their log.
 *
 * @param {import('./fleet-of.mjs').Bench} bench
 * @param {string} database
 * @param {readonly string[]} schemas
 * @param {number} revisions
 */
export async function notWhole({ server }, database, schemas, revisions) {
  const wrong = [];
  for (const schema of schemas) {
    const [found] = await server.query(
      database,
      `select json_build_object('applied', (select count(*) from braid_${schema}.applied), 'tables', (select count(*) from pg_tables where schemaname = '${schema}'),
  'twice', (select count(*) from (select revision from braid_${schema}.log where event = 'done' and action in ('upgrade', 'downgrade') group by revision
    having abs(sum(case action when 'upgrade' then 1 else -1 end)) > 1) t))`,
    );
    const { applied, tables, twice } = /** @type {{ applied: number, tables: number, twice: number }} */ (found);
    if (applied !== revisions || tables !== revisions || twice !== 0) wrong.push(schema);
  }
  return wrong;
}
