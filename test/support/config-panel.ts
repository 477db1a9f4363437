import type { APIMessage } from 'discord-api-types/v10';
import type { Person } from '../../playground/discord/people/person.ts';

interface Control {
  custom_id: string;
  label?: string;
  placeholder?: string;
  options?: { label: string; value: string; default?: boolean }[];
}

/** `/config panel`, opened by somebody in a channel. */
export async function openPanel(person: Person, channelId: string) {
  const { message, ephemeral } = await person.command(channelId, '/config panel');
  let shown = message;
  let isModal: Parameters<Person['submit']>[0] | undefined;

  async function take(response: Awaited<ReturnType<Person['click']>>) {
    if (response.kind === 'modal') isModal = response.modal;
    if (response.kind === 'update') shown = response.message;
    return response;
  }

  const panel = {
    isEphemeral: ephemeral,
    /** What is written on the page. */
    text: () => shown.content,
    message: (): APIMessage => shown,
    controls: () => controlsOf(shown),
    /** What a menu has chosen, by its label. */
    chosen: (menu: string) =>
      controlsOf(shown)
        .find(({ placeholder }) => placeholder === menu)
        ?.options?.find((option) => option.default)?.label,
    click: async (button: string) => take(await person.click(channelId, message.id, button)),
    choose: async (menu: string, values: string | readonly string[]) =>
      take(await person.choose(channelId, message.id, menu, values)),
    /** Sends the form that a button has opened. */
    fillIn: async (values: Record<string, string>) => {
      if (!isModal) throw new Error('No form is open.');
      return take(await person.submit(isModal, values));
    },
    /** From wherever the panel is to a subject. */
    async go(subject: string) {
      if (controlsOf(shown).some(({ label }) => label === 'Back')) await panel.click('Back');
      return panel.choose('What do you want to see or change?', subject);
    },
  };
  return panel;
}

export function controlsOf({ components = [] }: Pick<APIMessage, 'components'>): Control[] {
  return components.flatMap((row) => ('components' in row ? (row.components as unknown as Control[]) : []));
}
