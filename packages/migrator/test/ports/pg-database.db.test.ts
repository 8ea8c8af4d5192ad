import { onTestFinished } from 'vitest';
import { openPgDatabase } from '../../src/adapters/pg/pg-database.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { exerciseDatabase } from './exercise-database.ts';

exerciseDatabase('PostgreSQL', async () => {
  const { url } = await freshDatabase();
  const connect = () => {
    const database = openPgDatabase({ url, source: 'test', toolVersion: '0.0.0-test' });
    onTestFinished(() => database.close());
    return database;
  };
  return { database: connect(), connect };
});
