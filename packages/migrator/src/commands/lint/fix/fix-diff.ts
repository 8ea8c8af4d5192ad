import type { FixDraft } from './draft-fix.ts';

/** The changes of a fix in files, as lines of `git diff` without context. */
export function fixDiff({ old, chain }: FixDraft): readonly string[] {
  return chain.flatMap(({ revision, text }) => {
    const isOld = revision.id === old.revision.id;
    const changed = lineDiff(isOld ? linesOf(old.text) : [], linesOf(text));
    return [isOld ? `changed ${revision.file}` : `new ${revision.file}`, ...changed, ''];
  });
}

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split(/\r?\n/);
}

/** The lines that only one side has, in order, by the longest common subsequence. */
function lineDiff(before: readonly string[], after: readonly string[]): readonly string[] {
  const lengths = before.map(() => new Array<number>(after.length + 1).fill(0));
  lengths.push(new Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row !== undefined)
        row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  for (let [i, j] = [0, 0]; i < before.length || j < after.length; ) {
    if (i < before.length && j < after.length && before[i] === after[j]) [i, j] = [i + 1, j + 1];
    else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1)))
      lines.push(`- ${before[i++] ?? ''}`);
    else lines.push(`+ ${after[j++] ?? ''}`);
  }
  return lines;
}
