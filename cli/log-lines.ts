// What the functions log, as a person reads it.

type Line = Record<string, unknown>;

const sentences: Record<string, (line: Line) => string> = {
  'ingest accepted': ({ version }) =>
    `understood ${version === 1 ? 'a new release' : `version ${version} of a release`}`,
  'ingest refused': ({ reason }) => `refused an upload (${reason}); its receipt says why`,
  'ingest unchanged': () => 'an upload had the content that it had before',
  'publish held': ({ until }) => `holds a release until ${until}`,
  'publish published': () => 'published it',
  'feeds rebuilt': ({ channel }) => `rebuilt the feeds of ${channel}`,
  'pages rebuilt': () => 'rebuilt its pages',
  'bulletins planned': () => '',
  'bulletins sent': ({ sent, of, language }) => `sent ${sent} of ${of} mails in ${language}`,
  'receipts told': () => '',
  'feedback Send': () => '',
  'feedback Delivery': () => '',
};

/** A sentence, the line itself where it is none of ours, or nothing for what would only crowd the screen. */
export function logSentence(text: string): string {
  const line = parsed(text);
  if (!line) return text;
  const { stage, outcome, error, message } = line;
  const sentence = sentences[`${stage} ${outcome}`];
  if (sentence) return sentence(line);
  return error === undefined ? `${stage}: ${outcome}` : `${stage}: ${outcome} after ${error}: ${message}`;
}

function parsed(text: string): Line | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'object' && line !== null && 'stage' in line ? { ...line } : undefined;
  } catch {
    return undefined;
  }
}
