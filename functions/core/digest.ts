import { createHash } from 'node:crypto';

/** sha256, hex, of bytes or text. */
export const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
