import { basename } from 'node:path';
import { BackupFailedError, type BackupProblem } from '../../errors/backup/backup-errors.ts';
import type { BackupRequest, MadeBackup } from '../../ports/backup/backup-tools.ts';
import type { BackupManifest } from '../../state/backup/backup-manifest.ts';
import { backupName } from '../../state/backup/backup-name.ts';
import { supersededBackups } from '../../state/backup/superseded-backups.ts';
import { type BackupFolder, sha256Of, sizeOf } from './backup-folder.ts';
import { type BackupPlace, type BackupPolicy, type ToolRun, toolFailed } from './backup-place.ts';
import { findClientProgram } from './client-program.ts';
import { pgBackRestBackup } from './pgbackrest.ts';
import { readServerFacts, type ServerFacts } from './server-facts.ts';
import type { ToolResult } from './tool-result.ts';

/** Throws `BackupFailedError`, and then leaves no file. */
export async function makeBackup(
  place: BackupPlace,
  folder: BackupFolder,
  policy: BackupPolicy,
  request: BackupRequest,
): Promise<MadeBackup> {
  const began = new Date();
  const at = began.toISOString();
  const { moment, heads, runId } = request;
  const server = await readServerFacts(place.options.location);
  const name = backupName({ database: server.database, at, heads, runId });
  const part = beginFile(folder, name, moment);
  try {
    const result = await runTool(place, policy, request, server, part);
    const sha256 = result.part === null ? null : await sha256Of(result.part);
    const path = result.part === null ? null : folder.finish(result.part, `${name}${result.extension}`);
    const manifest: BackupManifest = {
      format: 1,
      file: path === null ? null : basename(path),
      ...{ tool: result.tool, label: result.label, database: place.display, identity: server.identity },
      ...{ serverVersion: server.version, moment, at, heads, runId },
      ...{ bytes: result.bytes, sha256, durationMs: Date.now() - began.getTime() },
    };
    folder.describe(name, manifest);
    const manifests = folder.list().map((found) => found.manifest);
    const superseded = supersededBackups(manifests, manifest, policy.keep);
    return { manifest, path, removed: superseded.flatMap((each) => folder.remove(each) ?? []) };
  } finally {
    folder.discard(part);
  }
}

function beginFile(folder: BackupFolder, name: string, moment: BackupRequest['moment']): string {
  try {
    folder.prepare();
    return folder.begin(name);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupFailedError({ moment, problem: 'folder', folder: folder.path, why }, { cause: error });
  }
}

async function runTool(
  place: BackupPlace,
  policy: BackupPolicy,
  request: BackupRequest,
  server: ServerFacts,
  part: string,
): Promise<ToolResult> {
  const { command } = policy;
  const fail = (problem: BackupProblem) => new BackupFailedError({ ...problem, moment: request.moment });
  if (command === undefined) return await dump(place, request, server, part, fail);
  if (/^pgbackrest(\.exe)?$/.test(basename(command[0] ?? ''))) {
    const result = await pgBackRestBackup(place, command, request.signal);
    if ('problem' in result) throw fail(result);
    return result;
  }
  return await ownCommand(place, policy, command, request, part, fail);
}

type Fail = (problem: BackupProblem) => BackupFailedError;

/** pg_dump in its own format: it is compressed, and pg_restore can list it and restore parts of it. */
async function dump(
  place: BackupPlace,
  { signal }: BackupRequest,
  { version }: ServerFacts,
  part: string,
  fail: Fail,
): Promise<ToolResult> {
  const major = Math.floor(version / 10_000);
  const found = await findClientProgram('pg_dump', major, place.options.variables);
  if (found.problem !== undefined) throw fail(found.problem);
  const reader = await findClientProgram('pg_restore', major, place.options.variables);
  if (reader.problem !== undefined) throw fail(reader.problem);
  const words = [found.path, '--format=custom', '--no-password', '--file', part];
  const run = await place.run(words, { signal });
  if (run.problem !== undefined) throw fail(toolFailed(run));
  const bytes = sizeOf(part) ?? 0;
  if (bytes === 0) throw fail({ problem: 'no-file', command: run.command, file: part });
  const listed = await place.run([reader.path, '--list', part], { signal });
  if (listed.problem !== undefined) throw fail(notVerified(listed));
  return { tool: 'pg_dump', label: null, part, extension: '.dump', bytes };
}

async function ownCommand(
  place: BackupPlace,
  { verify }: BackupPolicy,
  command: readonly string[],
  { signal, moment, runId, heads }: BackupRequest,
  part: string,
  fail: Fail,
): Promise<ToolResult> {
  const withFile = (words: readonly string[]) => words.map((word) => word.replaceAll('{file}', part));
  const variables = {
    BRAID_BACKUP_FILE: part,
    BRAID_BACKUP_MOMENT: moment,
    BRAID_RUN_ID: runId,
    BRAID_HEADS: heads.join(' '),
  };
  const run = await place.run(withFile(command), { signal, variables });
  if (run.problem !== undefined) throw fail(toolFailed(run));
  const bytes = sizeOf(part) ?? 0;
  const isFile = bytes > 0;
  if (!isFile && command.some((word) => word.includes('{file}'))) {
    throw fail({ problem: 'no-file', command: run.command, file: part });
  }
  if (verify !== undefined) {
    const verified = await place.run(withFile(verify), { signal, variables });
    if (verified.problem !== undefined) throw fail(notVerified(verified));
  }
  return {
    tool: 'command',
    label: null,
    part: isFile ? part : null,
    extension: '.backup',
    bytes: isFile ? bytes : null,
  };
}

function notVerified({ command, problem = 'it failed', tail }: ToolRun): BackupProblem {
  return { problem: 'not-verified', command, why: problem, output: tail };
}
