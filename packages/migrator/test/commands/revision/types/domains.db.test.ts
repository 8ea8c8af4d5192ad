import { beforeAll, expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { realProver, shareProvers } from '../../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;
const prover = realProver(() => demo);
beforeAll(() => {
  demo = demoWorkspace({ blog: '' }, prover);
});

const users = (columns: string): string => `const email = p.customType<{ data: string }>({ dataType: () => 'email' });
export const users = p.pgTable('users', { id: p.integer().primaryKey(), ${columns} });`;
const domain = (check: string): void =>
  demo.write('features/blog/sql/email.sql', `create domain email as text check (value like '${check}');`);
const texts = async (message: string): Promise<string> => {
  const { revisions } = await revision(demo.bench(), { message });
  return revisions.map(({ file }) => demo.read(file)).join('\n');
};

test('a domain of sql/ comes before the table, and columns take it on and off', async () => {
  domain('%@%');
  demo.schema('blog', users('mail: email(), other: p.text()'));
  const made = await texts('users');
  expect(made.indexOf('create domain email')).toBeLessThan(made.indexOf('CREATE TABLE "users"'));
  demo.schema('blog', users('mail: p.text(), other: p.text(), third: email()'));
  expect(await texts('off')).toContain('ALTER COLUMN "mail" SET DATA TYPE text');
});

test('a domain that columns use is refused to change, with the way by hand, which leads there', async () => {
  domain('%@%.%');
  await expect(texts('stricter')).rejects.toMatchObject({
    code: 'proof-statement-failed',
    facts: { sqlState: '2BP01' },
    hint: expect.stringMatching(
      /^Columns have this type.*\n?.*migrate revision --slice blog -m "…" --sql-file <file>$/,
    ),
  });
  const checked = (check: string): string =>
    `alter domain email drop constraint email_check;\nalter domain email add constraint email_check check (value like '${check}');\n`;
  demo.write(
    'stricter.sql',
    `-- migrate:upgrade rows="addresses without a dot"\n${checked('%@%.%')}-- migrate:downgrade\n${checked('%@%')}`,
  );
  const { revisions } = await revision(demo.bench(), { message: 'stricter', slice: 'blog', sqlFile: 'stricter.sql' });
  expect(revisions).toHaveLength(1);
  expect(await revision(demo.bench(), { message: 'nothing is left' })).toMatchObject({ revisions: [] });
});
