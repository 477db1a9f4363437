import type { InteractionOrigin } from '../records.ts';
import type { Heard, InteractionEvents, InteractionEventsOptions, Waiting } from './interaction-events.ts';
import { fillModal, type ModalValues } from './modal-values.ts';
import { createResolver } from './resolve.ts';
import type { SaveUpload } from './uploads.ts';

interface SubmitOptions extends InteractionEventsOptions {
  events: InteractionEvents;
  saveUpload: SaveUpload;
}

const MODAL_SUBMIT = 5;

/** Sends the modal that a person has open. It closes when the bot has heard of it. */
export function createSubmit({ world, permissions, views, actions, events, saveUpload }: SubmitOptions) {
  return async (userId: string, modalId: string, values: ModalValues, waiting: Waiting): Promise<Heard> => {
    const { data: modal, interaction } = actions.modals.get(userId, modalId);
    const { channelId, sourceId } = interaction;
    const { guildId } = world.channel(channelId);
    const resolver = createResolver({ world, views, permissions, userId, guildId });
    const components = fillModal(modal, values, { resolver, saveUpload });
    const triggering: InteractionOrigin = { ...interaction.origin, id: interaction.id, userId };
    return events.ask(
      {
        kind: 'modal',
        modalId,
        userId,
        channelId,
        origin: { type: MODAL_SUBMIT, triggering },
        // One that was dismissed or deleted meanwhile is not there to be changed.
        sourceId: world.findMessage(sourceId ?? '')?.id,
      },
      { custom_id: modal.custom_id, components, ...resolver.all() },
      waiting,
    );
  };
}
