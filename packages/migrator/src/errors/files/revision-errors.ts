import { type ErrorPlace, quoteForMessage, RevisionFileError } from './revision-file-error.ts';

/** A header lacks a key that every header has. */
export class MissingHeaderKeyError extends RevisionFileError {
  readonly code = 'header-key-missing';
  constructor(place: ErrorPlace, key: string, example: string) {
    super(place, `the header has no "${key}"`, `Add this line to the header: ${example}`, { key });
  }
}

/** A key stands twice in one header (only `rename` may). */
export class DuplicateHeaderKeyError extends RevisionFileError {
  readonly code = 'header-key-duplicate';
  constructor(place: ErrorPlace, key: string, firstLine: number) {
    const hint = `Keep one "${key}" line. Lists are written on one line, separated by commas: a, b`;
    super(place, `"${key}" stands already on line ${firstLine}`, hint, { key, firstLine });
  }
}

/** A line of the header looks like a key but is none. */
export class UnknownHeaderKeyError extends RevisionFileError {
  readonly code = 'header-key-unknown';
  constructor(place: ErrorPlace, key: string, suggestion: string | undefined, comment: string) {
    const asNote = `a comment is written as: ${comment} note: …`;
    const hint = suggestion === undefined ? `Remove the line; ${asNote}` : `Write "${suggestion}:"; ${asNote}`;
    super(place, `unknown header key ${quoteForMessage(key)}`, hint, { key, suggestion });
  }
}

/** A key stands among the free comments, below the block of keys, where it would have no effect. */
export class MisplacedHeaderKeyError extends RevisionFileError {
  readonly code = 'header-key-misplaced';
  constructor(place: ErrorPlace, key: string, comment: string) {
    const hint = `Move "${comment} ${key}: …" up to the other keys (no empty line between them), or reword it if it is a comment.`;
    super(place, `"${key}:" stands below the block of keys, where it has no effect`, hint, { key });
  }
}

/** The value of a header key is not allowed. */
export class InvalidHeaderValueError extends RevisionFileError {
  readonly code = 'header-value-invalid';
  constructor(place: ErrorPlace, key: string, value: string, problem: string, hint: string) {
    super(place, `${key}: ${quoteForMessage(value)} ${problem}`, hint, { key, value });
  }
}

/** A header has a character that no editor shows. */
export class InvalidHeaderCharacterError extends RevisionFileError {
  readonly code = 'header-character-invalid';
  constructor(place: ErrorPlace, character: number) {
    const name = `U+${character.toString(16).toUpperCase().padStart(4, '0')}`;
    super(place, `the header has a control character (${name})`, 'Remove the character.', { character: name });
  }
}

/** Something other than `--` comments stands before the first section marker. */
export class TextOutsideSectionsError extends RevisionFileError {
  readonly code = 'text-outside-sections';
  constructor(place: ErrorPlace, text: string) {
    const hint =
      'Before "-- migrate:upgrade" only lines that begin with "--" may stand: move the statement below that line.';
    super(place, `${quoteForMessage(text)} stands before the first section`, hint);
  }
}

/** A comment looks like a section marker but is none. */
export class InvalidSectionMarkerError extends RevisionFileError {
  readonly code = 'section-marker-invalid';
  constructor(place: ErrorPlace, marker: string, problem: string) {
    const hint =
      'A section begins with a line of its own: "-- migrate:upgrade" or "-- migrate:downgrade". Reword the line if it is a comment.';
    super(place, `${quoteForMessage(marker)} ${problem}`, hint);
  }
}

/** An option on a section marker is unknown, repeated or has a wrong value. */
export class InvalidSectionOptionError extends RevisionFileError {
  readonly code = 'section-option-invalid';
  constructor(place: ErrorPlace, option: string, problem: string, hint: string) {
    super(place, `section option ${quoteForMessage(option)} ${problem}`, hint, { option });
  }
}

/** A revision lacks its upgrade or downgrade section. */
export class MissingSectionError extends RevisionFileError {
  readonly code = 'section-missing';
  constructor(place: ErrorPlace, direction: 'upgrade' | 'downgrade') {
    const hint =
      direction === 'upgrade'
        ? 'Add a line "-- migrate:upgrade" below the header and the statements below it (none for a merge).'
        : 'Add "-- migrate:downgrade" with the statements that undo the upgrade; leave it empty when there is nothing to undo; or say why ' +
          'there is no way back: -- migrate:downgrade irreversible="the dropped rows are gone"';
    super(place, `there is no "-- migrate:${direction}" section`, hint, { direction });
  }
}

/** A section stands twice. */
export class DuplicateSectionError extends RevisionFileError {
  readonly code = 'section-duplicate';
  constructor(place: ErrorPlace, direction: string, firstLine: number) {
    const hint = `Move the statements into the section that begins on line ${firstLine} and remove this marker.`;
    super(place, `there is already a "migrate:${direction}" section on line ${firstLine}`, hint, {
      direction,
      firstLine,
    });
  }
}

/** The downgrade section stands before the upgrade section. */
export class SectionOrderError extends RevisionFileError {
  readonly code = 'section-order';
  constructor(place: ErrorPlace) {
    const hint = 'Move the downgrade section below the upgrade section.';
    super(place, 'the downgrade section stands before the upgrade section', hint);
  }
}

/** A section that declares that there is no way back has statements. */
export class IrreversibleWithStatementsError extends RevisionFileError {
  readonly code = 'section-irreversible-with-statements';
  constructor(place: ErrorPlace) {
    const hint =
      'Remove the statements, or remove irreversible="…" from the marker (lossy="…" says what a downgrade loses).';
    super(place, 'a section that is irreversible cannot have statements', hint);
  }
}

/** `BEGIN`, `COMMIT` … in a section: the runner owns the transactions. */
export class TransactionControlError extends RevisionFileError {
  readonly code = 'section-transaction-control';
  constructor(place: ErrorPlace, command: string, transaction: boolean) {
    const hint = transaction
      ? 'Remove it: the section runs in a transaction of its own. Statements that must not are marked on the section: transaction=off'
      : 'Remove it: with transaction=off each statement commits by itself. Put statements that belong together into a revision of their own.';
    super(place, `${command} is not allowed in a revision`, hint, { command });
  }
}

/** A statement that PostgreSQL refuses inside a transaction stands in a transactional section. */
export class StatementRunsAloneError extends RevisionFileError {
  readonly code = 'section-statement-runs-alone';
  constructor(place: ErrorPlace, direction: string, command: string) {
    const hint = `Write on the marker: -- migrate:${direction} transaction=off (best with only such statements in the section).`;
    super(place, `${command} cannot run inside a transaction`, hint, { command });
  }
}

/** Something that is to be written into a revision file could not be read back from it. */
export class UnprintableRevisionError extends RevisionFileError {
  readonly code = 'revision-unprintable';
  constructor(place: ErrorPlace, problem: string) {
    super(place, `the revision cannot be written: ${problem}`, 'Change the value; nothing was written.');
  }
}
