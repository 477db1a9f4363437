import { ButtonStyle, ComponentType, TextInputStyle } from 'discord.js';
import { pino } from 'pino';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StoreAwayError } from '../../src/conversation/store-away.ts';
import type { SlashCommand } from '../../src/discord/command.ts';
import type { CommandServices } from '../../src/discord/command-context.ts';
import { type CommandResult, customId, type Row } from '../../src/discord/command-result.ts';
import { createInteractionHandler } from '../../src/discord/interactions.ts';
import { UserError } from '../../src/errors.ts';
import { shareDiscord } from '../support/shared-discord.ts';

const clock = { aheadMs: 0 };
const stage = shareDiscord({ now: () => Date.now() + clock.aheadMs });
const logged: string[] = [];

/** How long the handler waits before it tells Discord that it is at work. */
const ACKNOWLEDGE_MS = 30;
/** What the command and its controls do in a test. */
let work: () => Promise<CommandResult>;

const row: Row = {
  type: ComponentType.ActionRow,
  components: [
    { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Press', custom_id: customId('wave', 'press') },
  ],
};
const modal: CommandResult = {
  modal: {
    title: 'A question',
    custom_id: customId('wave', 'ask'),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.TextInput,
            custom_id: 'text',
            label: 'Text',
            style: TextInputStyle.Short,
            required: true,
          },
        ],
      },
    ],
  },
};
const wave: SlashCommand = {
  data: { name: 'wave', description: 'Waves' },
  run: () => work(),
  component: () => work(),
  submit: (interaction) => Promise.resolve({ content: `You say ${interaction.fields.getTextInputValue('text')}` }),
};

/** A result that is there only after Discord had to be told that it takes a while. */
function late(result: CommandResult): () => Promise<CommandResult> {
  return () => new Promise((resolve) => setTimeout(() => resolve(result), 3 * ACKNOWLEDGE_MS));
}

const ada = () => stage.discord.person('Ada');
const command = () => ada().command(stage.general.id, '/wave');

beforeAll(async () => {
  await stage.client.application.commands.set([wave.data]);
});
beforeEach(() => {
  clock.aheadMs = 0;
  logged.length = 0;
  const log = pino({}, { write: (line) => void logged.push(line) });
  const services = { conversations: { claimCommand: async () => true }, log } as unknown as CommandServices;
  stage.onInteraction(
    createInteractionHandler(new Map([['wave', wave]]), services, new AbortController().signal, ACKNOWLEDGE_MS),
  );
});

describe('a command that is quick', () => {
  test('is answered to the person alone, or to all', async () => {
    work = async () => ({ content: 'o/' });
    expect(await command()).toMatchObject({ ephemeral: true, deferred: false });

    work = async () => ({ content: 'o/', isPublic: true });
    expect(await command()).toMatchObject({ ephemeral: false, deferred: false });
  });

  test('answers with files and with a modal, which can be sent in', async () => {
    work = async () => ({ content: 'Here', files: [{ name: 'a.txt', data: 'text' }] });
    expect((await command()).message.attachments).toMatchObject([{ filename: 'a.txt' }]);

    work = async () => modal;
    const sent = await ada().submit((await command()).modal, { Text: 'hello' });
    expect(sent.message.content).toBe('You say hello');
  });
});

describe('a command that takes a while', () => {
  test('is acknowledged, and answered to the person alone', async () => {
    work = late({ content: 'done' });

    expect(await command()).toMatchObject({ ephemeral: true, deferred: true, message: { content: 'done' } });
  });

  test('is answered to all when it concerns all', async () => {
    work = late({ content: 'done for all', isPublic: true });

    await command().catch(() => undefined);
    const said = () => stage.discord.messages(stage.general.id).some(({ content }) => content === 'done for all');
    await stage.discord.until(said, { what: 'the answer to all' });
  });

  test('cannot show a modal any more, and says so', async () => {
    work = late(modal);

    expect((await command()).message.content).toBe('That took me too long. Please try it again.');
  });
});

