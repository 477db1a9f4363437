import type { Client } from 'discord.js';
import { UserError } from '../../../src/errors.ts';
import { withBots, withoutBots } from '../../../src/server-settings/lists.ts';
import { backButton, button, controlId, MAX_OPTIONS, menu, peopleMenu, row } from '../controls.ts';
import { form } from '../form.ts';
import type { Page } from '../page.ts';

const MAX_NAMED = 50;

/** Which other bots and webhooks get answers. */
export const bots: Page = {
  async show({ context: { say }, guild, words, settings }) {
    const all = settings.bots ?? [];
    const offered = await Promise.all(
      all.slice(0, MAX_OPTIONS).map(async (id) => ({ value: id, label: await nameOf(guild.client, id) })),
    );
    return {
      content: [
        say('config.pageTitle', { title: say('config.botsTitle') }),
        words.some(
          all.map((id) => `<@${id}>`),
          MAX_NAMED,
        ) || say('config.none'),
        '',
        say('config.botsHint'),
        ...(all.length > MAX_OPTIONS ? [say('config.moreEntries', { group: 'bots' })] : []),
      ].join('\n'),
      rows: [
        peopleMenu(controlId('bots', 'allow'), say('config.allowBot'), { withRoles: false }),
        ...(offered.length > 0
          ? [menu(controlId('bots', 'remove'), say('config.takeOff'), offered, { max: MAX_OPTIONS })]
          : []),
        row(button(controlId('bots', 'write'), say('config.allowWebhook')), backButton(say)),
      ],
    };
  },

  forms: {
    write: ({ context: { say } }) =>
      form(controlId('bots', 'webhook'), say('config.allowWebhook'), [
        {
          name: 'id',
          label: say('config.webhookId'),
          description: say('config.webhookDescription'),
          value: '',
          maxLength: 20,
        },
      ]),
  },

  controls: {
    async allow({ interaction, values, change }) {
      if (interaction.isUserSelectMenu()) for (const user of interaction.users.values()) requireBot(user);
      await change((settings) => withBots(settings, values));
      return undefined;
    },
    async remove({ values, change }) {
      await change((settings) => withoutBots(settings, values));
      return undefined;
    },
    async webhook({ fields: [field], change }) {
      const id = field?.value ?? '';
      if (id !== '') await change((settings) => withBots(settings, [requireWebhookId(id)]));
      return undefined;
    },
  },
};

/** A menu shows no mentions. Of a webhook nothing is known but its id. */
async function nameOf({ users }: Client, id: string): Promise<string> {
  const user = await users.fetch(id).catch(() => undefined);
  return user ? `@${user.displayName}` : id;
}

/** @throws {UserError} for people, who need no such leave, and for Bobbin itself. */
export function requireBot(user: { id: string; bot: boolean; client: { user: { id: string } } }): void {
  if (user.id === user.client.user.id) throw new UserError('config.notMyself');
  if (!user.bot) throw new UserError('config.notABot', { person: user.id });
}

/** @throws {UserError} for what is no id. */
export function requireWebhookId(id: string): string {
  if (!/^\d{15,20}$/.test(id)) throw new UserError('config.notAnId');
  return id;
}
