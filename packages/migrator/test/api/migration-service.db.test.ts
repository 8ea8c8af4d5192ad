import { rmSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMigrationService, createMigrator } from '../../src/index.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { smallService } from './small-service.ts';

function workspace(): string {
  const root = smallService();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

async function opened() {
  const root = workspace();
  const database = await freshDatabase();
  const options = { root, url: database.url };
  return { root, database, service: createMigrationService(options), migrator: createMigrator(options) };
}

describe('ensureMigrationsApplied', () => {
  test('apply: applies what is pending, once', async () => {
    const { service, migrator } = await opened();
    const first = await service.ensureMigrationsApplied();
    expect(first).toMatchObject({ outcome: 'applied', ahead: [], attempts: 1 });
    expect(first.applied.map(({ revision }) => revision)).toEqual(['u1', 'e1', 'e2']);
    expect(await service.ensureMigrationsApplied()).toMatchObject({ outcome: 'ready', applied: [] });
    expect((await service.getCurrentRevision()).map(({ revision }) => revision)).toEqual(['e2']);
    expect(await migrator.downgrade({ target: 'base' })).toMatchObject({ heads: [] });
    expect(await service.ensureMigrationsApplied({ slice: 'users' })).toMatchObject({ outcome: 'applied' });
    expect(await service.ensureMigrationsApplied({ slice: 'users' })).toMatchObject({ outcome: 'ready' });
    expect(await service.migrateToLatest()).toMatchObject({ heads: ['e2'] });
  });

  test('apply: of many instances at once one applies, the others wait', async () => {
    const { service, database } = await opened();
    const all = await Promise.all(Array.from({ length: 6 }, () => service.ensureMigrationsApplied()));
    expect(all.flatMap(({ applied }) => applied)).toHaveLength(3);
    expect(
      await database.query("select count(*)::int as n from braid.log where event = 'done' and revision is not null"),
    ).toEqual([{ n: 3 }]);
  });

  test('fail: names what is pending and the command', async () => {
    const { service } = await opened();
    await expect(service.ensureMigrationsApplied({ onPending: 'fail' })).rejects.toMatchObject({
      code: 'migrations-pending',
      facts: { pending: ['u1', 'e1', 'e2'] },
      hint: expect.stringContaining('migrate upgrade heads'),
    });
  });

  test('wait: until somebody else has applied them, or the time is up', async () => {
    const { service, migrator } = await opened();
    await expect(service.ensureMigrationsApplied({ onPending: 'wait', wait: 1 })).rejects.toMatchObject({
      code: 'migrations-pending',
    });
    const waiting = service.ensureMigrationsApplied({ onPending: 'wait' });
    await migrator.upgrade();
    expect(await waiting).toMatchObject({ applied: [], outcome: expect.stringMatching(/waited|ready/) });
    const stopped = service.ensureMigrationsApplied({ onPending: 'wait', signal: AbortSignal.timeout(50) });
    await expect(stopped).resolves.toMatchObject({ outcome: 'ready' });
    await migrator.downgrade({ target: 'base' });
    const aborted = service.ensureMigrationsApplied({ onPending: 'wait', signal: AbortSignal.timeout(100) });
    await expect(aborted).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('a database that is ahead of the code lets it start, unless told not to', async () => {
    const { service, root } = await opened();
    await service.migrateToLatest();
    unlinkSync(join(root, 'features/events/migrations/20260103T000000_e2_step.sql'));
    expect(await service.ensureMigrationsApplied()).toMatchObject({ outcome: 'ready', ahead: ['e2'] });
    await expect(service.ensureMigrationsApplied({ allowAhead: false })).rejects.toMatchObject({
      code: 'database-ahead',
      facts: { ahead: ['e2'] },
    });
  });
});

test('a server that is not there yet is tried again; a refused name is not', async () => {
  const { database, root } = await opened();
  // A port on which nobody listens for sure: one that was just free.
  const probe = createServer();
  const port = await new Promise<number>((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => probe.close(resolve));
  const absent = createMigrationService({ root, url: `postgres://someone:secret@127.0.0.1:${port}/nothing` });
  const retry = { attempts: 3, delayMs: 1 };
  const refused: unknown = await absent.ensureMigrationsApplied({ retry }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'database-host-unreachable' });
  expect(JSON.stringify(refused)).not.toContain('secret');

  const elsewhere = new URL(database.url);
  elsewhere.pathname = '/no_such_database';
  const unknown = createMigrationService({ root, url: elsewhere.href });
  await expect(unknown.ensureMigrationsApplied({ retry: { delayMs: 60_000 } })).rejects.toMatchObject({
    code: 'database-unknown',
  });
});