describe('a button', () => {
  async function withButton() {
    work = async () => ({ content: 'before', rows: [row] });
    const { message } = await command();
    return () => ada().click(stage.general.id, message.id, 'Press');
  }

  test.each([
    { name: 'at once', when: (result: CommandResult) => async () => result },
    { name: 'after a while', when: late },
  ])('changes its message $name', async ({ when }) => {
    const press = await withButton();
    work = when({ content: 'after', isUpdate: true });

    expect(await press()).toMatchObject({ kind: 'update', message: { content: 'after' } });
  });

  test.each([
    { name: 'at once', when: (result: CommandResult) => async () => result },
    { name: 'after a while', when: late },
  ])('says something besides its message $name', async ({ when }) => {
    const press = await withButton();
    work = when({ content: 'besides' });

    expect(await press()).toMatchObject({ kind: 'message', ephemeral: true, message: { content: 'besides' } });
  });

  test('that nobody knows any more is apologised for', async () => {
    work = async () => ({
      content: 'old',
      rows: [{ ...row, components: [{ ...row.components[0], custom_id: 'gone:1' }] } as Row],
    });
    const { message } = await command();

    const pressed = await ada().click(stage.general.id, message.id, 'Press');

    expect(pressed.message.content).toMatch(/^Something went wrong/);
    expect(logged.join('')).toContain('gone:1');
  });
});

describe('what fails', () => {
  test.each([
    {
      name: 'for a reason that the person can mend',
      error: new UserError('commands.notHere'),
      says: /no conversation/,
    },
    { name: 'because the store is away', error: new StoreAwayError('away'), says: /cannot get at my memory/ },
    { name: 'by a mistake of ours', error: new Error('secret detail'), says: /^Something went wrong/ },
  ])('$name is said in words', async ({ error, says }) => {
    work = () => Promise.reject(error);

    const { ephemeral, message } = await command();

    expect(ephemeral).toBe(true);
    expect(message.content).toMatch(says);
  });
});

describe('an answer that Discord refuses', () => {
  const tooLong = { content: 'x'.repeat(2_001) };

  test.each([
    { name: 'at once', when: (result: CommandResult) => async () => result },
    { name: 'after a while', when: late },
  ])('is apologised for $name', async ({ when }) => {
    work = when(tooLong);
    expect(await command()).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringMatching(/^Something went wrong/) },
    });
    expect(logged.join('')).toContain('answer could not be given');

    work = async () => ({ content: 'before', rows: [row] });
    const { message } = await command();
    work = when({ ...tooLong, isUpdate: true });
    expect(await ada().click(stage.general.id, message.id, 'Press')).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringMatching(/^Something went wrong/) },
    });
  });
});

describe('an interaction that has expired', () => {
  /** The process was busy, so its first word comes too late. */
  function tooLate(result: CommandResult) {
    return async () => {
      clock.aheadMs = 3_500;
      return result;
    };
  }

  /** What the person is told after three seconds, that nobody has answered, is not waited for. */
  const useInVain = () => void command().catch(() => undefined);

  test('is answered with a message to all when it concerns all', async () => {
    work = tooLate({ content: 'late but there', isPublic: true });

    useInVain();

    const said = () => stage.discord.messages(stage.general.id).some(({ content }) => content === 'late but there');
    await stage.discord.until(said, { what: 'a normal message' });
  });

  test('is answered in a direct message when it concerns the person alone', async () => {
    work = tooLate({ content: 'for you alone' });

    useInVain();

    const direct = await ada().openDm();
    const said = () => stage.discord.messages(direct.id).some(({ content }) => content === 'for you alone');
    await stage.discord.until(said, { what: 'a direct message' });
    expect(stage.discord.messages(stage.general.id).some(({ content }) => content === 'for you alone')).toBe(false);
  });

  test('shows no buttons elsewhere, which would be about that place', async () => {
    work = tooLate({ content: 'Start over?', rows: [row] });

    useInVain();

    const direct = await ada().openDm();
    const said = () => stage.discord.messages(direct.id).slice(-2);
    await stage.discord.until(() => said().at(-1)?.content.includes('no buttons'), { what: 'direct messages' });
    expect(said()[0]?.content).toBe('Start over?');
    expect(said().flatMap(({ components = [] }) => components)).toEqual([]);
  });
});
