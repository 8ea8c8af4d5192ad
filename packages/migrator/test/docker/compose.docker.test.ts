import { join } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { docker, dockerSays } from './support/docker.ts';
import { SHOP_IMAGE } from './support/shop.ts';

const PROJECT = `braidtest${process.pid}`;

function compose(args: readonly string[], command = 'upgrade heads --wait 60s') {
  const env = { DB_PASSWORD: "p w'%", MIGRATE_IMAGE: SHOP_IMAGE, MIGRATION_COMMAND: command };
  const file = join(inject('shop'), 'deploy/compose.yaml');
  return docker(['-p', PROJECT, '-f', file, ...args], { env, command: 'docker-compose' });
}

afterEach(() => {
  compose(['down', '--volumes', '--timeout', '1']);
});

const container = (service: string) => `${PROJECT}_${service}_1`;

test('database, then migrations, then the service', () => {
  const up = compose(['up', '-d', '--no-build']);
  expect(up, up.output).toMatchObject({ status: 0 });
  expect(dockerSays(['wait', container('migrate')])).toBe('0');
  expect(docker(['logs', container('migrate')]).output).toContain('Applied 3 revisions');
  expect(dockerSays(['wait', container('service')])).toBe('0');
  expect(docker(['logs', container('service')]).output).toContain('Up to date.');
});

test('when the migrations fail, the service does not start, and that is not green', () => {
  const { status, output } = compose(['up', '-d', '--no-build'], 'upgrade nonsense');
  expect(status, output).not.toBe(0);
  expect(docker(['inspect', '--format', '{{.State.ExitCode}}', container('migrate')]).output.trim()).toBe('2');
  expect(docker(['inspect', '--format', '{{.State.Status}}', container('service')]).output).not.toMatch(
    /running|exited/,
  );
});
