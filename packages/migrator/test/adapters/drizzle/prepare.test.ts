import { expect, test } from 'vitest';
import { demoWorkspace, shareDemo } from '../../commands/revision/revision-kit.ts';

shareDemo();

const TABLE = "export const t = p.pgTable('t', { id: p.integer().primaryKey() });";

test('what was prepared is loaded once; the next load reads the files afresh', async () => {
  const demo = demoWorkspace({ one: TABLE });
  const [differ, { workspace }] = [demo.differ, demo.bench()];
  differ.prepare?.(workspace.slices);
  const prepared = differ.load(workspace.slices);
  const afresh = differ.load(workspace.slices);
  expect((await prepared)[0]?.entities.length).toBeGreaterThan(0);
  expect(await afresh).toEqual(await prepared);
  expect(await afresh).not.toBe(await prepared);
  await differ.close();
});

test('a failure waits for whoever loads, and what was prepared for other slices counts for nothing', async () => {
  const demo = demoWorkspace({ one: 'throw new Error("not so")' });
  const [differ, { workspace }] = [demo.differ, demo.bench()];
  differ.prepare?.(workspace.slices);
  await expect(differ.load(workspace.slices)).rejects.toThrow('not so');
  differ.prepare?.(workspace.slices);
  expect(await differ.load([])).toEqual([]);
  await differ.close();
});

test('a thread that got ready for none loads what another one loads, and nothing where a slice has no schema', async () => {
  const demo = demoWorkspace({ one: TABLE });
  const [differ, { workspace }] = [demo.differ, demo.bench()];
  const usual = await differ.load(workspace.slices);
  await differ.close();
  differ.prepare?.([], workspace.slices);
  expect(await differ.load(workspace.slices)).toEqual(usual);
  await differ.close();
  differ.prepare?.(
    [],
    workspace.slices.map((slice) => ({ ...slice, schema: null })),
  );
  expect(await differ.load([])).toEqual([]);
  await differ.close();
});
