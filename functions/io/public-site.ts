// What feeds and pages are made from, and where they go.
import type { Newsroom } from '../core/newsroom.ts';
import { type Archive, archive } from './archive.ts';
import { env } from './env.ts';
import { bundledNewsroom } from './newsroom.ts';
import { type Objects, objects } from './objects.ts';
import { type Releases, releases } from './releases.ts';

export type PublicSite = {
  releases: Releases;
  archive: Archive;
  public: Objects;
  newsroom: Newsroom;
  /** Its origin. */
  site: string;
};

export function publicSite(): PublicSite {
  const names = env('RELEASES_TABLE', 'ARCHIVE_BUCKET', 'PUBLIC_BUCKET', 'SITE_URL');
  return {
    releases: releases(names.RELEASES_TABLE),
    archive: archive(names.ARCHIVE_BUCKET),
    public: objects(names.PUBLIC_BUCKET),
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
  };
}
