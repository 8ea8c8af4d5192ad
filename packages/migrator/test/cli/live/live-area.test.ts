import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LiveArea } from '../../../src/cli/live/live-area.ts';
import { coloured } from '../../../src/cli/screen.ts';

/** A terminal that shows what is written to it. */
function terminal(cols: number) {
  const shown = new Terminal({ cols, rows: 40, allowProposedApi: true, convertEol: true });
  const size = { columns: cols };
  const stream = {
    write: (text: string) => shown.write(text),
    get columns() {
      return size.columns;
    },
  };
  const settled = () => new Promise<void>((resolve) => shown.write('', resolve));
  return {
    stream,
    async resize(columns: number) {
      await settled();
      shown.resize(columns, 40);
      size.columns = columns;
    },
    async lines() {
      await settled();
      const { active } = shown.buffer;
      const all: string[] = [];
      for (let row = 0; row < active.length; row++) {
        const line = active.getLine(row);
        const text = line?.translateToString(true) ?? '';
        if (line?.isWrapped === true) all.push(`${all.pop() ?? ''}${text}`);
        else all.push(text);
      }
      while (all.at(-1) === '') all.pop();
      return all;
    },
  };
}

const words = fc.array(
  fc.constantFrom('add', 'title', '日本語', '한국', '🎉', 'é', '…', '█░', '\u001b[2J', '\r', 'x'.repeat(30)),
  {
    minLength: 1,
    maxLength: 12,
  },
);
const text = words.map((all) => all.join(' '));
const red = (given: string): string => coloured(given, (inner) => `\u001b[31m${inner}\u001b[39m`);

test('what is drawn is gone when it is cleared, and what was printed above it stays, at any width', async () => {
  const line = fc.record({
    text: fc.oneof(text, text.map(red)),
    tail: fc.constantFrom('', '1.2 s', '12.3 s ████░░ 63%'),
  });
  const step = fc.oneof(
    fc.record({ print: fc.constantFrom('printed one', 'printed two') }),
    fc.record({ draw: fc.array(line, { minLength: 1, maxLength: 3 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 20, max: 140 }), fc.array(step, { maxLength: 12 }), async (columns, steps) => {
      const { stream, lines } = terminal(columns);
      const area = new LiveArea(stream);
      const printed: string[] = [];
      for (const each of steps) {
        if ('draw' in each) {
          area.draw(each.draw);
          // One row each: none wraps, so the last one is where it was put.
          expect((await lines()).slice(0, printed.length)).toEqual(printed);
          expect((await lines()).length).toBeLessThanOrEqual(printed.length + each.draw.length);
        } else {
          area.clear();
          stream.write(`${each.print}\n`);
          printed.push(each.print);
        }
      }
      area.clear();
      expect(await lines()).toEqual(printed);
    }),
    { numRuns: 60 },
  );
});

test.each([
  [120, 60],
  [60, 120],
  [100, 31],
])('a terminal of %i columns that gets %i loses nothing that was printed', async (before, after) => {
  const { stream, lines, resize } = terminal(before);
  const area = new LiveArea(stream);
  stream.write('printed\n');
  area.draw([
    { text: 'a line that fills the terminal '.repeat(8), tail: '1.2 s' },
    { text: '  held up by somebody '.repeat(9), tail: '' },
  ]);
  await resize(after);
  area.draw([{ text: 'next', tail: '1.3 s' }]);
  expect((await lines()).at(0)).toBe('printed');
  expect((await lines()).at(-1)).toBe('next 1.3 s');
  area.clear();
  if (after > before) expect(await lines()).toEqual(['printed']);
  stream.write('printed later\n');
  expect((await lines()).at(-1)).toBe('printed later');
});

test('nothing is written where nothing changed', () => {
  const written: string[] = [];
  const area = new LiveArea({ write: (each) => written.push(each), columns: 80 });
  const same = { text: 'the same', tail: '1 s' };
  area.draw([same]);
  area.draw([same]);
  area.clear();
  area.clear();
  expect(written).toEqual(['the same 1 s', '\r\u001b[J']);
});
