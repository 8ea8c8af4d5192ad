import { hostname } from 'node:os';

/** What differs from run to run and from machine to machine, and what stands for it in a recording. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'DATE'],
  [/\d{8}T\d{6}/g, 'DATE'],
  [/\b\d+ min \d+ s\b|\b\d+(?:\.\d)? m?s\b/g, 'T'],
  [/\b(pid|process) \d+/g, '$1 PID'],
  [/(pg_terminate_backend)\(\d+\)/g, '$1(PID)'],
  [/[\d,]+ rows\/s/g, 'N rows/s'],
  [/PostgreSQL \d+(?:\.\d+)?/g, 'PostgreSQL VERSION'],
  [/postgres:\/\/[^@/\s]+@[^/\s]+\/test_\w+/g, 'postgres://DATABASE'],
  [/postgres:\/\/postgres@127\.0\.0\.1:\d+/g, 'postgres://postgres@HOST'],
  [/\bdraft\.[0-9a-f]{12}\b/g, 'draft.ID'],
  [/http:\/\/127\.0\.0\.1:\d+\/\S*/g, 'http://ADDRESS'],
  [/\bby (?!USER)\w+(?=, (?:active|idle))/g, 'by USER'],
  [/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, '⠋'],
];

/** A line of a screen without what differs. Of a line that was cut, only so much as is the same everywhere. */
export function maskedLine(line: string, columns: number): string {
  const named = line.replaceAll(hostname(), 'MACHINE');
  const masked = MASKS.reduce((text, [mask, stand]) => text.replace(mask, stand), named);
  if (!/^(?:⠋| {2}held up|\s+\S+ \(pid PID\)).*…/.test(masked)) return masked;
  const cut = masked.indexOf('…');
  return `${masked.slice(0, Math.min(cut, columns / 2))}…${masked.slice(cut + 1)}`;
}
