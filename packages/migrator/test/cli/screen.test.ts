import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { screenOf } from '../../src/cli/screen.ts';
import { styleFor } from '../../src/cli/text/style.ts';

function screen(isTTY = false) {
  let written = '';
  const stream = {
    write: (text: string) => {
      written += text;
    },
    isTTY,
    columns: 80,
  };
  const io = screenOf({ stdout: stream, stderr: stream, env: {}, cwd: '/' });
  return { ...io, written: () => written };
}

const hostile = 'a\x1b[31mb\x1b[2J\u202Ec\x07';
const harmless = 'a\\u001b[31mb\\u001b[2J\\u202ec\\u0007';

test('what a terminal would obey is shown, on both streams', () => {
  const { stdout, stderr, written } = screen();
  stdout.write(hostile);
  stderr.write(hostile);
  expect(written()).toBe(harmless + harmless);
});

test('colours of our own get through, those of others do not, one in another neither', async () => {
  const { stdout, written, ...io } = screen(true);
  const style = await styleFor(stdout, { ...io, stdout });
  const colours = picocolors.createColors(true);
  const text = style.red(`x ${style.bold('y')} ${style.yellow(hostile)} z`);
  stdout.write(text);
  expect(written()).toBe(colours.red(`x ${colours.bold('y')} ${colours.yellow(harmless)} z`));
});

test('what is drawn below gives way to whatever is printed, and a text can clear nothing', () => {
  const { stdout, stderr, hang, written } = screen(true);
  const calls: string[] = [];
  hang({ clear: () => void calls.push(written()) });
  stdout.write('a');
  stderr.write('\r\x1b[K');
  stdout.writeExact('b');
  hang(undefined);
  stdout.write('c');
  expect(calls).toEqual(['', 'a', 'a\\u000d\\u001b[K']);
  expect(written()).toBe('a\\u000d\\u001b[Kbc');
});

test('what a program reads is exact, unless a terminal shows it', () => {
  const [piped, shown] = [screen(), screen(true)];
  piped.stdout.writeExact(hostile);
  shown.stdout.writeExact(hostile);
  expect([piped.written(), shown.written()]).toEqual([hostile, harmless]);
});
