/**
 * What was found in whole histories, kept between runs. A question says all that its answer depends on, by content, so
 * that an answer can be lost at any time and is never out of date. A broken entry counts as missing.
 */
export interface HistoryAnswers {
  /** Whether the file with this checksum was in a history without faults: its body can be parsed. */
  isSound(checksum: string): boolean;
  /** What was answered to a question. */
  read(question: string): string | undefined;
  /**
   * Keeps an answer.
   *
   * @param sound the checksums of the files of that history, which has no faults
   */
  write(question: string, answer: string, sound: Iterable<string>): void;
}
