import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import { ORMS } from '../../adapters/drizzle-0.45/stable-workspace.ts';
import { demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();

const FEATURES = readFileSync(resolve(import.meta.dirname, '../../adapters/drizzle-0.45/many-features.ts'), 'utf8');

test('moving from drizzle-orm 0.45 to 1.0 changes nothing', async () => {
  const demo = demoWorkspace({ app: '' });
  demo.write('features/app/src/schema.ts', FEATURES);
  const use = (orm: string): void => {
    const link = join(demo.root, 'node_modules/drizzle-orm');
    rmSync(link);
    symlinkSync(orm, link);
  };
  use(ORMS.stable);
  const { revisions } = await revision(demo.context(), { message: 'all' });
  expect(revisions).toHaveLength(1);
  const text = demo.read(revisions[0]?.file ?? '');
  expect(text).toContain('organisations_name_unique');
  use(ORMS.next);
  await expect(revision(demo.context(), { message: 'moved' })).rejects.toMatchObject({ code: 'no-changes' });
});
