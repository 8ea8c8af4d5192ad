import type { Direction } from '../../../revision/revision.ts';
import type { DataEffect } from '../../../schema/difference/classify-change.ts';
import type { Style } from '../style.ts';

/** What a section of a revision loses, and which of its statements depend on rows. */
export function effectLines(section: Direction, { lossy, rows }: DataEffect, style: Style): readonly string[] {
  return [
    ...lossy.map((loss) => `  ${style.yellow(`the ${section} loses`)} ${loss}`),
    ...rows.map((need) => `  ${style.yellow(`the ${section} depends on rows:`)} ${need}`),
  ];
}
