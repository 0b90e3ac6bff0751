import type { Uploads } from '../../../functions/io/uploads.ts';
import { putIf, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

export type UploadStore = Map<string, { key: string; etag: string; place?: string | undefined }>;

export const uploads = (store: UploadStore, { read, write }: Wire): Uploads => ({
  note: (upload, sequencer) => {
    const place = sequencer?.padEnd(64, '0');
    const isNewest = (there: { place?: string | undefined } | undefined) =>
      place === undefined || there?.place === undefined || there.place <= place;
    return write('uploads.note', () => void putIf(store, upload.key, { ...upload, place }, isNewest));
  },
  all: () => read('uploads.all', () => sorted(store).map(({ key, etag }) => ({ key, etag }))),
});
