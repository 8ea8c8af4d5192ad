import { type ErrorPlace, quoteForMessage, RevisionFileError } from './revision-file-error.ts';

export interface TextOutsideSections extends ErrorPlace {
  readonly text: string;
}

/**
 * Something other than `--` comments is before the first section marker.
 * @cause A statement was written above the line `-- migrate:upgrade`.
 * @repair Move the statement below that line.
 */
export class TextOutsideSectionsError extends RevisionFileError<TextOutsideSections> {
  readonly code = 'text-outside-sections';
  constructor(facts: TextOutsideSections) {
    super(facts, {
      problem: `${quoteForMessage(facts.text)} is before the first section`,
      hint: 'Before "-- migrate:upgrade" there may only be lines that begin with "--": move the statement below that line.',
    });
  }
}

export interface InvalidSectionMarker extends ErrorPlace {
  readonly marker: string;
  readonly problem: 'not-at-line-start' | 'not-a-marker';
}

/**
 * A comment looks like a section marker but is not one.
 * @cause The direction is misspelt, or the comment is behind a statement on the same line.
 * @repair Write a line of its own: `-- migrate:upgrade` or `-- migrate:downgrade`.
 */
export class InvalidSectionMarkerError extends RevisionFileError<InvalidSectionMarker> {
  readonly code = 'section-marker-invalid';
  constructor(facts: InvalidSectionMarker) {
    const problem = facts.problem === 'not-a-marker' ? 'is not a section marker' : 'does not begin its line';
    super(facts, {
      problem: `${quoteForMessage(facts.marker)} ${problem}`,
      hint: 'A section begins with a line of its own: "-- migrate:upgrade" or "-- migrate:downgrade". Reword the line if it is a comment.',
    });
  }
}

export interface MissingSection extends ErrorPlace {
  readonly direction: 'upgrade' | 'downgrade';
}

/**
 * A revision has no upgrade or no downgrade section.
 * @cause The marker was deleted or misspelt, or the downgrade was left out.
 * @repair Add the section; an empty downgrade is allowed, and so is `-- migrate:downgrade irreversible="why"`.
 */
export class MissingSectionError extends RevisionFileError<MissingSection> {
  readonly code = 'section-missing';
  constructor(facts: MissingSection) {
    const { direction } = facts;
    super(facts, {
      problem: `there is no "-- migrate:${direction}" section`,
      hint:
        direction === 'upgrade'
          ? 'Add a line "-- migrate:upgrade" below the header and the statements below it (none for a merge).'
          : 'Add "-- migrate:downgrade" with the statements that undo the upgrade; leave it empty when there is nothing to undo; or declare why ' +
            'it is irreversible: -- migrate:downgrade irreversible="the dropped rows are gone"',
    });
  }
}

export interface DuplicateSection extends ErrorPlace {
  readonly direction: 'upgrade' | 'downgrade';
  readonly firstLine: number;
}

/**
 * The file has the same section twice.
 * @cause Two revisions were put into one file, or a merge in git kept both versions.
 * @repair Move the statements into the first of the two sections and remove the second marker.
 */
export class DuplicateSectionError extends RevisionFileError<DuplicateSection> {
  readonly code = 'section-duplicate';
  constructor(facts: DuplicateSection) {
    const { direction, firstLine } = facts;
    super(facts, {
      problem: `there is already a "migrate:${direction}" section on line ${firstLine}`,
      hint: `Move the statements into the section that begins on line ${firstLine} and remove this marker.`,
    });
  }
}

/**
 * The downgrade section is before the upgrade section.
 * @cause The two sections were written in the wrong order.
 * @repair Move the downgrade section below the upgrade section.
 */
export class SectionOrderError extends RevisionFileError {
  readonly code = 'section-order';
  constructor(place: ErrorPlace) {
    super(place, {
      problem: 'the downgrade section is before the upgrade section',
      hint: 'Move the downgrade section below the upgrade section.',
    });
  }
}
