// The inbox, as the clock compares it with what was read.

export type InboxObject = {
  key: string;
  size: number;
  /** Without quotes. */
  etag: string;
  modified: Date;
};

/** The last content of a key that was read to the end, receipt included. */
export type ReadUpload = { key: string; etag: string };

/** The empty object that stands for a folder in S3's console. */
export const isFolder = ({ key, size }: Pick<InboxObject, 'key' | 'size'>): boolean => key.endsWith('/') && size === 0;
