import type { APIAttachment } from 'discord-api-types/v10';
import type { Component } from './component.ts';

interface Linked {
  url: string;
}

/**
 * Components as Discord shows them: `attachment://name` is the address of a file of the message, with what is known of
 * it. What a bot has read and sends back has that address, which runs out: it is made anew, too.
 */
export function withMedia(components: readonly Component[], attachments: readonly APIAttachment[]): Component[] {
  function find(url: string): APIAttachment | undefined {
    return attachments.find(
      ({ id, filename }) => url === `attachment://${filename}` || (URL.canParse(url) && url.includes(`/${id}/`)),
    );
  }

  function media(linked: Linked): Linked {
    const found = find(linked.url);
    if (!found) return linked;
    const { id, url, proxy_url, width = null, height = null, content_type } = found;
    return { ...linked, url, proxy_url, width, height, content_type, attachment_id: id } as Linked;
  }

  function view(component: Component): Component {
    const { media: own, file, items } = component as { media?: Linked; file?: Linked; items?: { media: Linked }[] };
    const attached = file && find(file.url);
    return {
      ...component,
      ...(own && { media: media(own) }),
      ...(items && { items: items.map((item) => ({ ...item, media: media(item.media) })) }),
      ...(file && { file: media(file) }),
      ...(attached && { name: attached.filename, size: attached.size }),
      ...(component.components && { components: component.components.map(view) }),
      ...(component.accessory && { accessory: view(component.accessory) }),
    };
  }

  return components.map(view);
}
