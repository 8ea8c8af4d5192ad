import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { systemCode } from '../../process/system-code.ts';
import { giveToFolderOwner } from './folder-owner.ts';

/** The object in a JSON file, or undefined when the file is absent or holds no object. */
export function readJsonObject(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Replaces a JSON file in one step; only this user may read it, since it may hold a password. */
export function writeJson(file: string, value: object): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  giveToFolderOwner(unfinished);
  renameSync(unfinished, file);
}
