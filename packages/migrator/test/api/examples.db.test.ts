import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATION_SERVICE, MigrationsModule } from '../../../../docs/examples/nestjs/migrations.module.ts';
import { startService } from '../../../../docs/examples/plain/start-service.ts';
import { createMigrationService, type MigrationService } from '../../src/index.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { smallService } from './small-service.ts';

function workspace(): string {
  const root = smallService();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
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
  const pool = new pg.Pool({ connectionString: url });
  onTestFinished(() => pool.end());
  const server = await startService({ pool, migrations: createMigrationService({ root: workspace(), pool }) });
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).json()).toEqual([{ revision: 'e2', slice: 'events' }]);
});
