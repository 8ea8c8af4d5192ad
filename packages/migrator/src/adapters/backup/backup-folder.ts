import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FoundBackup } from '../../ports/backup/backup-tools.ts';
import { type BackupManifest, parseManifest, printManifest } from '../../state/backup/backup-manifest.ts';

/** No other user may read what is in a database. */
const OWN = 0o600;
const OWN_FOLDER = 0o700;
const MANIFEST = '.json';

/** A folder with backups and a manifest beside each. */
export class BackupFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder, and keeps git from taking what will be in it. Throws what the file system says. */
  prepare(): void {
    if (existsSync(this.path)) return;
    mkdirSync(this.path, { recursive: true, mode: OWN_FOLDER });
    writeFileSync(join(this.path, '.gitignore'), '*\n');
  }

  /** An empty file for a tool to write to, which no other user may read. */
  begin(name: string): string {
    const part = join(this.path, `${name}.part`);
    closeSync(openSync(part, 'wx', OWN));
    return part;
  }

  discard(part: string): void {
    rmSync(part, { force: true });
  }

  /** Gives a verified file its name. */
  finish(part: string, name: string): string {
    const path = join(this.path, name);
    syncFile(part);
    renameSync(part, path);
    return path;
  }

  /** Written last: only a complete backup has a manifest. */
  describe(name: string, manifest: BackupManifest): string {
    const path = join(this.path, `${name}${MANIFEST}`);
    const part = `${path}.part`;
    writeFileSync(part, printManifest(manifest), { mode: OWN, flag: 'wx' });
    syncFile(part);
    renameSync(part, path);
    return path;
  }

  /** Newest first, without files that have no manifest of Braid. */
  list(): readonly FoundBackup[] {
    const names = existsSync(this.path) ? readdirSync(this.path) : [];
    const found = names
      .filter((name) => name.endsWith(MANIFEST))
      .flatMap((name) => {
        const manifest = readManifest(join(this.path, name));
        if (manifest === undefined) return [];
        const path = join(this.path, manifest.file ?? name);
        return [{ path, manifest, present: manifest.file === null || sizeOf(path) === manifest.bytes }];
      });
    return found.sort((a, b) => Date.parse(b.manifest.at) - Date.parse(a.manifest.at));
  }

  /**
   * Removes a backup with its manifest, and nothing that has changed since it was made. Returns the path, when it is
   * gone.
   */
  remove(manifest: BackupManifest): string | undefined {
    if (manifest.file === null) return undefined;
    const path = join(this.path, manifest.file);
    const note = manifestOf(path);
    if (sizeOf(path) !== manifest.bytes || readManifest(note)?.sha256 !== manifest.sha256) return undefined;
    rmSync(path);
    rmSync(note, { force: true });
    return path;
  }
}

/** Where the manifest of a file is. */
export function manifestOf(path: string): string {
  return join(dirname(path), `${basename(path).replace(/\.(dump|backup)$/, '')}${MANIFEST}`);
}

export function readManifest(path: string): BackupManifest | undefined {
  try {
    return lstatSync(path).isFile() ? parseManifest(readFileSync(path, 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}

/** For a regular file; `undefined` for everything else, including links. */
export function sizeOf(path: string): number | undefined {
  try {
    const stats = lstatSync(path);
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}

/** Hex. Reads the file in pieces: it may be larger than the memory. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
