import { createHash } from 'node:crypto';
import type { TestServer } from '../../adapters/test-databases/test-server.ts';
import { createStopSignal } from '../../execute/stop-signal.ts';
import type { TestRunPlan, TestSeeds } from '../../ports/test-database.ts';
import { withWorkbench } from '../with-workbench.ts';

/** Runs seeds on a test database, as in the environment `test`. Throws what `seed` throws. */
export async function seedDatabase(
  root: string,
  url: string,
  seeds: TestSeeds,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Promise<void> {
  const names = typeof seeds === 'boolean' ? [] : seeds;
  await withWorkbench(
    { cwd: root, variables, url, runs: 'tests', stop: createStopSignal(), onEvent: () => undefined },
    async (bench) => {
      const { seed } = await import('../../commands/seed/seed.ts');
      await seed(bench, 'test', { names });
    },
  );
}

/** The name of a database of the run with these seeds, made by the first worker that asks; it is cloned, too. */
export async function seededBase(server: TestServer, plan: TestRunPlan, seeds: TestSeeds): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([plan.run, seeds]))
    .digest('hex');
  const part = `seeded${key.slice(0, 16)}`;
  const name = server.nameOf(part);
  return await server.whileMaking(key, async () => {
    if (await server.has(name)) return name;
    const draft = await server.clone(plan.base);
    try {
      await seedDatabase(plan.root, draft.url, seeds);
      // The name is given only now, so a database with it is completely seeded.
      return await server.copy(draft.name, part, true);
    } finally {
      await draft.close();
    }
  });
}
