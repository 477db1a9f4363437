import { ButtonStyle, ComponentType as Type } from 'discord-api-types/v10';
import { type Component, walk } from '../components/component.ts';
import { DiscordError } from '../discord-error.ts';
import type { MessageRecord } from '../records.ts';
import { chosenValues } from './chosen-values.ts';
import type { Heard, InteractionEvents, InteractionEventsOptions, Waiting } from './interaction-events.ts';
import { createResolver } from './resolve.ts';

interface PressOptions extends InteractionEventsOptions {
  events: InteractionEvents;
}

/** Which component of which message. */
export interface Place {
  channelId: string;
  messageId: string;
  /** The custom id, or what is written on it. */
  component: string;
}

const COMPONENT = 3;

/** Presses buttons and chooses in menus as a person does. */
export function createPress({ world, permissions, views, botId, events }: PressOptions) {
  function find(message: MessageRecord, wanted: string): Component & { custom_id: string } {
    const all = [...walk(message.components)].map(([component]) => component);
    const found =
      all.find((component) => component.custom_id === wanted) ??
      all.find(({ label, placeholder }) => label === wanted || placeholder === wanted);
    if (!found) throw new DiscordError(404, 50035, `There is nothing called “${wanted}” on this message.`);
    const isLink = found.type === Type.Button && (found['style'] as ButtonStyle) === ButtonStyle.Link;
    const { custom_id } = found;
    if (isLink || custom_id === undefined)
      throw new DiscordError(400, 50035, `“${wanted}” goes nowhere: it is a link or a text.`);
    if (found.disabled) throw new DiscordError(400, 50035, `“${wanted}” is disabled.`);
    return { ...found, custom_id };
  }

  /** `values` are for menus: what is chosen, by value, label, id, mention or name. */
  return async (
    userId: string,
    { channelId, messageId, component: wanted }: Place,
    values: readonly string[] | undefined,
    waiting: Waiting,
  ): Promise<Heard> => {
    const channel = world.channel(channelId);
    permissions.need(channel, userId);
    const message = world.message(channelId, messageId, userId);
    const component = find(message, wanted);
    const isMenu = component.type !== Type.Button;
    if (isMenu !== (values !== undefined))
      throw new DiscordError(400, 50035, `“${wanted}” is ${isMenu ? 'a menu: choose in it' : 'a button: press it'}.`);
    if (message.authorId !== botId()) throw new DiscordError(504, 0, 'The application did not respond');
    const resolver = createResolver({ world, views, permissions, userId, guildId: channel.guildId });
    const data = {
      custom_id: component.custom_id,
      component_type: component.type,
      id: component.id,
      ...(values && { values: chosenValues(component, values, resolver) }),
      ...resolver.all(),
    };
    const origin = { type: COMPONENT, interactedMessageId: messageId };
    return events.ask({ kind: 'component', userId, channelId, origin, sourceId: messageId }, data, waiting);
  };
}
