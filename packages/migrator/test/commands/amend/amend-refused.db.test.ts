import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { type Feature, feature } from './amend-kit.ts';

const BASE = "export const base = p.pgTable('base', { id: p.integer().primaryKey() });\n";
const MORE = BASE.replace(' })', ', n: p.integer() })');
const MOST = BASE.replace(' })', ', n: p.text() })');

/** `base` and `more` as revisions of slice shop, neither committed. */
async function unpublished(): Promise<Feature> {
  const it = await feature({ shop: BASE });
  expect(await it.answer('revision', '-m', 'base')).toMatchObject({ exitCode: 0 });
  it.schema('shop', MORE);
  expect(await it.answer('revision', '-m', 'more')).toMatchObject({ exitCode: 0 });
  return it;
}

const refused = (problem: string, more: object = {}) => ({
  exitCode: 1,
  error: { code: 'rewrite-refused', facts: { problem, ...more } },
});

test('what others may have is not written again, whichever way they have it', async () => {
  const it = await unpublished();
  const before = it.files('shop');
  it.commit();
  it.schema('shop', MOST);
  const ref = async () => await it.answer('amend');
  // On main itself, nobody has it yet.
  it.git('tag', 'v1');
  expect(await ref()).toMatchObject(refused('published', { ref: 'v1' }));
  it.git('tag', '-d', 'v1');
  it.git('checkout', '-qb', 'feature');
  expect(await ref()).toMatchObject(refused('published', { ref: 'main' }));
  it.git('branch', '-qm', 'main', 'other');
  it.git('update-ref', 'refs/remotes/origin/topic', 'HEAD');
  expect(await ref()).toMatchObject(refused('published', { ref: 'origin/topic' }));
  // It was removed there since; somebody may have it all the same.
  it.git('stash', '-q');
  it.git('rm', '-qr', 'features/shop/migrations');
  it.git('-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'gone');
  it.git('update-ref', 'refs/remotes/origin/topic', 'HEAD');
  it.git('reset', '-q', '--hard', 'HEAD~1');
  it.git('stash', 'pop', '-q');
  expect(await ref()).toMatchObject(refused('published', { ref: 'origin/topic' }));
  expect(it.files('shop')).toEqual(before);
  // Its hint.
  expect(await it.answer('revision', '-m', 'on top', '--slice', 'shop')).toMatchObject({ exitCode: 0 });
});

test('applied elsewhere, needed by others, by hand, and nothing left', async () => {
  const it = await unpublished();
  it.schema('shop', MOST);
  const [staging, nowhere] = [await freshDatabase(), 'postgres://nobody:x@127.0.0.1:1/nothing'];
  expect(await it.migrate('upgrade', '--url', staging.url)).toMatchObject({ exitCode: 0 });
  it.configure({ environments: { staging: { url: staging.url }, unset: { urlVariable: 'NOT_SET_ANYWHERE' } } });
  expect(await it.answer('amend')).toMatchObject(refused('applied-elsewhere', { environments: ['staging'] }));
  it.configure({ environments: { far: { url: nowhere }, unset: { urlVariable: 'NOT_SET_ANYWHERE' } } });
  const unsure = await it.answer('amend');
  expect(unsure).toMatchObject({ error: { code: 'confirmation-required' } });
  expect(JSON.stringify(unsure)).toContain('far may have it, and does not answer');
  it.configure({});

  it.schema('shop', BASE);
  expect(await it.answer('amend')).toMatchObject(refused('nothing-left'));
  it.schema('shop', MORE);
  const id = /[0-9a-f]{12}/.exec(it.newest('shop'))?.[0] ?? '';
  it.write('features/b/slice.json', '{ "label": "b" }');
  it.schema('b', 'export {};');
  expect(await it.answer('revision', '-m', 'b', '--slice', 'b', '--empty', '--depends-on', id)).toMatchObject({
    exitCode: 0,
  });
  expect(await it.answer('amend', '--slice', 'shop')).toMatchObject(refused('needed'));
  expect(await it.answer('amend', '--slice', 'b')).toMatchObject(refused('by-hand'));
  expect(await it.answer('amend')).toMatchObject({ exitCode: 2, error: { code: 'slice-required' } });
});

test('half run, here or elsewhere', async () => {
  const it = await unpublished();
  it.schema('shop', MOST);
  const id = /[0-9a-f]{12}/.exec(it.newest('shop'))?.[0] ?? '';
  const staging = await freshDatabase();
  expect(await it.migrate('upgrade', '--url', staging.url)).toMatchObject({ exitCode: 0 });
  it.configure({ environments: { staging: { url: staging.url } } });
  const onlyBegun = `with gone as (delete from braid.applied where revision = '${id}' returning *)
insert into braid.progress (revision, slice, direction, run_id, attempt_id) select revision, slice, 'upgrade', run_id, attempt_id from gone`;
  await staging.query(onlyBegun);
  const before = it.files('shop');
  expect(await it.answer('amend')).toMatchObject(refused('applied-elsewhere', { environments: ['staging'] }));
  it.configure({});
  expect(await it.migrate('upgrade')).toMatchObject({ exitCode: 0 });
  await it.database.query(onlyBegun);
  expect(await it.answer('amend')).toMatchObject(refused('half-run'));
  expect(await it.answer('squash', '--unpublished')).toMatchObject(refused('half-run'));
  expect(it.files('shop')).toEqual(before);
});

test('only databases of development are touched', async () => {
  const it = await unpublished();
  it.schema('shop', MOST);
  it.configure({ environments: { production: { url: it.database.url, protected: true } } });
  expect(await it.answer('amend', '--yes', '--allow-remote')).toMatchObject({
    exitCode: 2,
    error: { code: 'not-a-development-database', facts: { problem: 'protected', environment: 'production' } },
  });
  it.configure({});
  const remote = it.database.url.replace(/@[^/]+/, '@db.example.invalid:5432');
  expect(await it.answer('amend', '--url', remote)).toMatchObject({
    error: { code: 'not-a-development-database', facts: { problem: 'remote' } },
  });
  // A run in production has left its mark, whatever this checkout knows of it.
  await it.answer('upgrade');
  it.configure({ environments: { production: { url: it.database.url, protected: true } } });
  expect(await it.answer('downgrade', 'shop@-1', '--yes')).toMatchObject({ exitCode: 0 });
  it.configure({});
  expect(await it.answer('amend')).toMatchObject({ error: { facts: { environment: 'production' } } });
  expect(await it.answer('amend', '-m', 'two\nlines')).toMatchObject({ exitCode: 2 });
});

test('without git nobody knows what others have', async () => {
  const it = await unpublished();
  rmSync(`${it.root}/.git`, { recursive: true });
  expect(await it.answer('amend')).toMatchObject({ exitCode: 1, error: { code: 'git-failed' } });
});
