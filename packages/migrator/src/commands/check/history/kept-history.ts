import { createHash } from 'node:crypto';
import type { HistoryBench, HistoryFindings, HistoryScope } from './history-scope.ts';
import { isWitnessed, type Witness, witnessedFiles } from './witnessed-files.ts';

/**
 * What was found before in these very files, or what `find` finds now. Where nothing was wrong in the whole history,
 * nothing is for some of its slices: what they get is always a part of that.
 *
 * @param proven the merges whose proof holds, which was looked at just now
 */
export async function keptHistory(
  bench: HistoryBench,
  { only, checksums }: HistoryScope,
  proven: readonly string[],
  find: (bench: HistoryBench) => Promise<HistoryFindings>,
): Promise<HistoryFindings> {
  const answers = await bench.answers();
  const question = (labels: readonly string[] | null): string => `${content} ${JSON.stringify(labels)}`;
  const content = digestOf([bench.workspace.slices, proven, [...checksums]]);
  const known = (asked: string): HistoryFindings | undefined => {
    const answer: unknown = JSON.parse(answers.read(asked) ?? 'null');
    return isKept(answer) && isWitnessed(answer.witness, bench.files) ? answer.found : undefined;
  };
  const wanted = question(only === undefined ? null : [...only].sort());
  const found = known(wanted);
  if (found !== undefined) return found;
  const whole = only === undefined ? undefined : known(question(null));
  if (whole !== undefined && Object.values(whole).every((list) => list.length === 0)) return whole;

  const { files, witness } = witnessedFiles(bench.files);
  const { workspace, hasRead } = watchedWorkspace(bench.workspace);
  const made = await find({ ...bench, files, workspace });
  const seen = witness();
  // A file that was read for a second time may have changed since the first.
  if (seen === undefined || hasRead()) return made;
  const kept: KeptFindings = { witness: seen, found: made };
  answers.write(wanted, JSON.stringify(kept), checksums.values());
  return made;
}

interface KeptFindings {
  readonly witness: Witness;
  readonly found: HistoryFindings;
}

/** What was kept is whole, so that it is enough to see that it is there. */
function isKept(answer: unknown): answer is KeptFindings {
  return typeof answer === 'object' && answer !== null && 'witness' in answer && 'found' in answer;
}

/** A workspace, and whether revision files were read through it. */
function watchedWorkspace(workspace: HistoryBench['workspace']): {
  readonly workspace: HistoryBench['workspace'];
  hasRead(): boolean;
} {
  let hasRead = false;
  const reading = <Given extends readonly unknown[], Result>(read: (...given: Given) => Result) => {
    return (...given: Given): Result => {
      hasRead = true;
      return read(...given);
    };
  };
  return {
    workspace: {
      root: workspace.root,
      slices: workspace.slices,
      readHeaders: reading(() => workspace.readHeaders()),
      inspect: reading((isSound, known) => workspace.inspect(isSound, known)),
      checksumOf: reading((revision) => workspace.checksumOf(revision)),
      readRevision: reading((revision) => workspace.readRevision(revision)),
    },
    hasRead: () => hasRead,
  };
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
