// Pages that are opened as files: addresses on the site become paths from file to file.
import { posix } from 'node:path';

// "<" in text is escaped: each that is left begins a tag or a comment.
const tag = /<[a-z](?:[^">]|"[^"]*")*>/gi;
const address = /(\s(?:href|src)=")([^"]*)"/g;

type Disk = {
  /** Origin of the addresses, without a slash at its end. */
  site: string;
  /** Below `folder`, all that can be linked to. */
  keys: ReadonlySet<string>;
  /** Where the site lies, as a path from the output folder. */
  folder: string;
};

/** `html`, which is to lie at `path` in the output folder. Addresses of what isn't there stay as they are. */
export const onDisk = (html: string, path: string, disk: Disk): string =>
  html.replace(tag, (found) =>
    found.replace(address, (whole, begin: string, url: string) => {
      const [page = '', fragment] = url.split('#');
      const key = keyOf(page, disk);
      const place = fragment === undefined ? '' : `#${fragment}`;
      return key === undefined ? whole : `${begin}${pathTo(posix.join(disk.folder, key), path)}${place}"`;
    }),
  );

/** The path of one file from another, as an address. */
export const pathTo = (file: string, from: string): string =>
  posix.relative(posix.dirname(from), file).split('/').map(encodeURIComponent).join('/');

/** The edge adds "index.html" and ".html" by itself; a disk doesn't. */
function keyOf(url: string, { site, keys }: Disk): string | undefined {
  if (!url.startsWith(`${site}/`)) return undefined;
  const path = url.slice(site.length + 1);
  return [path, `${path}.html`, `${path}index.html`].find((key) => keys.has(key));
}
