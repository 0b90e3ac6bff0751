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
};

function help(): string {
  const lines = Object.values(commands).map(({ usage, about }) => `  ${usage}\n      ${about}\n`);
  return `Polywire publishes a press release in all its languages: feeds, pages, mails.\n\n${lines.join('\n')}
From a checkout: npm run -s polywire -- COMMAND …   (npm start is polywire start)
publish, status and withdraw reach the newsroom that runs here (of another state folder with --state DIR), or with
--stage NAME a deployed one, whose outputs are in .polywire/NAME.json.
Settings are in newsroom.yaml; docs/operating.md explains them.\n`;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Refusal(`There is no command "${name}"; polywire --help lists them.`);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.usage}\n    ${command.about}\n`);
    return 0;
  }
  return command.run(args);
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
