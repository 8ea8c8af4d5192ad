import { beforeAll, expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { realProver, shareProvers } from '../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;
const prover = realProver(() => demo);
beforeAll(() => {
  demo = demoWorkspace({ blog: '' }, prover);
});

const LOWERED = `const precise = p.customType<{ data: string }>({ dataType: () => 'timestamp(9)' });
export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), at: precise() });`;

const IGNORED = `export const posts = p.pgTable('posts', { id: p.integer().primaryKey() }, (t) => [
  p.pgPolicy('mine', { to: ['public', 'pg_monitor'], using: sql\`id > 1\` }),
]);`;

test.each([
  [LOWERED, 'column posts.at: its type is timestamp(6) without time zone'],
  [IGNORED, 'policy posts.mine: its roles: public (declared: pg_monitor, public)'],
])('what PostgreSQL lowers or ignores in silence is refused by name', async (schema, said) => {
  demo.schema('blog', schema);
  await expect(revision(demo.bench(), { message: 'posts' })).rejects.toMatchObject({
    code: 'built-otherwise',
    facts: { things: [said] },
  });
  expect(demo.bench().graph().size).toBe(0);
});

test('unique constraints that CREATE TABLE would merge are both there, up, down and on a table that grows', async () => {
  const posts = (more: string): string => `export const posts = p.pgTable('posts', {
    id: p.integer().primaryKey().unique('posts_id_unique'), slug: p.text().unique('posts_slug'), ${more}
  }, (t) => [p.unique('posts_slug_again').on(t.slug), p.unique('posts_slug_third').on(t.slug)]);`;
  demo.schema('blog', posts(''));
  const { revisions } = await revision(demo.bench(), { message: 'posts' });
  const text = demo.read(revisions[0]?.file ?? '');
  expect(text).toContain('ADD CONSTRAINT "posts_slug_third" UNIQUE("slug")');
  demo.schema('blog', posts("more: p.text().unique('a').notNull()"));
  await revision(demo.bench(), { message: 'more' });
  demo.schema('blog', '');
  await revision(demo.bench(), { message: 'gone', allowEmpty: true });
});
