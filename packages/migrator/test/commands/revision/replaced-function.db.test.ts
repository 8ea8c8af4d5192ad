import { expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import { realProver, shareProvers } from '../../proof/real-prover.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();
shareProvers();

const slug = (how: string): string => `
  create or replace function slug(title text) returns text language sql immutable as $$ select ${how}(title) $$;
  create or replace function key(title text) returns text language sql immutable as $$ select 'k-' || public.slug(title) $$;
  create index posts_by_key on posts (key(title));
  create materialized view slugs as select slug from posts;`;

test('what keeps the results of a function that is replaced is reported, and the statements offered compute it again', async () => {
  const prover = realProver(() => demo);
  const demo = demoWorkspace(
    {
      blog: `export const posts = p.pgTable('posts', {
        id: p.integer().primaryKey(), title: p.text(), other: p.text(),
        slug: p.text().generatedAlwaysAs(sql\`slug(title)\`), plain: p.text().generatedAlwaysAs(sql\`upper(other)\`) },
        (t) => [p.index('posts_slug_idx').on(sql\`slug(\${t.title})\`), p.index('posts_plain_idx').on(t.other)]);`,
    },
    prover,
  );
  demo.write('features/blog/sql/functions.sql', slug('lower'));
  const [start] = (await revision(demo.bench(), { message: 'start' })).revisions;
  expect(start?.notes).toEqual([]);
  demo.write('features/blog/sql/functions.sql', slug('upper'));
  const [change] = (await revision(demo.bench(), { message: 'upper' })).revisions;
  expect(change?.notes).toEqual([
    'function slug(text) is replaced, which changes no row and no index: stored column posts.slug, index posts_slug_idx, index posts_by_key, materialized view slugs keep what it gave before. The statements that compute them again are in the file, as a comment.',
  ]);

  const client = await (await freshDatabase()).connect();
  const run = async (text = ''): Promise<void> => {
    const { upgrade } = parseRevisionFile(text, { slice: 'blog', file: 'f.sql' });
    for (const { sql } of upgrade?.statements ?? []) await client.query(sql);
  };
  const rows = async () => (await client.query('select slug, (select slug from slugs) as seen from posts')).rows;
  await run(start?.text);
  await client.query("insert into posts (id, title) values (1, 'Abc'); refresh materialized view slugs");
  await run(change?.text);
  expect(await rows()).toEqual([{ slug: 'abc', seen: 'abc' }]);
  const offered =
    (change?.text ?? '').split('-- migrate:downgrade')[0]?.match(/(?<=^-- )(?:UPDATE|REINDEX|REFRESH) .*(?=;$)/gm) ??
    [];
  expect(offered).toEqual([
    'UPDATE "posts" SET "title" = "title"',
    'REINDEX INDEX "posts_slug_idx"',
    'REINDEX INDEX "posts_by_key"',
    'REFRESH MATERIALIZED VIEW "slugs"',
  ]);
  for (const sql of offered) await client.query(sql);
  expect(await rows()).toEqual([{ slug: 'ABC', seen: 'ABC' }]);
});
