import { useEffect, useRef } from 'preact/hooks';
import type { PaneKind } from '../app/channel-pane.tsx';
import { IconButton } from '../icon-button.tsx';
import { Icon } from '../icons.tsx';
import { titleOf } from '../names.ts';
import { isEmpty } from '../state/writing.ts';
import type { Channel } from '../types.ts';
import { chooseFiles } from './files/choose-files.ts';
import { Uploading } from './files/uploading.tsx';
import { CommandFields, FurtherOptions } from './commands/command-fields.tsx';
import { nextPlace } from './commands/command-mode.ts';
import { DropOverlay } from './files/drop-overlay.tsx';
import { FileTray } from './files/file-tray.tsx';
import { addFiles, mayAttach, sort } from './files/files.ts';
import { EmojiButton } from './emoji-button.tsx';
import { takePaste } from './files/paste.ts';
import { MessageText } from './message-text.tsx';
import { ProblemLine } from './problem-line.tsx';
import { ReplyBar } from './reply-bar.tsx';
import { slowModeNote } from './standing.ts';
import { createSubmit, MAX_LENGTH } from './submit.ts';
import { SuggestionPanel } from './suggestion-panel.tsx';
import { useComposer } from './use-composer.ts';
import { useOffers } from './use-offers.ts';
import { usePageKeys } from './use-page-keys.ts';
import { useSuggestionList } from './use-suggestion-list.ts';

/** From here on the composer says how much room is left. */
const WARN_LENGTH = 1_800;

interface Props {
  channel: Channel;
  kind: PaneKind;
}

/** Where one writes. What could not be sent comes back, with the reason beneath it. */
export function OpenComposer({ channel, kind }: Props) {
  const model = useComposer(channel);
  const { visit, draft, change, focused, command, goTo } = model;
  const submit = createSubmit(model);
  const offers = useOffers(model);
  const field = draft.command?.fields.find(({ name }) => name === focused?.place);
  const list = useSuggestionList(offers, [focused?.place, field?.text ?? `${draft.text} ${model.caret}`].join(' '));
  const root = useRef<HTMLDivElement>(null);
  const label = `Message ${kind === 'thread' ? `“${titleOf(channel)}”` : placeOf(channel)}`;
  const listId = `${kind}-suggestions`;
  usePageKeys(model, kind);

  useEffect(() => {
    if (!draft.isFocusWanted) return;
    change({ isFocusWanted: false });
    goTo(command && nextPlace(command, draft));
  }, [draft.isFocusWanted]);

  function onDrop(files: File[], isAtOnce: boolean) {
    if (!isAtOnce) return addFiles(model, files);
    const { taken, problem } = sort(visit, channel, files);
    change({ problem });
    if (taken.length > 0) submit.submitFiles(taken.map((file) => visit.writing.fileOf(file)));
  }

  return (
    <div class="composer" ref={root} onPaste={(event) => takePaste(model, event)}>
      <SuggestionPanel id={listId} offers={offers} list={list} />
      <ReplyBar model={model} />
      <div class={draft.replyTo ? 'composer-box with-reply' : 'composer-box'}>
        <FileTray model={model} />
        <div class="composer-line">
          {mayAttach(visit, channel) && (
            <IconButton
              icon="plus"
              class="attach"
              label="Attach a file"
              onClick={() => chooseFiles({ isMultiple: true, onChosen: (files) => addFiles(model, files) })}
            />
          )}
          <div class={draft.command ? 'composer-fields command' : 'composer-fields'}>
            <CommandFields model={model} list={list} listId={listId} submit={submit} />
            <MessageText id={`${kind}-text`} label={label} model={model} list={list} listId={listId} submit={submit} />
            <FurtherOptions model={model} />
          </div>
          <Room length={draft.command ? 0 : draft.text.length > WARN_LENGTH / 2 ? submit.contentOf(draft).length : 0} />
          <EmojiButton model={model} />
          <button
            type="button"
            class="send"
            aria-label="Send"
            disabled={isEmpty(draft)}
            onMouseDown={keepFocus}
            onClick={submit.submit}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
      <ProblemLine model={model} submit={submit} />
      <p class="composer-note">{slowModeNote(visit, channel)}</p>
      <Uploading count={visit.outbox.uploadingIn(channel.id)} />
      {mayAttach(visit, channel) && <DropOverlay pane={root} place={placeOf(channel)} onDrop={onDrop} />}
    </div>
  );
}

/** On a touch screen the keyboard would go and come. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

function Room({ length }: { length: number }) {
  if (length <= WARN_LENGTH) return null;
  const left = MAX_LENGTH - length;
  return (
    <span class={left < 0 ? 'room too-long' : 'room'} title={`${left} characters left`}>
      {left}
    </span>
  );
}

/** `#general`, `@Bobbin`, or the title of a thread. */
function placeOf(channel: Channel): string {
  if (channel.thread_metadata) return titleOf(channel);
  return `${channel.recipients ? '@' : '#'}${titleOf(channel)}`;
}
