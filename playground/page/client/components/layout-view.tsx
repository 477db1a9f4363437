import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import type { Component, Message } from '../types.ts';
import { ButtonView } from './button-view.tsx';
import { InteractionProblem } from './interaction-problem.tsx';
import * as kinds from './kinds.ts';
import { FileView, Gallery, Thumbnail } from './media.tsx';
import { SelectView } from './select-view.tsx';
import { Spoiler } from './spoiler.tsx';

interface Props {
  message: Message;
  component: Component;
}

/**
 * A component of a message: a row of buttons or menus, or (Components V2) a text, a section, a container, … What has
 * failed of them stands beneath the last one.
 */
export function LayoutView({ message, component }: Props) {
  return (
    <>
      <Part message={message} component={component} />
      {message.components?.at(-1) === component && <InteractionProblem message={message} />}
    </>
  );
}

function Part({ message, component }: Props) {
  const { type, accessory, custom_id: customId } = component;
  switch (type) {
    case kinds.ACTION_ROW:
      return (
        <div class="action-row">
          <Parts message={message} component={component} />
        </div>
      );
    case kinds.BUTTON:
      return <ButtonView key={customId} message={message} component={component} />;
    case kinds.TEXT_DISPLAY:
      return <Text message={message} component={component} />;
    case kinds.SECTION:
      return (
        <div class="section">
          <div class="section-text">
            <Parts message={message} component={component} />
          </div>
          {accessory && <Part message={message} component={accessory} />}
        </div>
      );
    case kinds.THUMBNAIL:
      return <Thumbnail message={message} component={component} />;
    case kinds.MEDIA_GALLERY:
      return <Gallery message={message} component={component} />;
    case kinds.FILE:
      return <FileView message={message} component={component} />;
    case kinds.SEPARATOR:
      return <Separator component={component} />;
    case kinds.CONTAINER:
      return <Container message={message} component={component} />;
    default:
      return kinds.SELECTS.includes(type) ? (
        <SelectView key={customId} message={message} component={component} />
      ) : (
        <p class="quiet">Something that this page cannot show (component type {type}).</p>
      );
  }
}

function Parts({ message, component: { components = [] } }: Props) {
  return components.map((one, index) => <Part key={one.id ?? index} message={message} component={one} />);
}

function Text({ message, component: { content = '' } }: Props) {
  const place = usePlace(message);
  return (
    <div class="content">
      <Markdown text={content} place={place} />
    </div>
  );
}

function Separator({ component: { divider, spacing } }: Pick<Props, 'component'>) {
  const classes = ['separator', divider === false && 'without-line', spacing === 2 && 'large'];
  const names = classes.filter(Boolean).join(' ');
  return divider === false ? <div class={names} /> : <hr class={names} />;
}

function Container({ message, component }: Props) {
  const { accent_color: accent, spoiler } = component;
  // 0 is black.
  const colour = accent === null || accent === undefined ? undefined : `#${accent.toString(16).padStart(6, '0')}`;
  return (
    <div class="container" style={colour && { borderInlineStartColor: colour }}>
      <Spoiler isOn={Boolean(spoiler)}>
        <div class="container-parts">
          <Parts message={message} component={component} />
        </div>
      </Spoiler>
    </div>
  );
}
