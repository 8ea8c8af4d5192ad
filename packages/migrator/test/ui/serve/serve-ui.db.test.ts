import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { openUi } from '../support/open-ui.ts';

const HOSTILE = `<script>alert("x")</script>\u202egnp'--`;

test('every view of a workspace and its databases, and what changes is told', async () => {
  const [database, staging] = [await freshDatabase(), await freshDatabase()];
  const project = sliceWorkspace(database);
  project.configure({
    environments: {
      staging: { url: staging.url },
      gone: { url: 'postgres://nobody:hunter2@127.0.0.1:1/none' },
      unset: { urlVariable: 'NOWHERE_URL' },
    },
  });
  project.revision('aaaa1111', '', {
    up: `create table orders (id bigint primary key, note text default '${HOSTILE.replaceAll("'", "''")}');\ncomment on table orders is '${HOSTILE.replaceAll("'", "''")}';`,
    down: 'drop table orders;',
  });
  project.revision('bbbb2222', 'aaaa1111', {
    up: `create table "<script>items" (id int primary key, "order" bigint not null references orders);`,
    down: 'drop table "<script>items";',
    downMarker: ' lossy="all items"',
  });
  expect((await project.migrate('upgrade', 'aaaa1111')).exitCode).toBe(0);
  const ui = await openUi(project.root, { DATABASE_URL: database.url });
  const news = await ui.listen();

  const pages = [
    '/',
    '/?slice=shop',
    '/revisions/aaaa1111',
    '/revisions/bbbb2222',
    '/databases',
    '/databases/staging',
    '/databases/DATABASE_URL',
    '/databases/gone',
    '/databases/unset',
    '/schema',
    '/schema?at=aaaa1111&with=heads',
    '/merge',
  ];
  const texts = new Map<string, string>();
  for (const page of pages) {
    const { status, text, headers } = await ui.get(page);
    expect([page, status], text).toEqual([page, 200]);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    texts.set(page, text);
  }
  const parts = [
    '/later/difference/bbbb2222',
    '/later/drift/DATABASE_URL',
    '/later/health/DATABASE_URL',
    '/later/schema?at=heads',
    '/later/schema?at=aaaa1111&with=heads',
    '/later/schema?at=environment:DATABASE_URL&with=heads',
    '/later/schema?slice=shop',
    '/later/schema?table=public.orders',
    '/later/join/shop',
  ];
  for (const part of parts) {
    const { status, text } = await ui.get(part);
    expect([part, status], text).toEqual([part, 200]);
    texts.set(part, text);
  }
  for (const [page, text] of texts) {
    // What files and databases say is text, and no secret is in it.
    expect(
      text.replace(/<script (?:src="\/assets\/page\.js" defer|type="application\/json" id="graph-data")>/g, ''),
      page,
    ).not.toContain('<script');
    expect(text, page).not.toMatch(/hunter|\u202e/);
  }
  expect(texts.get('/')).toContain('"bbbb2222"');
  expect(texts.get('/databases')).toContain('127.0.0.1:1/none');
  expect(texts.get('/databases/gone')).toContain('Nothing is known about this database');
  expect(texts.get('/databases/unset')).toContain('NOWHERE_URL');
  expect(texts.get('/databases/DATABASE_URL')).toContain('bbbb2222');
  expect(texts.get('/databases/staging')).toContain('No runs yet.');
  expect(texts.get('/revisions/bbbb2222')).toContain('The downgrade loses data');
  expect(texts.get('/revisions/bbbb2222')).toContain('pending');
  expect(texts.get('/later/difference/bbbb2222')).toContain('+ table public.&lt;script&gt;items');
  expect(texts.get('/later/drift/DATABASE_URL')).toContain('It matches what its revisions build.');
  expect(texts.get('/later/health/DATABASE_URL')).toContain('by 2');
  expect(texts.get('/later/schema?at=aaaa1111&with=heads')).toContain('+ table public.&lt;script&gt;items');
  expect(texts.get('/later/schema?slice=shop')).toContain('<svg class="erd');
  expect((await ui.get('/revisions/nothere')).status).toBe(404);
  expect((await ui.get('/databases/nothere')).status).toBe(404);

  // Another terminal runs something.
  expect((await project.migrate('upgrade', 'heads')).exitCode).toBe(0);
  await waitFor('the news of the run', () => news.heard.includes('database DATABASE_URL'));
  await waitFor('the page after the run', async () =>
    (await ui.get('/databases/DATABASE_URL')).text.includes('Nothing is pending.'),
  );

  // A file appears, and one is edited after it was applied.
  project.revision('cccc3333', 'bbbb2222', { up: 'alter table orders add n int;', down: 'alter table orders drop n;' });
  await waitFor('the news of the file', () => news.heard.includes('files'));
  await waitFor('the new revision', async () => (await ui.get('/')).text.includes('"cccc3333"'));
  const file = join(project.root, 'features/shop/migrations/1_aaaa1111_x.sql');
  writeFileSync(file, readFileSync(file, 'utf8').replace('bigint primary', 'bigint not null primary'));
  await waitFor('the edited file', async () =>
    (await ui.get('/databases/DATABASE_URL')).text.includes('applied-file-edited'),
  );
  expect(ui.failures).toEqual([]);
});

