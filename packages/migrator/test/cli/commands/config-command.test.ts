import { expect, test } from 'vitest';
import { CONFIG_KEYS } from '../../../src/config/file/config-keys.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { runCli } from '../run-cli.ts';

function workspace(): string {
  const config = {
    shadowUrl: 'postgres://shadow:canary@host/db',
    runner: { lease: 1, lockWait: 2 },
    environments: {
      production: { urlVariable: 'PRODUCTION_URL', protected: true, stateSchema: 'ours', runner: { lockWait: 3 } },
      dev: { url: 'postgres://me:canary@localhost/dev' },
    },
  };
  return writeTree({
    'migrate.config.json': JSON.stringify(config),
    '.env': 'PRODUCTION_URL=postgres://app:canary@db.example/prod\n',
    'features/events/slice.json': '{ "label": "events" }',
  });
}

async function config(...argv: readonly string[]) {
  const { stdout, exitCode } = await runCli(['config', '--json', ...argv], { cwd: workspace() });
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('canary');
  const result = JSON.parse(stdout);
  const settings = new Map<string, [unknown, string]>(
    result.settings.map(({ key, value, source }: Record<string, string>) => [key, [value, source]]),
  );
  return { result, settings };
}

test('every value with its source, and no secret', async () => {
  const { result, settings } = await config('--env', 'production', '--lock-timeout', '5s');
  expect(result).toMatchObject({
    file: 'migrate.config.json',
    envFiles: ['.env'],
    environment: 'production',
    protectedEnvironment: 'production',
    database: { display: 'postgres://app@db.example:5432/prod', source: 'env production (PRODUCTION_URL in .env)' },
    environments: [
      { name: 'production', protected: true },
      { name: 'dev', database: 'postgres://me@localhost:5432/dev' },
    ],
  });
  expect(settings.get('runner.lockTimeout')).toEqual([5000, 'flag']);
  expect(settings.get('runner.lockWait')).toEqual([3, 'environment production']);
  expect(settings.get('stateSchema')).toEqual(['ours', 'environment production']);
  expect(settings.get('runner.lease')).toEqual([1, 'migrate.config.json']);
  expect(settings.get('shadowUrl')).toEqual(['postgres://shadow@host:5432/db', 'migrate.config.json']);
  expect(settings.get('embedded.linger')).toEqual([5000, 'default']);
  for (const key of CONFIG_KEYS.runner) expect(settings.has(`runner.${key}`)).toBe(true);
});

test('a database that cannot be told is a problem to read, not a failure', async () => {
  const { stdout } = await runCli(['config', '--env', 'production'], { cwd: workspace(), env: { CI: '1' } });
  expect(stdout).toContain('PRODUCTION_URL, which is not set');
  expect(stdout).not.toContain('canary');
});
