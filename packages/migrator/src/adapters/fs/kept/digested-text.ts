import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeWhole } from './write-whole.ts';

/**
 * The text that {@link writeDigested} wrote; `undefined` if there is none, or one that was cut off or damaged: its
 * first line is a digest of the rest.
 */
export function readDigested(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    return text.slice(0, end) === hash('sha256', body, 'hex') ? body : undefined;
  } catch {
    // There is none yet, or it cannot be read.
    return undefined;
  }
}

/** Writes a text with a digest of itself. */
export function writeDigested(file: string, body: string): void {
  writeWhole(file, `${hash('sha256', body, 'hex')}\n${body}`);
}
