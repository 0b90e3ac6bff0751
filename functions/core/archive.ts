// Keys in the private archive bucket.

export const archiveKey = {
  /** The bytes as they came in. */
  original: (releaseId: string, sha256: string, extension: string) => `originals/${releaseId}/${sha256}${extension}`,
  /** A release as it was understood: immutable, named by its content. */
  release: (releaseId: string, contentHash: string) => `releases/${releaseId}/${contentHash}.json`,
  /** A picture of a release; its name is of its content. */
  media: (releaseId: string, name: string) => `media/${releaseId}/${name}`,
  /** One receipt for each upload; the names of one file's receipts sort by time. */
  receipt: (key: string, receivedAt: string, sha256: string) =>
    `receipts/${key}/${receivedAt.replace(/[-:]/g, '')}-${sha256.slice(0, 8)}.json`,
  /** The same receipt as a page, beside it. */
  receiptPage: (receipt: string) => receipt.replace(/\.json$/, '.html'),
};
