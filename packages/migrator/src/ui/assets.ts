/** A file that pages load. */
export interface Asset {
  readonly type: string;
  readonly content: Uint8Array;
}

/** The files that pages load; there are no others. */
export interface Assets {
  /** The file with this name; `undefined` if there is none. */
  read(name: string): Asset | undefined;
}

/** All their names, with their media types. */
export const ASSET_TYPES: Readonly<Record<string, string>> = {
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};
