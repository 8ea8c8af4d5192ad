import { expect } from 'vitest';
import type { RevisionText } from '../../execute/support/revisions.ts';
import { runner } from '../../execute/support/runner.ts';
import type { FreshDatabase } from '../../support/fresh-database.ts';

/**
 * Nothing is half-applied, lost or run twice: a revision's table is there exactly when its row is, and it ran up once more than down exactly then.
 * Revisions are those of `gatedPlan`.
 */
export async function expectConsistent(database: FreshDatabase): Promise<void> {
  const broken = await database.query(`
    select id, applied, made, ups, downs from (
      select coalesce(a.revision, c.id, r.revision) as id, a.revision is not null as applied, c.id is not null as made,
        coalesce(r.ups, 0) as ups, coalesce(r.downs, 0) as downs
      from (select revision from braid.applied) a
      full join (select substr(relname, 3) as id from pg_class where relkind = 'r' and relname ~ '^t_g') c on c.id = a.revision
      full join (select revision, count(*) filter (where direction = 'up') as ups, count(*) filter (where direction = 'down') as downs
        from public.runs group by 1) r on r.revision = coalesce(a.revision, c.id)
    ) s
    where applied <> made or ups - downs <> applied::int`);
  expect(broken).toEqual([]);
  expect(await database.query('select revision from braid.progress')).toEqual([]);
}

/** The next ordinary run ends at the heads; then all the way down and nothing is left. */
export async function expectWhole(database: FreshDatabase, revisions: readonly RevisionText[]): Promise<void> {
  const { upgrade, downgrade, state } = runner(revisions, database);
  const last = revisions.at(-1)?.id;
  expect((await upgrade()).heads).toEqual([last]);
  expect((await state()).applied).toHaveLength(revisions.length);
  await expectConsistent(database);
  expect((await downgrade()).heads).toEqual([]);
  await expectConsistent(database);
}
