import { createRequire } from 'node:module';
import * as client from '@kubernetes/client-node';

const require = createRequire(import.meta.url);

/**
 * What is wrong with a manifest, judged by two libraries that are made from the API's own description: values by
 * kubernetes-models, which lets unknown fields pass, and the names of fields by the models of the API's client.
 */
export function manifestProblems(manifest: unknown): readonly string[] {
  if (!isRecord(manifest) || typeof manifest.apiVersion !== 'string' || typeof manifest.kind !== 'string') {
    return ['it has no apiVersion and kind'];
  }
  const version = manifest.apiVersion.split('/').at(-1) ?? '';
  const type = `${version.slice(0, 1).toUpperCase()}${version.slice(1)}${manifest.kind}`;
  return [
    ...wrongValues(manifest.apiVersion, manifest.kind, manifest),
    ...(fieldsOf(type) === undefined ? [`${type} is not known`] : unknownFields(manifest, type, '')),
  ];
}

function wrongValues(apiVersion: string, kind: string, manifest: unknown): readonly string[] {
  const models: unknown = require(`kubernetes-models/${apiVersion}`);
  const Model: unknown = isRecord(models) ? models[kind] : undefined;
  if (typeof Model !== 'function') return [`no kind ${kind} in ${apiVersion}`];
  try {
    Reflect.construct(Model, [manifest]).validate();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

interface Field {
  readonly baseName: string;
  readonly type: string;
}

function fieldsOf(type: string): readonly Field[] | undefined {
  const model: unknown = Reflect.get(client, type);
  if (typeof model !== 'function') return undefined;
  const read: unknown = Reflect.get(model, 'getAttributeTypeMap');
  return typeof read === 'function' ? Reflect.apply(read, model, []) : undefined;
}

function unknownFields(value: unknown, type: string, path: string): readonly string[] {
  const item = /^(?:Array|Set)<(.*)>$/.exec(type)?.[1];
  if (item !== undefined) {
    return Array.isArray(value) ? value.flatMap((each, at) => unknownFields(each, item, `${path}/${at}`)) : [];
  }
  const fields = fieldsOf(type);
  if (fields === undefined || !isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = fields.find(({ baseName }) => baseName === name);
    return field === undefined
      ? [`${path}/${name} is not a field of ${type}`]
      : unknownFields(inner, field.type, `${path}/${name}`);
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
