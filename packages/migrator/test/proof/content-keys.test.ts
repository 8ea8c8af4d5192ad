import { expect, test } from 'vitest';
import { ContentKeys } from '../../src/proof/content-keys.ts';
import { graph as drawn } from '../../src/testing/graph.ts';

const graph = drawn('a[fx] -> b -> c; x[fy] ~> a; x -> y');

/** What the proof of `b` and the proof of the whole history are known by. */
function keysOf(
  change: {
    readonly checksums?: Readonly<Record<string, string>>;
    version?: string;
    settings?: string;
    server?: string;
  } = {},
) {
  const { checksums = {}, version = '1.0.0', settings = '{}', server = '18.4' } = change;
  const keys = new ContentKeys(graph, (id) => checksums[id] ?? `file ${id}`, version, settings);
  return { proof: keys.proof('b', server), history: keys.history(graph.effectiveHeads), state: keys.state(['b']) };
}

test('the same files, tools, settings and server have the same keys', () => {
  expect(keysOf()).toEqual(keysOf());
});

test.each([
  ["Braid's version", { version: '1.0.1' }, ['proof', 'history', 'state']],
  ['a setting', { settings: '{"stateSchema":"x"}' }, ['proof', 'history', 'state']],
  ['the file itself', { checksums: { b: 'edited' } }, ['proof', 'history', 'state']],
  ['a file below', { checksums: { a: 'edited' } }, ['proof', 'history', 'state']],
  ['a file above', { checksums: { c: 'edited' } }, ['history']],
  ['a file of another slice', { checksums: { y: 'edited' } }, ['history']],
  // A history proof holds the server's version, and is compared with it.
  ['the server', { server: '17.1' }, ['proof']],
] as const)('another one after a change of %s', (_what, change, others) => {
  const [before, after] = [keysOf(), keysOf(change)];
  const changed = (['proof', 'history', 'state'] as const).filter((key) => before[key] !== after[key]);
  expect(changed).toEqual(others);
});
