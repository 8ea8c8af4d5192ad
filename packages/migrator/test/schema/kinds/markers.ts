import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { GeneratedStep } from '../../../src/commands/revision/generate/steps/generate-steps.ts';
import type { GeneratedSection } from '../../../src/commands/shared/generate/generate-section.ts';

const FILE = resolve(import.meta.dirname, 'markers.txt');

/** What the sections of a revision say to people, a line for each. */
export function markersOf({ upgrade, downgrade }: GeneratedStep): readonly string[] {
  // Each run has a role of its own.
  return [...said('up', upgrade), ...said('down', downgrade)].map((line) => line.replace(/_role_\d+/, '_role'));
}

function said(way: string, { lossy, rows, statements }: GeneratedSection): readonly string[] {
  return [
    ...lossy.map((text) => `${way} loses: ${text}`),
    ...rows.map((text) => `${way} needs: ${text}`),
    ...statements.flatMap(({ comment = [] }) => comment.map((text) => `${way} says: ${text}`)),
  ];
}

/** `markers.txt`, as somebody read and approved it: which kinds say what. Kinds that say nothing are not in it. */
export function approvedMarkers(): ReadonlyMap<string, readonly string[]> {
  const kinds = readFileSync(FILE, 'utf8').trim().split('\n\n');
  return new Map(
    kinds.map((text) => {
      const [name = '', ...lines] = text.split('\n');
      return [name, lines.map((line) => line.trim())];
    }),
  );
}

export function writeMarkers(markers: ReadonlyMap<string, readonly string[]>): void {
  const kinds = [...markers].filter(([, lines]) => lines.length > 0);
  writeFileSync(
    FILE,
    `${kinds.map(([name, lines]) => [name, ...lines.map((line) => `  ${line}`)].join('\n')).join('\n\n')}\n`,
  );
}
