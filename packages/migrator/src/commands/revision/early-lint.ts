import type { RevisionFile } from '../../revision/revision-file.ts';
import type { LintReport } from '../shared/lint/lint-finding.ts';
import { beginLintDrafts } from '../shared/lint/lint-revisions.ts';
import { onScratch } from '../shared/lint/on-scratch.ts';
import type { RevisionBench } from './revision-bench.ts';

/** Lints drafts before they are written: it reads them while they are proven, which is mostly waiting. */
export class EarlyLint {
  readonly #bench: RevisionBench;
  #begun: { readonly files: readonly RevisionFile[]; readonly reading: Promise<() => Promise<LintReport>> } | undefined;

  constructor(bench: RevisionBench) {
    this.#bench = bench;
  }

  /** What is wrong shows when they are linted: that a proof fails comes first. */
  begin(files: readonly RevisionFile[]): void {
    const reading = beginLintDrafts(this.#bench, files, onScratch(this.#bench), afterOthers);
    reading.catch(() => undefined);
    this.#begun = { files, reading };
  }

  async lint(files: readonly RevisionFile[]): Promise<LintReport> {
    const begun = this.#begun;
    const isSame = begun?.files.length === files.length && files.every((file, at) => file === begun.files[at]);
    const finish = await (isSame ? begun.reading : beginLintDrafts(this.#bench, files, onScratch(this.#bench)));
    return await finish();
  }
}

/** What servers have answered by now is read first. */
async function afterOthers(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
