import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mentionsIn } from '../support/documents/command-mentions.ts';
import { parseCommandLine } from '../support/documents/parse-command-line.ts';

const PACKAGE = resolve(import.meta.dirname, '../..');
const DOCUMENTS = ['llms.txt', 'skills/braid/SKILL.md'];

describe.each(DOCUMENTS)('%s, which coding agents read', (name) => {
  const text = readFileSync(resolve(PACKAGE, name), 'utf8');

  test('is in the package', () => {
    const { files } = JSON.parse(readFileSync(resolve(PACKAGE, 'package.json'), 'utf8'));
    expect(files).toEqual(expect.arrayContaining(['llms.txt', 'skills', 'docs']));
  });

  test('names commands that exist, with their options', async () => {
    const problems: string[] = [];
    for (const { line, words } of mentionsIn(text.replaceAll('`migrate <command>`', ''))) {
      const problem = await parseCommandLine(words);
      const isNamedOnly = words.length === 1 && /missing required argument|required option/.test(problem ?? '');
      if (problem !== undefined && !isNamedOnly) problems.push(`${line}: ${problem}`);
    }
    expect(problems).toEqual([]);
  });

  test('names errors that exist, and pages that are there', () => {
    const codes = readFileSync(resolve(PACKAGE, 'src/errors/error-code.ts'), 'utf8');
    const named = Array.from(text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g), ([, code]) => code ?? '');
    expect(named.filter((code) => !codes.includes(`'${code}'`))).toEqual([]);
    const pages = Array.from(text.matchAll(/\b(docs\/[\w/-]+\.md)/g), ([, page]) => page ?? '');
    expect(pages.length).toBeGreaterThan(1);
    // The package has them from the repository's root (tools/copy-docs.mjs).
    expect(pages.filter((page) => !existsSync(resolve(PACKAGE, '../..', page)))).toEqual([]);
  });
});

test('the skill says when it is to be used, in the form that agents load', () => {
  const skill = readFileSync(resolve(PACKAGE, 'skills/braid/SKILL.md'), 'utf8');
  const [, name, description] = /^---\nname: ([a-z-]+)\ndescription: (.+)\n---\n/.exec(skill) ?? [];
  expect(name).toBe('braid');
  expect(description?.length).toBeLessThan(1024);
});
