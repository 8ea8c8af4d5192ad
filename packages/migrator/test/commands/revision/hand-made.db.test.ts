import { beforeAll, describe, expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { snapshot } from '../../../src/commands/snapshot/snapshot.ts';
import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { entityLabel } from '../../../src/schema/entity/catalog.ts';
import { realProver, shareProvers } from '../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;
const prover = realProver(() => demo);

const schema = (total: string, more = ''): string => `
  export const mood = p.pgEnum('mood', ['calm', 'happy']);
  export const ticks = p.pgTable('ticks', { at: p.date().notNull(), n: p.integer()${more} });
  export const bookings = p.pgTable('bookings', {
    id: p.serial().primaryKey(), total: ${total}, note: p.varchar({ length: 50 })${more}, mood: mood(), starts: p.timestamp(), ends: p.timestamp(),
  }, (t) => [p.index('bookings_total').on(t.total), p.check('positive', sql\`total > 0\`)]);
  export const large = p.pgView('large', { id: p.integer() }).as(sql\`select id from bookings where total > 10\`);`;

const TICKS = `-- migrate:upgrade
create table ticks (at date not null, n integer) partition by range (at);
create table ticks_2025 partition of ticks for values from ('2025-01-01') to ('2026-01-01');
create table ticks_rest partition of ticks default;
-- migrate:downgrade lossy="the ticks"
drop table ticks;
`;
const HAND_MADE = `-- migrate:upgrade
create extension btree_gist;
create function touch() returns trigger language plpgsql as $$ begin new.note := trim(new.note); return new; end $$;
create trigger touch before insert or update on bookings for each row execute function touch();
alter table bookings add constraint no_overlap exclude using gist (id with =, tsrange(starts, ends) with &&);
alter table bookings add constraint short check (length(note) < 40);
create policy quiet on bookings for select using (mood = 'calm');
create index bookings_ends on bookings (ends) where ends is not null;
create statistics bookings_stat (dependencies) on note, mood from bookings;
comment on table bookings is 'made by hand';
comment on column bookings.total is 'in euro';
comment on function touch() is 'trims';
comment on index bookings_total is 'for reports';
comment on constraint positive on bookings is 'nothing is free';
create trigger seen before insert on ticks for each row execute function touch();
alter table bookings set (fillfactor = 70);
alter table bookings alter column note set statistics 500;
-- migrate:downgrade
alter table bookings alter column note set statistics -1;
alter table bookings reset (fillfactor);
drop trigger seen on ticks;
comment on constraint positive on bookings is null;
comment on index bookings_total is null;
comment on column bookings.total is null;
comment on table bookings is null;
drop statistics bookings_stat;
drop index bookings_ends;
drop policy quiet on bookings;
alter table bookings drop constraint short;
alter table bookings drop constraint no_overlap;
drop trigger touch on bookings;
drop function touch();
drop extension btree_gist;
`;

const write = async (message: string, more: Partial<Parameters<typeof revision>[1]> = {}) =>
  (await revision(demo.bench(), { message, slice: 'shop', ...more })).revisions;

/** The catalog after all revisions, run one after the other. */
async function catalogNow(): Promise<Catalog> {
  const bench = demo.bench();
  const statements = bench
    .graph()
    .ordered.flatMap((each) => bench.workspace.readRevision(each).upgrade?.statements ?? []);
  return await prover.build([statements.map(({ sql }) => sql)]);
}

/** What Drizzle cannot say of a catalog, as texts. */
function silent({ entities }: Catalog): readonly string[] {
  const kinds = ['trigger', 'function', 'extension', 'statistics'];
  const names = ['no_overlap', 'short', 'quiet', 'bookings_ends', 'ticks_2025', 'ticks_rest'];
  return entities.flatMap((entity) => {
    const { comment, options, statistics, partitionKey } = entity.facts;
    const said = JSON.stringify({ comment, options, statistics, partitionKey });
    const isHandMade = kinds.includes(entity.kind) || names.includes(entity.name);
    return isHandMade || said !== '{}' ? [`${entityLabel(entity)} ${said}`] : [];
  });
}

describe.sequential('what revisions by hand made', () => {
  let before: readonly string[] = [];

  beforeAll(async () => {
    demo = demoWorkspace(
      { shop: schema('p.numeric({ precision: 10, scale: 2 })').replace(/export const ticks.*/, '') },
      prover,
    );
    await write('start');
    demo.write('ticks.sql', TICKS);
    demo.write('hand.sql', HAND_MADE);
    await write('ticks', { sqlFile: 'ticks.sql' });
    await write('by hand', { sqlFile: 'hand.sql' });
    demo.schema('shop', schema('p.numeric({ precision: 10, scale: 2 })'));
    await snapshot(demo.bench());
    before = silent(await catalogNow());
  });

  test('is there', () => {
    const labels = before.map((text) => text.split(' {')[0]);
    for (const label of [
      'trigger public.bookings.touch',
      'trigger public.ticks.seen',
      'constraint public.bookings.no_overlap',
      'function public.touch()',
    ]) {
      expect(labels).toContain(label);
    }
    for (const label of [
      'extension btree_gist',
      'table public.ticks_2025',
      'policy public.bookings.quiet',
      'statistics public.bookings_stat',
    ]) {
      expect(labels).toContain(label);
    }
  });

  test('survives a generated revision of the same tables, with a view, an index and a check that step aside', async () => {
    demo.schema(
      'shop',
      schema('p.numeric({ precision: 12, scale: 2 }).notNull().default(sql`1`)', ', title: p.text()'),
    );
    const [written] = await write('widen');
    expect(written?.text).toContain('DROP VIEW "large"');
    expect(silent(await catalogNow())).toEqual(before);
  });

  test('that must step aside and cannot come back is never lost: the revision is refused and says what it would take along', async () => {
    // A check is dropped for a type of another family; its comment was made by hand. PostgreSQL itself keeps that of the index.
    demo.schema('shop', schema('p.doublePrecision().notNull().default(sql`1`)', ', title: p.text()'));
    await expect(write('retype')).rejects.toMatchObject({
      code: 'proof-catalog-differs',
      message: expect.stringMatching(/constraint public\.bookings\.positive\s+comment: nothing is free -> \(default\)/),
    });
    // Declared in sql/, they come back.
    demo.write(
      'features/shop/sql/comments.sql',
      "comment on index bookings_total is 'for reports';\ncomment on constraint positive on bookings is 'nothing is free';\n",
    );
    demo.schema(
      'shop',
      schema('p.numeric({ precision: 12, scale: 2 }).notNull().default(sql`1`)', ', title: p.text()'),
    );
    await snapshot(demo.bench());
    demo.schema('shop', schema('p.doublePrecision().notNull().default(sql`1`)', ', title: p.text()'));
    const [written] = await write('retype');
    expect(written?.text.match(/comment on constraint positive on bookings is 'nothing is free'/g)).toHaveLength(2);
    expect(written?.text).not.toContain('comment on index');
    expect(silent(await catalogNow())).toEqual(before);
  });
});
