import 'reflect-metadata';
import { rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATION_SERVICE, MigrationsModule } from '../../../../docs/examples/nestjs/migrations.module.ts';
import { startService } from '../../../../docs/examples/plain/start-service.ts';
import {
  createMigrationService,
  createMigrator,
  type EnsureOptions,
  type MigrationService,
  MigratorError,
  type OnFailure,
} from '../../src/index.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { smallService } from './small-service.ts';

function workspace(): string {
  const root = smallService();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** Its sessions may still be closing when the database is dropped, which ends them. */
function ownPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}

test('the NestJS module applies what is pending before the application starts', async () => {
  const { url, query } = await freshDatabase();
  const module = MigrationsModule.forRoot({ migrator: { root: workspace(), url } });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  expect(await query('select revision from braid.heads')).toEqual([{ revision: 'e2' }]);
  const service: MigrationService = app.get(MIGRATION_SERVICE);
  expect(await service.getCurrentRevision()).toMatchObject([{ revision: 'e2' }]);
  await app.close();
});

test('the NestJS module does not start on what it may not apply', async () => {
  const { url } = await freshDatabase();
  const module = MigrationsModule.forRoot({ migrator: { root: workspace(), url }, ensure: { onPending: 'fail' } });
  const started = NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  await expect(started).rejects.toMatchObject({ code: 'migrations-pending' });
});

test('the plain service listens when the schema is right', async () => {
  const { url } = await freshDatabase();
  const pool = ownPool(url);
  const server = await startService({ pool, migrations: createMigrationService({ root: workspace(), pool }) });
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).json()).toEqual([{ revision: 'e2', slice: 'events' }]);
});

const HOLES: readonly EnsureOptions[] = [{ onPending: 'fail' }, { onPending: 'wait', wait: 1 }, { onPending: 'apply' }];

/** A workspace whose last revision fails: no start can make its schema right before it is mended. */
function brokenWorkspace(): { readonly root: string; mend(): void } {
  const root = workspace();
  const file = join(root, 'features/events/migrations/20260103T000000_e2_step.sql');
  const text = (up: string) =>
    `-- revision: e2\n-- revises: e1\n-- message: step e\n\n-- migrate:upgrade\n${up};\n\n-- migrate:downgrade\nselect 1;\n`;
  writeFileSync(file, text('select 1 / 0'));
  return { root, mend: () => writeFileSync(file, text('select 1')) };
}

async function ask(server: Server, path: string, method = 'GET') {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
  return { status: response.status, body: await response.text() };
}

test.each(HOLES)(
  'in every mode a start that fails throws, reads only or continues, as onFailure says: %j',
  async (ensure) => {
    const { url } = await freshDatabase();
    const { root, mend } = brokenWorkspace();
    const code = ensure.onPending === 'apply' ? 'statement-failed' : 'migrations-pending';
    const nest = (onFailure: OnFailure) =>
      NestFactory.createApplicationContext(
        MigrationsModule.forRoot({ migrator: { root, url }, ensure: { ...ensure, onFailure } }),
        { logger: false, abortOnError: false },
      );
    const plain = async (onFailure: OnFailure) => {
      const pool = ownPool(url);
      const migrations = createMigrationService({ root, pool });
      const server = await startService({ pool, migrations, ensure: { ...ensure, onFailure } });
      onTestFinished(() => void server.close());
      return server;
    };

    await expect(nest('throw')).rejects.toMatchObject({ code });
    await expect(plain('throw')).rejects.toMatchObject({ code });

    const app = await nest('continue');
    const service: MigrationService = app.get(MIGRATION_SERVICE);
    expect(await service.health()).toMatchObject({ ready: true, readOnly: false, status: 'pending' });
    await app.close();

    const server = await plain('readOnly');
    const degraded = await ask(server, '/ready');
    expect(degraded.status).toBe(200);
    expect(JSON.parse(degraded.body)).toMatchObject({
      ready: true,
      readOnly: true,
      status: 'pending',
      pending: expect.arrayContaining(['e2']),
    });
    expect((await ask(server, '/', 'POST')).status).toBe(503);
    expect((await ask(server, '/')).status).toBe(200);

    // Once somebody has applied it, the service is whole without a restart.
    mend();
    await createMigrator({ root, url }).upgrade();
    expect(JSON.parse((await ask(server, '/ready')).body)).toMatchObject({
      ready: true,
      readOnly: false,
      status: 'ok',
    });
    expect((await ask(server, '/', 'POST')).status).toBe(200);
  },
);

test('a service that waits starts when a release job has applied what was pending', async () => {
  const { url } = await freshDatabase();
  const root = workspace();
  const module = MigrationsModule.forRoot({ migrator: { root, url }, ensure: { onPending: 'wait' } });
  const started = NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  await createMigrator({ root, url }).upgrade();
  const app = await started;
  const service: MigrationService = app.get(MIGRATION_SERVICE);
  expect(await service.health()).toMatchObject({ ready: true, status: 'ok', pending: [] });
  await app.close();
});

test('what the server said is the cause of the failure, and a failure is a value with onFailure', async () => {
  const { url } = await freshDatabase();
  const { root } = brokenWorkspace();
  const service = createMigrationService({ root, url });
  const result = await service.ensureMigrationsApplied({ onFailure: 'continue' });
  expect(result).toMatchObject({ outcome: 'failed', readOnly: false, failure: { code: 'statement-failed' } });
  expect(result.failure).toBeInstanceOf(MigratorError);
  expect(result.failure?.cause).toMatchObject({ message: 'division by zero', code: '22012' });
});

test('an aborted start throws, whatever onFailure says, and a probe of a dead database is not ready', async () => {
  const { url } = await freshDatabase();
  const absent = new URL(url);
  absent.pathname = '/no_such_database';
  const service = createMigrationService({ root: workspace(), url: absent.href });
  const aborted = service.ensureMigrationsApplied({ onFailure: 'continue', signal: AbortSignal.abort() });
  await expect(aborted).rejects.toMatchObject({ code: 'interrupted' });
  expect(await service.ensureMigrationsApplied({ onFailure: 'continue' })).toMatchObject({ outcome: 'failed' });
  expect(await service.health()).toMatchObject({
    ready: false,
    status: 'failed',
    failure: { code: 'database-unknown' },
  });
});

test('a probe answers within its time while a lock keeps it from looking', async () => {
  const { url } = await freshDatabase();
  const service = createMigrationService({ root: workspace(), url });
  await service.migrateToLatest();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin; lock table braid.applied in access exclusive mode');
  const probes = await Promise.all([service.health({ timeout: 50 }), service.health({ timeout: 50 })]);
  expect(probes.map(({ failure }) => failure?.code)).toEqual(['timeout', 'timeout']);
  await client.query('rollback');
  await expect.poll(async () => (await service.health()).status).toBe('ok');
});