test('the database is only looked at: its session cannot write, and ends with the page', async () => {
  const database = await freshDatabase();
  const project = sliceWorkspace(database);
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  expect((await project.migrate('upgrade', 'heads')).exitCode).toBe(0);
  const before = await database.query('select count(*)::int as n, max(id)::int as last from braid.log');
  const ui = await openUi(project.root, { DATABASE_URL: database.url });
  const news = await ui.listen();
  for (const page of ['/', '/databases', '/databases/DATABASE_URL', '/revisions/aaaa1111']) await ui.get(page);
  const sessions = () =>
    database.query(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'braid' and pid <> pg_backend_pid()`,
    );
  await waitFor('the one session', async () => (await sessions()).length === 1);
  // What the session would answer to whoever wanted to write on it.
  const [{ query } = {}] = await database.query(
    `select query from pg_stat_activity where datname = current_database() and application_name = 'braid'`,
  );
  expect(String(query)).toMatch(/read only|set local/);
  expect(await database.query('select count(*)::int as n, max(id)::int as last from braid.log')).toEqual(before);
  news.stop();
  await ui.close();
  await waitFor('no session', async () => (await sessions()).length === 0);
});

test('a run that waits is shown with whom it waits for, and a failed one with why', async () => {
  const database = await freshDatabase();
  const project = sliceWorkspace(database);
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  project.revision('bbbb2222', 'aaaa1111', { up: 'alter table t add n int;', down: 'alter table t drop n;' });
  project.revision('cccc3333', 'bbbb2222', { up: 'select 1 / 0;', down: '' });
  expect((await project.migrate('upgrade', 'aaaa1111')).exitCode).toBe(0);
  const ui = await openUi(project.root, { DATABASE_URL: database.url });
  await ui.listen();
  const blocker = await database.connect();
  await blocker.query('begin; lock table t in access share mode');
  const running = project.migrate('upgrade', 'heads');
  const page = async () => (await ui.get('/databases/DATABASE_URL')).text;
  const waiting = await waitFor('the run that waits', async () => {
    const text = await page();
    return text.includes('blocks it') && text;
  });
  expect(waiting).toContain('upgrade heads');
  await blocker.query('rollback');
  expect((await running).exitCode).toBe(1);
  const failed = await waitFor('the failure', async () => {
    const text = await page();
    return text.includes('The last run failed') && text;
  });
  expect(failed).toContain('division by zero');
  expect(ui.failures).toEqual([]);
});

test('broken files are said on every view, and mended ones shown again', async () => {
  const database = await freshDatabase();
  const project = sliceWorkspace(database);
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  const ui = await openUi(project.root, { DATABASE_URL: database.url });
  await ui.listen();
  expect((await ui.get('/')).status).toBe(200);
  project.revision('bbbb2222', 'nothere1', { up: 'select 1;' });
  const broken = await waitFor('the broken file', async () => {
    const answer = await ui.get('/');
    return answer.status === 409 && answer;
  });
  expect(broken.text).toContain('nothere1');
  expect((await ui.get('/databases')).text).toContain('nothere1');
  expect((await ui.get('/revisions/aaaa1111')).status).toBe(409);
  project.revision('nothere1', 'aaaa1111', { up: 'select 1;' });
  await waitFor('the mended files', async () => (await ui.get('/')).text.includes('"bbbb2222"'));
  expect(ui.failures).toEqual([]);
});

test('nobody who looks, no server', async () => {
  const project = sliceWorkspace();
  const ui = await openUi(project.root, { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, { idleMs: 50 });
  await ui.idle;
});
