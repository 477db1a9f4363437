import { isEmpty, type Draft, type DraftFile, type Post } from '../state/writing.ts';
import { beginCommand, settleRest } from './commands/command-mode.ts';
import { readCommand } from './commands/command-text.ts';
import { checkCommand } from './commands/command-use.ts';
import { type UsableCommand, unknownCommand, usableCommands } from './commands/commands.ts';
import { typedNames } from './text/naming.ts';
import { readUploads } from './files/read-uploads.ts';
import { sentText } from './text/sent-text.ts';
import type { ComposerModel } from './use-composer.ts';

/** As long as Discord lets a message be. */
export const MAX_LENGTH = 2_000;

const CLEARED: Partial<Draft> = {
  text: '',
  marks: [],
  files: [],
  replyTo: undefined,
  ping: undefined,
  command: undefined,
  isPlain: false,
  problem: undefined,
  unsent: undefined,
};

/** Sends what is written in a composer. What cannot be sent stays there, or comes back, with the reason. */
export function createSubmit({ visit, channel, now, change, naming, goTo, isSubmitting }: ComposerModel) {
  const contentOf = (post: Pick<Post, 'text' | 'marks'>) =>
    sentText(post, { names: typedNames(naming), emojis: naming.emojis });

  function submit(): void {
    const draft = now();
    if (isEmpty(draft)) return;
    if (draft.command || draft.text.trimStart().startsWith('/')) void submitCommand();
    else submitPost();
  }

  function submitPost(): void {
    const { text, marks, files, replyTo, ping, unsent } = now();
    const content = contentOf({ text, marks });
    if (content.length > MAX_LENGTH) {
      change({ problem: `This is ${content.length - MAX_LENGTH} characters too long for a message.` });
      return;
    }
    // Unchanged, it is the same message.
    const isSame =
      unsent?.text === text && unsent.files === files && unsent.replyTo === replyTo && unsent.ping === ping;
    post({ text, marks, files, replyTo, ping }, content, isSame ? unsent.nonce : undefined);
    change(CLEARED);
    goTo(undefined);
  }

  function post(what: Post, content: string, nonce = crypto.randomUUID().slice(0, 23)): void {
    visit.outbox.post(channel.id, { sent: { ...what, nonce }, content });
  }

  async function submitCommand(): Promise<void> {
    const before = now();
    isSubmitting.current = true;
    const commands = await visit.commandsIn(channel.id).then(usableCommands, (error: Error) => error.message);
    isSubmitting.current = false;
    const draft = now();
    if (draft.text !== before.text || draft.command !== before.command) return;
    if (typeof commands === 'string') return change({ problem: commands });
    const text = draft.text.trim();
    const typed = draft.command ? undefined : readCommand(text, commands);
    const command = typed?.command ?? commands.find(({ name }) => name === draft.command?.name);
    if (!command) return change({ problem: unknownCommand(draft.command ? `/${draft.command.name}` : text, commands) });
    if (typed) change({ ...beginCommand(command, draft, typed), isPlain: false });
    run(command);
  }

  function run(command: UsableCommand): void {
    change(settleRest(now(), command));
    const draft = now();
    const checked = checkCommand(command, draft, naming);
    if (!checked.isReady) {
      change({ command: checked.draft });
      return goTo(checked.draft.fields.find(({ problem }) => problem !== undefined)?.name);
    }
    if (draft.text.trim() !== '')
      return change({ problem: `“${draft.text.trim()}” belongs to no option of /${command.name}.` });
    const { text, marks, files, command: written } = draft;
    change(CLEARED);
    goTo(undefined);
    visit.marks.read(channel.id, channel.last_message_id); // one looks at what comes of it
    const { name } = command;
    visit.interactions
      .send({ channelId: channel.id, name, isMenu: false }, async (nonce) =>
        visit.api.command(channel.id, { ...checked.use, files: await readFiles(checked.files) }, nonce),
      )
      .catch((error: Error) => {
        visit.writing.putBack(channel.id, [{ text, marks, files, command: written }], error.message);
      });
  }

  return {
    submit,
    contentOf,
    /** Sends a text that is too long for a message as a file. */
    submitAsFile(): void {
      const { text, files, replyTo, ping } = now();
      const file = visit.writing.fileOfText(text, '');
      post({ text: '', marks: [], files: [...files, file], replyTo, ping }, '');
      change(CLEARED);
      goTo(undefined);
    },
    /** Sends files at once, without what is written. */
    submitFiles(files: readonly DraftFile[]): void {
      post({ text: '', marks: [], files }, '');
    },
  };
}

export type Submit = ReturnType<typeof createSubmit>;

async function readFiles(files: ReadonlyMap<string, DraftFile>) {
  const uploads = await readUploads([...files.values()]);
  return Object.fromEntries(
    [...files.keys()].flatMap((name, index) => (uploads[index] ? [[name, uploads[index]]] : [])),
  );
}
