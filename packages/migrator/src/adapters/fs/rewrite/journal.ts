import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RewriteUnfinishedError } from '../../../errors/plan/rewrite-unfinished-error.ts';
import { systemCode } from '../../process/system-code.ts';
import { JOURNAL } from './journal-file.ts';

/** One file: what it was (`null`: it did not exist) and what it becomes (`null`: removed). */
export interface JournalEntry {
  readonly file: string;
  /** SHA-256 (hex) of its bytes. */
  readonly before: string | null;
  readonly text: string | null;
}

/**
 * A change of several files that was begun.
 *
 * @see folderKey for `folder`
 */
export interface Journal {
  readonly folder: string;
  readonly entries: readonly JournalEntry[];
}

/**
 * Identifies the folder and the disk that the workspace is on. A journal that came with a checkout or a copy names
 * another one: its change was begun elsewhere.
 */
export function folderKey(root: string): string {
  const { dev, ino, birthtimeNs } = statSync(root, { bigint: true });
  return `${dev}:${ino}:${birthtimeNs}`;
}

/** The hash of a file's bytes; `null` when it does not exist. */
export function hashOf(root: string, file: string): string | null {
  try {
    return textHash(readFileSync(join(root, file)));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

export function textHash(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The change that was begun, if any. Throws a `RewriteUnfinishedError` for a file that is not a journal. */
export function readJournal(root: string): Journal | undefined {
  let text: string;
  try {
    text = readFileSync(join(root, JOURNAL), 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const journal = parse(text);
  if (journal === undefined) throw new RewriteUnfinishedError({ file: JOURNAL, problem: 'unreadable' });
  return journal;
}

function parse(text: string): Journal | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  const folder = memberOf(found, 'folder');
  const entries = memberOf(found, 'entries');
  if (typeof folder !== 'string' || !Array.isArray(entries)) return undefined;
  const read = entries.flatMap((entry: unknown) => {
    const [file, before, content] = ['file', 'before', 'text'].map((key) => memberOf(entry, key));
    return typeof file === 'string' && isTextOrNull(before) && isTextOrNull(content)
      ? [{ file, before, text: content }]
      : [];
  });
  return read.length === entries.length ? { folder, entries: read } : undefined;
}

function memberOf(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, key) : undefined;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
