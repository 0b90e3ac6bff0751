import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Refusal } from './sentence.ts';

// A third of a short command's time is compiling what the one before it compiled.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/polywire-code', import.meta.url)));

type Command = { usage: string; about: string; run(args: string[]): Promise<number> };

// Loaded when asked for: `check` needs no cloud.
const commands: Record<string, Command> = {
  start: {
    usage: 'polywire start [--port N] [--inbox DIR] [--state DIR]',
    about:
      'Runs the whole newsroom on this machine, publishes a sample at the first start, and whatever is put into the inbox folder. State is kept in .polywire/. Ends with Ctrl-C.',
    run: async (args) => (await import('./start.ts')).start(args),
  },
  run: {
    usage: 'polywire run FILE… [--subscribers CSV] --out DIR [--json]',
    about:
      'Publishes the files once, one after the other, and writes what readers would have: DIR/public, DIR/outbox, DIR/receipts, DIR/report.json. Exits with 0 only when everything was published and delivered.',
    run: async (args) => (await import('./run.ts')).run(args),
  },
  check: {
    usage: 'polywire check FILE… [--json]',
    about: "Says what a file would be published as, without publishing it. Exits with 1 when one can't be published.",
    run: async (args) => (await import('./check.ts')).check(args),
  },
  preview: {
    usage: 'polywire preview FILE --out DIR',
    about:
      'Writes the pages, feeds and mails of a file as they would go out now, without publishing anything: open DIR/index.html. What DIR holds beside an earlier preview is left alone. For example: polywire preview budget.md --out /tmp/budget',
    run: async (args) => (await import('./preview.ts')).preview(args),
  },
  publish: {
    usage: 'polywire publish FILE… [--stage NAME] [--json]',
    about:
      'Uploads files to the newsroom that runs here, or to a deployed one, and follows each to its receipt: what was understood, where it is, what became of its mails. Exits with 1 when one was refused. For example: polywire publish budget.md --stage live',
    run: async (args) => (await import('./publish.ts')).publish(args),
  },
  status: {
    usage: 'polywire status [RELEASE] [--stage NAME] [--json]',
    about:
      'Says what became of a release, by its file, its id or one of its addresses: each language, its mails, the problems of its newest upload. --json prints the newest receipt. Without a release, what came in last. For example: polywire status budget.md',
    run: async (args) => (await import('./status.ts')).status(args),
  },
  withdraw: {
    usage: 'polywire withdraw RELEASE --note TEXT [--language LANG]… [--stage NAME] [--json]',
    about:
      'Takes a release back, in all its languages or in those that are named, and waits until the notice stands in its place. Readers see the note. For example: polywire withdraw budget.md --note "The figures were wrong." --language en',
    run: async (args) => (await import('./withdraw.ts')).withdraw(args),
  },
  'subscribers import': {
    usage: 'polywire subscribers import FILE.csv [--dry-run] [--stage NAME] [--json]',
    about:
      'Takes over readers of another list: a CSV with the columns email,languages,topics,frequency,timezone,consent, in which consent says how and when each agreed; a row without it is refused. Who has left, bounced or was erased stays out, and the choices of who is known stand. Each row that is refused is told with its line. --dry-run writes nothing and counts the same. Exits with 1 when no row was let in. For example: polywire subscribers import fair.csv --dry-run',
    run: async (args) => (await import('./subscribers-import.ts')).subscribersImport(args),
  },
  'subscribers export': {
    usage: 'polywire subscribers export ADDRESS [--stage NAME]',
    about:
      'Prints as JSON all that is held about an address: the subscription, a sign-up that waits, the consent record, a suppression, and what became of each copy. For example: polywire subscribers export ana@example.org > ana.json',
    run: async (args) => (await import('./subscribers-export.ts')).subscribersExport(args),
  },
  'subscribers erase': {
    usage: 'polywire subscribers erase ADDRESS [--yes] [--stage NAME] [--json]',
    about:
      'Erases all that is held about an address, and asks before. What is left is a keyed hash in the suppression list, so that no import brings it back; its owner can sign up again. For example: polywire subscribers erase ana@example.org',
    run: async (args) => (await import('./subscribers-erase.ts')).subscribersErase(args),
  },
  'subscribers leave': {
    usage: 'polywire subscribers leave TOKEN|FILE.eml|-… [--stage NAME] [--json]',
    about:
      'Ends the subscriptions of who asked for it by a mail to the newsroom, with the subject "unsubscribe TOKEN": by the token, by the saved mail, or by a mail on stdin, to which a mail filter can pipe. Exits with 1 when one could not be read. For example: polywire subscribers leave - < mail.eml',
    run: async (args) => (await import('./subscribers-leave.ts')).subscribersLeave(args),
  },
  verify: {
    usage: 'polywire verify URL|FILE --key JWKS [--offline] [--json]',
    about:
      'For media outlets: says whether an item is the newsroom’s and unchanged, by the keys that you trust, which version it is, and whether it was corrected or withdrawn since. FILE is a saved .jws, or a .ninjs.json with its .jws beside it. Exits with 1 when it must not be used. For example: polywire verify https://news.example/en/2026/05/budget --key jwks.json',
    run: async (args) => (await import('./verify.ts')).verify(args),
  },
};

function help(): string {
  const lines = Object.values(commands).map(({ usage, about }) => `  ${usage}\n      ${about}\n`);
  return `Polywire publishes a press release in all its languages: feeds, pages, mails.\n\n${lines.join('\n')}
From a checkout: npm run -s polywire -- COMMAND …   (npm start is polywire start)
publish, status, withdraw and subscribers reach the newsroom that runs here (of another state folder with --state DIR),
or with --stage NAME a deployed one, whose outputs are in .polywire/NAME.json.
Settings are in newsroom.yaml; docs/operating.md explains them.\n`;
}

const helps = ['help', '--help', '-h'];

async function main(args: string[]): Promise<number> {
  const [name, sub] = args;
  if (name === undefined || helps.includes(name)) {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const words = Object.hasOwn(commands, `${name} ${sub}`) ? 2 : 1;
  const command = commandOf(args.slice(0, words).join(' '));
  if (command) {
    const rest = args.slice(words);
    if (!rest.includes('--help') && !rest.includes('-h')) return command.run(rest);
    process.stdout.write(described([command]));
    return 0;
  }
  const family = Object.keys(commands).filter((one) => one.startsWith(`${name} `));
  if (family.length === 0) throw new Refusal(`There is no command "${name}"; polywire --help lists them.`);
  if (sub !== undefined && !helps.includes(sub)) {
    throw new Refusal(`There is no command "${name} ${sub}"; polywire ${name} --help lists them.`);
  }
  process.stdout.write(described(family.flatMap((one) => commandOf(one) ?? [])));
  return sub === undefined ? 2 : 0;
}

const commandOf = (name: string): Command | undefined => (Object.hasOwn(commands, name) ? commands[name] : undefined);

const described = (some: Command[]): string => some.map(({ usage, about }) => `${usage}\n    ${about}\n`).join('\n');

// As a program ends whose reader has gone (SIGPIPE, which Node ignores): `polywire … | head` has what it wants.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(141);
    throw error;
  });
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  const isExpected = error instanceof Refusal || (error instanceof Error && error.name === 'PermanentError');
  process.stderr.write(
    `polywire: ${isExpected || !(error instanceof Error) ? (error instanceof Error ? error.message : error) : error.stack}\n`,
  );
  process.exit(1);
}
