import { describe, expect, test } from 'vitest';
import {
  type ClientSide,
  PathWatch,
  type ServerSide,
  type Sighting,
} from '../../../../src/adapters/pg/connection/path-watch.ts';

const reads = (state: string, since = '1'): ServerSide => ({ state, waitsFor: 'ClientRead', since });
const awaits: ClientSide = { awaitsAnswer: true, received: 1_000, sent: 500, unsent: 0 };
const rests: ClientSide = { ...awaits, awaitsAnswer: false };
const stuck: ClientSide = { ...awaits, unsent: 70_000 };

/** What is seen at every look, 5 s apart, and after how many looks a session with a lease of 15 s counts as lost. */
test.each<[string, Sighting, ClientSide, number | undefined]>([
  ['idle, and we await an answer', reads('idle'), awaits, 4],
  ['idle in a transaction, and we await an answer', reads('idle in transaction'), awaits, 4],
  ['idle in a failed transaction, and we await an answer', reads('idle in transaction (aborted)'), awaits, 4],
  ['idle, and so are we', reads('idle'), rests, undefined],
  ['idle in a transaction, while the program thinks', reads('idle in transaction'), rests, undefined],
  ['it sends, and nothing arrives', { state: 'active', waitsFor: 'ClientWrite', since: '1' }, awaits, 4],
  ['it works', { state: 'active', waitsFor: '', since: '1' }, awaits, undefined],
  ['it waits for a lock', { state: 'active', waitsFor: 'relation', since: '1' }, awaits, undefined],
  ['it waits for a disk', { state: 'active', waitsFor: 'DataFileRead', since: '1' }, stuck, undefined],
  ['COPY waits for rows that the program does not have yet', reads('active'), awaits, undefined],
  ['COPY waits for rows that were sent', reads('active'), stuck, 4],
  ['the server tells no states', reads('disabled'), awaits, undefined],
  ['the server tells no states, but does not get what is sent', reads('disabled'), stuck, 4],
  ['there is no such session', 'gone', awaits, 4],
  ['the server answers nobody', 'unreachable', awaits, 16],
  ['the server answers nobody, and nothing is asked', 'unreachable', rests, undefined],
  ['the heartbeat is refused', 'unknown', awaits, undefined],
])('%s', (_name, server, client, looks) => {
  const watch = new PathWatch();
  const why = Array.from({ length: 40 }, (_, index) => watch.look(server, client, 15_000, 5_000 * index));
  const first = why.findIndex((each) => each !== undefined);
  expect(first === -1 ? undefined : first + 1).toBe(looks);
});

describe('a sign of life begins the count again', () => {
  const idle = reads('idle');
  test.each<[string, Sighting, ClientSide]>([
    ['bytes came', idle, { ...awaits, received: 1_001 }],
    ['bytes went', idle, { ...awaits, unsent: 5 }],
    ['data of a COPY went', idle, { ...awaits, sent: 600 }],
    ['the server did something else', reads('idle', '2'), awaits],
    ['the answer came', idle, rests],
    ['the heartbeat was refused', 'unknown', awaits],
  ])('%s', (_name, server, client) => {
    const watch = new PathWatch();
    const looks: readonly (readonly [Sighting, ClientSide])[] = [
      [idle, awaits],
      [idle, awaits],
      [idle, awaits],
      [server, client],
      [server, client],
      [server, client],
    ];
    const why = looks.map(([seen, side], index) => watch.look(seen, side, 15_000, 5_000 * index));
    expect(why).toEqual(looks.map(() => undefined));
  });
});

test('a process that stood still itself reads first what came in the meantime', () => {
  const watch = new PathWatch();
  expect(watch.look(reads('idle'), awaits, 15_000, 0)).toBeUndefined();
  expect(watch.look(reads('idle'), awaits, 15_000, 3_600_000)).toBeUndefined();
});
