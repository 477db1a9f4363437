import type { ModalData } from '../components/modal-form.ts';
import { refusal } from '../discord-error.ts';
import type { World } from '../world.ts';
import type { Interaction } from './interaction.ts';

/** A modal that a person has before them. */
export interface OpenModal {
  id: string;
  data: ModalData;
  /** What it answers. */
  interaction: Interaction;
}

export type Modals = ReturnType<typeof createModals>;

/** The modals that people have open: one each, a new one takes the place of the old. They do not outlive the process. */
export function createModals(world: World) {
  const openByUser = new Map<string, OpenModal>();

  function emit(type: string, modal: OpenModal): void {
    const { id, interaction } = modal;
    const view = () => (type === 'MODAL_OPEN' ? modalView(modal) : { id });
    world.emit({ type, onlyFor: interaction.userId, view });
  }

  function close(userId: string, id: string): void {
    const modal = openByUser.get(userId);
    if (modal?.id !== id) return;
    openByUser.delete(userId);
    emit('MODAL_CLOSE', modal);
  }

  return {
    show(interaction: Interaction, data: ModalData): OpenModal {
      const before = openByUser.get(interaction.userId);
      if (before) close(interaction.userId, before.id);
      const modal = { id: world.newId(), data, interaction };
      openByUser.set(interaction.userId, modal);
      emit('MODAL_OPEN', modal);
      return modal;
    },
    of: (userId: string) => openByUser.get(userId),
    /** @throws 10062 when it is not open any more */
    get(userId: string, id: string): OpenModal {
      const modal = openByUser.get(userId);
      if (modal?.id !== id) throw refusal('unknownInteraction');
      return modal;
    },
    close,
  };
}

/** What a person sees of a modal. */
export interface Modal extends ModalData {
  id: string;
  channel_id: string;
  /** The message whose button or menu showed it. */
  message_id?: string;
}

export function modalView({ id, data, interaction }: OpenModal): Modal {
  const { channelId, sourceId } = interaction;
  return { ...data, id, channel_id: channelId, ...(sourceId !== undefined && { message_id: sourceId }) };
}
