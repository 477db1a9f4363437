import { InteractionResponseType as Type, InteractionType, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Callback, Interaction } from '../actions/interaction.ts';
import { parseModal } from '../components/modal-form.ts';
import { invalidForm } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import { parseChange, parseDraft } from './message-form.ts';
import type { Resources } from './resources.ts';
import { type Call, param, type Route } from './route.ts';

const callbackBody = z.object({ type: z.int(), data: z.looseObject({}).nullish() });
const choicesBody = z.object({
  choices: z
    .array(z.looseObject({ name: z.string().min(1).max(100), value: z.union([z.string().max(100), z.number()]) }))
    .max(25),
});

const interactionTypes: Record<Interaction['kind'], InteractionType> = {
  command: InteractionType.ApplicationCommand,
  component: InteractionType.MessageComponent,
  autocomplete: InteractionType.ApplicationCommandAutocomplete,
  modal: InteractionType.ModalSubmit,
};

/** Answers to interactions, and the messages that their tokens are good for. */
export function interactionRoutes({ views, actions, botId }: Resources): Route[] {
  const { interactions } = actions;
  const limit = { requests: 5, perMs: 2000 };
  /** The webhook of an interaction has the id of the bot; others are webhooks of channels. */
  const fits = ({ webhook }: Readonly<Record<string, string>>) => webhook === botId();
  const place = (call: Call) => [param(call, 'webhook'), param(call, 'token')] as const;

  function callback(call: Call): unknown {
    const { type } = parseForm(callbackBody, call.body);
    const { interaction, message } = interactions.answer(
      param(call, 'interaction'),
      param(call, 'token'),
      parseCallback(call),
    );
    if (call.query.get('with_response') !== 'true') return undefined;
    return {
      interaction: {
        id: interaction.id,
        type: interactionTypes[interaction.kind],
        ...(message && {
          response_message_id: message.id,
          response_message_loading: interaction.isDeferred,
          response_message_ephemeral: interaction.isEphemeral,
        }),
      },
      ...(message && { resource: { type, message: views.message(message, botId()) } }),
    };
  }

  return [
    {
      method: 'POST',
      path: '/interactions/:interaction/:token/callback',
      isOpen: true,
      answer: callback,
    },
    {
      method: 'POST',
      path: '/webhooks/:webhook/:token',
      fits,
      isOpen: true,
      limit,
      answer(call) {
        const { draft, flags } = parseDraft(call);
        return views.message(interactions.followUp(...place(call), draft, isEphemeral(flags)), botId());
      },
    },
    {
      method: 'GET',
      path: '/webhooks/:webhook/:token/messages/:message',
      fits,
      isOpen: true,
      limit,
      answer: (call) => views.message(interactions.get(...place(call), param(call, 'message')), botId()),
    },
    {
      method: 'PATCH',
      path: '/webhooks/:webhook/:token/messages/:message',
      fits,
      isOpen: true,
      limit,
      answer: (call) =>
        views.message(interactions.edit(...place(call), param(call, 'message'), parseChange(call)), botId()),
    },
    {
      method: 'DELETE',
      path: '/webhooks/:webhook/:token/messages/:message',
      fits,
      isOpen: true,
      limit,
      answer: (call) => interactions.delete(...place(call), param(call, 'message')),
    },
  ];
}

function parseCallback(call: Call): Callback {
  const { type, data } = parseForm(callbackBody, call.body);
  switch (type as Type) {
    case Type.ChannelMessageWithSource: {
      const { draft, flags } = parseDraft(call, data ?? {});
      return { kind: 'message', draft, ephemeral: isEphemeral(flags) };
    }
    case Type.DeferredChannelMessageWithSource:
      return { kind: 'defer', ephemeral: isEphemeral(Number(data?.['flags'] ?? 0)) };
    case Type.UpdateMessage:
      return { kind: 'update', change: parseChange(call, data ?? {}) };
    case Type.DeferredMessageUpdate:
      return { kind: 'deferUpdate' };
    case Type.Modal:
      return { kind: 'modal', modal: parseModal(data ?? {}) };
    case Type.ApplicationCommandAutocompleteResult:
      return { kind: 'choices', choices: parseForm(choicesBody, data ?? {}).choices };
    default:
      throw invalidForm({
        type: {
          code: 'INTERACTION_APPLICATION_COMMAND_INVALID_CALLBACK',
          message: 'Interaction callback type is invalid',
        },
      });
  }
}

function isEphemeral(flags: number): boolean {
  return (flags & MessageFlags.Ephemeral) !== 0;
}
