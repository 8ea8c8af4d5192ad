import { expect, test } from 'vitest';
import { LeaseLostError } from '../../../src/errors/run/lease-errors.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import { WORKSPACE } from '../../features/reference-history.ts';
import { proofTools } from '../../proof/proof-kit.ts';

test('runs on a scratch database take its lease once, clones have it too, and every revision still proves it', async () => {
  const tools = proofTools(WORKSPACE);
  try {
    const subject = new Subject(tools);
    const [first = '', second = '', third = ''] = subject.graph.ordered.map(({ id }) => id);
    await tools.server.withDatabase(undefined, async (database) => {
      await subject.upgrade(database, [first]);
      await subject.upgrade(database, [second]);
      expect(await database.query('select token::int, run_id from braid.lease')).toEqual([
        { token: 1, run_id: 'scratch' },
      ]);
      expect(await database.query("select 1 from braid.log where action = 'run'")).toEqual([]);
      await database.withCopy(async (copy) => {
        await subject.upgrade(copy, [third]);
        expect(await copy.query('select count(*)::int as n from braid.applied')).not.toEqual([{ n: 0 }]);
      });
      // Copying it has ended its sessions.
      await subject.step(database, [second], 'downgrade');
      await database.query('update braid.lease set token = token + 1');
      await expect(subject.step(database, [second], 'upgrade')).rejects.toThrow(LeaseLostError);
    });
  } finally {
    await tools.close();
  }
});
