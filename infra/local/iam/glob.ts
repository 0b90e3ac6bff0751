/** IAM User Guide, "Resource": * stands for any characters, colons and slashes too, and ? for one. */
export function glob(pattern: string, text: string, flags = ''): boolean {
  const source = pattern.replace(/\*|\?|[^*?]+/g, (part) => WILDCARDS[part] ?? RegExp.escape(part));
  return new RegExp(`^${source}$`, `su${flags}`).test(text);
}

const WILDCARDS: Record<string, string> = { '*': '.*', '?': '.' };
