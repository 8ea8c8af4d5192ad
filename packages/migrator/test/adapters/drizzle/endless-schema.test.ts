import { expect, onTestFinished, test } from 'vitest';
import { openSchemaDiffer, type SchemaDifferOptions } from '../../../src/adapters/drizzle/schema-differ.ts';
import { demoWorkspace, shareDemo } from '../../commands/revision/revision-kit.ts';

shareDemo();

const TABLE = (name: string): string => `export const t = p.pgTable('${name}', { id: p.integer() });`;

function endless(options: SchemaDifferOptions) {
  const { root, bench } = demoWorkspace({ one: TABLE('one'), two: `${TABLE('two')}\nfor (;;);` });
  const differ = openSchemaDiffer(root, options);
  onTestFinished(() => differ.close());
  return { differ, slices: bench().workspace.slices };
}

test('a schema that never ends is given up and named, and others load afterwards', async () => {
  const options = { patience: 500 };
  const { differ, slices } = endless(options);
  const [one, two] = ['one', 'two'].map((name) => slices.filter(({ label }) => label === name));
  await expect(differ.load(two ?? [])).rejects.toMatchObject({
    code: 'schema-file-timeout',
    message: 'features/two/src/schema.ts: the schema of slice two was still loading after 0.5 s',
    facts: { slice: 'two', file: 'features/two/src/schema.ts' },
  });
  // However slow the machine is: this one ends.
  options.patience = 60_000;
  expect(await differ.load(one ?? [])).toMatchObject([{ slice: 'one' }]);
});

test('a signal ends it', async () => {
  const listeners: (() => void)[] = [];
  const { differ, slices } = endless({
    onStop(listener) {
      listeners.push(listener);
      return () => listeners.splice(0);
    },
  });
  const loading = differ.load(slices);
  expect(listeners).toHaveLength(1);
  listeners[0]?.();
  await expect(loading).rejects.toMatchObject({ code: 'interrupted' });
  expect(listeners).toEqual([]);
});
