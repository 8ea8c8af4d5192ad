/**
 * The `label` of a slice.json. Throws an Error that names the file: Nx prints it beside the projects that it could
 * read.
 */
export function sliceLabel(text: string, file: string): string {
  const value: unknown = JSON.parse(text);
  const label = typeof value === 'object' && value !== null && 'label' in value ? value.label : undefined;
  if (typeof label !== 'string' || !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(label)) {
    throw new Error(`${file} needs a "label" of letters, digits, "_" and "-", for example {"label":"events"}`);
  }
  return label;
}
