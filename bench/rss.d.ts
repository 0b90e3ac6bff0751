// The part of rss that feeds.ts uses: the package brings no types.
declare module 'rss' {
  export default class RSS {
    constructor(options: { title: string; feed_url: string; site_url: string });
    item(options: { title: string; description: string; url: string; guid: string; date: string }): void;
    xml(): string;
  }
}
