import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { documentSteps } from '../../../../packages/migrator/test/support/documents/document-steps.ts';
import { stable } from '../../../../packages/migrator/test/support/documents/shown-output.ts';
import { graphPictures, PICTURES } from './graph-pictures.ts';
import { SHOWN } from './session.ts';
import { terminalSvg, textOf } from './terminal-svg.ts';
import { THEMES } from './themes.ts';

const README = readFileSync(resolve(PICTURES, '../../README.md'), 'utf8');
const picture = (name: string): string => readFileSync(join(PICTURES, name), 'utf8');

test('the pictures of the graph are what graph draws now (npm run docs)', async () => {
  for (const [name, svg] of await graphPictures()) expect(picture(name), name).toBe(svg);
});

// A test runs the tour of the README, so what the picture shows is what the commands print.
test('the recorded session shows what the README shows of the same commands (npm run docs:session)', () => {
  const tour = documentSteps(README).filter((step) => step.kind === 'command');
  const shown = SHOWN.map((command) => {
    const step = tour.find((each) => each.command === command);
    expect(step, command).toBeDefined();
    return `$ ${command}\n${step?.output ?? ''}`;
  }).join('\n');
  for (const name of ['session-light.svg', 'session-dark.svg'])
    expect(stable(textOf(picture(name)))).toBe(stable(shown));
});

test('a terminal becomes a picture, and its text can be read back', () => {
  const screen = '\u001B[1m$ a <b> & c\u001B[22m\n\u001B[32m✓\u001B[39m \u001B[2mdone\u001B[22m\n';
  const svg = terminalSvg(screen, 80, 'a', THEMES.dark);
  expect(textOf(svg)).toBe('$ a <b> & c\n✓ done\n');
  expect(svg).toContain(`<tspan fill="${THEMES.dark.colours[32]}">✓</tspan>`);
  expect(textOf(terminalSvg('abcdef', 3, 'a', THEMES.light))).toBe('abc');
});

test('pictures of the page are small, there for both themes, and shown in its guide (npm run docs:ui)', () => {
  const guide = readFileSync(resolve(PICTURES, '../ui.md'), 'utf8');
  const names = readdirSync(PICTURES).filter((name) => name.startsWith('ui-'));
  expect(names.length).toBe(8);
  for (const name of names) {
    expect([name, statSync(join(PICTURES, name)).size < 150_000]).toEqual([name, true]);
    expect(guide).toContain(`pictures/${name}`);
  }
});
