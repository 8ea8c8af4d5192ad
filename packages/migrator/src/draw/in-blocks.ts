const LINES = 1000;

/**
 * A line of text for each item, in texts of many lines: 100,000 strings that are joined at the end would all be held
 * until then.
 */
export function inBlocks<T>(items: readonly T[], lineOf: (item: T, index: number) => string): readonly string[] {
  const blocks: string[] = [];
  for (let at = 0; at < items.length; at += LINES) {
    blocks.push(
      items
        .slice(at, at + LINES)
        .map((item, index) => lineOf(item, at + index))
        .join('\n'),
    );
  }
  return blocks;
}
