import type { Finding } from '../../../commands/shared/finding.ts';

/** Where a finding is, for programs that point at it. */
export interface FindingPlace {
  /** Relative to the workspace. */
  readonly file: string;
  /** The first line if the line is unknown. */
  readonly line: number;
}

/** The file of a finding, with the line that its message begins with (`a.sql:7:1: …`). */
export function findingPlace({ file, message }: Finding): FindingPlace | undefined {
  if (file === null) return undefined;
  const [, line = '1'] = message.startsWith(`${file}:`) ? (/^(\d+):/.exec(message.slice(file.length + 1)) ?? []) : [];
  return { file, line: Number(line) };
}
