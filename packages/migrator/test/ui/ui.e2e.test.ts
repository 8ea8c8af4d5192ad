import { expect, test } from 'vitest';
import { startMigrate } from '../support/run-migrate.ts';
import { waitFor } from '../support/wait-for.ts';
import { sliceWorkspace } from '../support/workspaces/slice-workspace.ts';

test('the installed program serves the page, says its address on standard error, and ends with a signal', async () => {
  const project = sliceWorkspace();
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  const program = startMigrate(['ui', '--json', '--url', 'postgres://127.0.0.1:1/none'], { cwd: project.root });
  const url = await waitFor('the address', () => /"url":"([^"]+)"/.exec(program.output().stderr)?.[1]);
  const first = await fetch(url, { redirect: 'manual' });
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { origin } = new URL(url);
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/databases', 'text/html'],
    ['/revisions/aaaa1111', 'text/html'],
    ['/merge', 'text/html'],
    ['/assets/page.js', 'text/javascript'],
    ['/assets/page.css', 'text/css'],
  ] as const) {
    const answer = await fetch(`${origin}${path}`, { headers: { cookie } });
    expect([path, answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([path, 200, type]);
    await answer.text();
  }
  const events = await fetch(`${origin}/events`, { headers: { cookie } });
  const news = events.body?.getReader();
  expect(new TextDecoder().decode((await news?.read())?.value)).toContain('event: hello');
  program.kill('SIGTERM');
  const { exitCode, stdout } = await program.result;
  expect([exitCode, JSON.parse(stdout)]).toEqual([0, { url: origin, ended: 'stopped' }]);
});
