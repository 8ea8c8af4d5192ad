import { describe, expect, test } from 'vitest';
import { terminalQuestioner } from '../../../src/adapters/terminal/terminal-questioner.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import type { RenameQuestion } from '../../../src/schema/rename/resolve-renames.ts';
import { typist } from './typist.ts';

const KEYS = {
  down: '\u001B[B',
  up: '\u001B[A',
  enter: '\r',
  escape: '\u001B',
  'ctrl-c': '\u0003',
  'ctrl-d': '\u0004',
};
type Key = keyof typeof KEYS;

const candidate = (name: string, similarity: number) => ({ id: ['public', 'events', name], similarity });
const question: RenameQuestion = {
  kind: 'column',
  created: ['public', 'events', 'event_type'],
  candidates: [candidate('kind', 0.62), candidate('severity', 0.4)],
};

/** A terminal whose person reads the question and then presses keys. */
const person = (...keys: readonly Key[]) =>
  typist('Enter:', (input) => {
    for (const key of keys) input.write(KEYS[key]);
  });

const ask = (at: ReturnType<typeof person>, asked = question, stop = createStopSignal()) =>
  terminalQuestioner(at, stop).askRename(asked);

test('what is asked, and what is proposed', async () => {
  const at = person('enter');
  expect(await ask(at)).toEqual(candidate('kind', 0.62));
  const [first = ''] = at.screen().split('Enter:');
  expect(first.replace(/^[│◆\s]+/gm, '').trimEnd()).toBe(
    `column events.event_type is new. Was it renamed?
● it was events.kind (renamed, keeps its data; 62% similar)
○ it was events.severity
○ no, it is new
↑/↓ to navigate •`,
  );
});

test.each<[Key[], ReturnType<typeof candidate> | undefined]>([
  [['down', 'enter'], candidate('severity', 0.4)],
  [['down', 'down', 'enter'], undefined],
  [['up', 'enter'], undefined],
])('%j', async (keys, answer) => {
  expect(await ask(person(...keys))).toEqual(answer);
});

test('Enter alone renames nothing that is not alike', async () => {
  expect(await ask(person('enter'), { ...question, candidates: [candidate('x', 0.3)] })).toBeUndefined();
});

test('one question after the other at the same terminal', async () => {
  const at = person('enter');
  expect(await ask(at)).toEqual(candidate('kind', 0.62));
  const next = ask(at, { ...question, created: ['public', 'events', 'other'] });
  at.input.write(KEYS.down + KEYS.enter);
  expect(await next).toEqual(candidate('severity', 0.4));
});

describe('giving up', () => {
  const cancelled = { code: 'question-cancelled', outcome: 'cancelled' };

  test.each<Key>(['ctrl-c', 'ctrl-d', 'escape'])('%s', async (key) => {
    await expect(ask(person(key))).rejects.toMatchObject(cancelled);
  });

  test('the terminal is closed', async () => {
    const at = person();
    const asked = ask(at);
    at.input.end();
    await expect(asked).rejects.toMatchObject(cancelled);
    await expect(ask(at)).rejects.toMatchObject(cancelled);
  });

  test('a signal comes from elsewhere', async () => {
    const stop = createStopSignal();
    const asked = ask(person(), question, stop);
    stop.raise();
    await expect(asked).rejects.toMatchObject(cancelled);
    await expect(ask(person('enter'), question, stop)).rejects.toMatchObject(cancelled);
  });
});

test('names from files are shown without what would move the cursor', async () => {
  const at = person('enter');
  await ask(at, { ...question, candidates: [candidate('ki\u001B[2Jnd\u0007', 0.9)] });
  expect(at.screen()).toContain('it was events."ki\\u001b[2Jnd\\u0007"');
});
