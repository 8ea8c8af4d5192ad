import type { WorkspaceEdit } from '../workspace-edit.ts';
import { addToJson, type JsonAddition } from './json-edit.ts';
import { jsonValue, parseJsonText } from './json-node.ts';

export interface JsonFileEdit {
  readonly file: string;
  readonly what: string;
  readonly byHand: string;
  readonly installs?: boolean;
  readonly addition: JsonAddition;
  /** Whether the addition already exists, in whatever form. */
  isThere(value: unknown): boolean;
}

/** Adds to a JSON file that is there; one that is not there is somebody else's to make. */
export function jsonFileEdit({ addition, isThere, ...edit }: JsonFileEdit): WorkspaceEdit {
  return {
    ...edit,
    apply(text) {
      const node = text === undefined ? undefined : parseJsonText(text);
      if (text === undefined || node === undefined) return undefined;
      return isThere(jsonValue(node)) ? text : addToJson(text, addition);
    },
  };
}

/** What is at a path of a JSON value. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && !Array.isArray(at) ? Reflect.get(at, key) : undefined),
    value,
  );
}

export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const list = valueAt(value, ...path);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}
