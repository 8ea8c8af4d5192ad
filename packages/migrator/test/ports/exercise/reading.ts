import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/state/applied/applied-digest.ts';
import type { OpenExercised } from './exercised.ts';

/** What a database answers to whoever only reads. */
export function exerciseReading(name: string, open: OpenExercised): void {
  describe(`${name}: reading`, () => {
    test('where nothing exists yet there is nothing, and nothing is made', async () => {
      const { database, connect } = await open();
      const empty = { initialized: false, applied: [], halfRuns: [] };
      expect(await database.readState()).toEqual(empty);
      expect(await database.readApplied()).toEqual([]);
      expect(await database.readDigest()).toBeUndefined();
      expect(await database.readLog({ limit: 10 })).toEqual([]);
      expect(await database.readTotals()).toMatchObject({ log: [], lastRun: null });
      await database.requireWritable();
      expect(await connect().readState()).toEqual(empty);
    });

    test('the state is made once, however often it is asked for', async () => {
      const { database, connect } = await open();
      await database.readState();
      await database.ensureState();
      await database.ensureState();
      const other = connect();
      await other.readState();
      await other.ensureState();
      expect(await other.readState()).toEqual({ initialized: true, applied: [], halfRuns: [] });
      expect(await other.readDigest()).toEqual({ digest: digestOf([]), begun: 0 });
    });

    test('it is the same database on every connection', async () => {
      const { database, connect } = await open();
      const identity = await database.readIdentity();
      expect(identity.name).not.toBe('');
      expect(await connect().readIdentity()).toEqual(identity);
    });

    test('it is protected since somebody said so, on every connection', async () => {
      const { database, connect } = await open();
      expect(await database.readProtection()).toBe(null);
      await database.ensureState();
      for (const environment of ['staging', 'the "real" one', 'the "real" one']) {
        await database.markProtected(environment);
        expect(await connect().readProtection()).toBe(environment);
      }
    });
  });
}
