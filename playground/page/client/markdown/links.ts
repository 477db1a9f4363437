import { isAllowedLabel } from './label.ts';
import { literal, orders, type Rules } from './rules.ts';

const TARGET = /^\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+(?:"([^"\n]*)"|'([^'\n]*)'))?\s*\)/;
const URL_IN_TEXT = /^https?:\/\/[^\s<]+[^<.,:;"'\]\s]/;
const BRACKETED = /^<([^\s:<>]+:\/[^\s<>]+)>/;
const EMAIL = /^<(?:mailto:)?([^\s<>@?:/]+@[^\s<>@?/]+)(\?[^\s<>]*)?>/;
const PHONE = /^<(?:tel:)?(\+\d{4,15})>/;
const MESSAGE_LINK =
  /^https:\/\/(?:(?:ptb|canary|www)\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?\/?(?![^\s<)\]|*_~.,;:!?"'])/;
const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'discord:']);

/** Links, in messages and in the bodies of embeds. */
export function links({ hasEmojiInLabels }: { hasEmojiInLabels: boolean }): Rules {
  return {
    link: {
      order: orders.link.order,
      match: (source, state) => (state['hasMaskedLinks'] ? takeMasked(source) : undefined),
      parse([whole = '', label = '', target = '', title], parse, state) {
        if (!isAllowed(target) || !isAllowedLabel(label, hasEmojiInLabels)) return literal(whole);
        const content = parse(label, { ...state, inLabel: true });
        return { target, title: title ? `${title}\n\n(${target})` : target, content };
      },
    },
    bracketed: {
      order: orders.autolink.order,
      match: (source) => BRACKETED.exec(source),
      parse: ([, target = '']) => (isAllowed(target) ? link(target) : literal(target)),
    },
    email: {
      order: orders.mailto.order,
      match: (source) => EMAIL.exec(source),
      parse: ([, address = '', query = '']) => link(`mailto:${address}${query}`, address),
    },
    phone: {
      order: orders.mailto.order,
      match: (source) => PHONE.exec(source),
      parse: ([, number = '']) => link(`tel:${number}`, number),
    },
    messageLink: {
      order: orders.autolink.order,
      match: (source) => MESSAGE_LINK.exec(source),
      parse: ([target, channelId, messageId]) => ({ channelId, target, ...(messageId !== undefined && { messageId }) }),
    },
    url: {
      order: orders.url.order,
      match: takeUrl,
      parse: ([target = '']) => (isAllowed(target) ? link(target) : literal(target)),
    },
  };
}

function link(target: string, text = target): object {
  return { type: 'link', target, content: [{ type: 'text', content: text }] };
}

function isAllowed(target: string): boolean {
  return URL.canParse(target) && PROTOCOLS.has(new URL(target).protocol);
}

/** `[label](target "title")`. The label may have pairs of brackets in it. */
function takeMasked(source: string): string[] | undefined {
  if (!source.startsWith('[')) return undefined;
  for (let index = 1; index < source.length; index += 1) {
    if (source[index] === '[') {
      index = source.indexOf(']', index);
      if (index === -1) return undefined;
    } else if (source[index] === ']' && source[index + 1] === '(') {
      const found = TARGET.exec(source.slice(index + 1));
      if (!found) return undefined;
      const [whole, target = '', title = '', otherTitle = ''] = found;
      return [source.slice(0, index + 1) + whole, source.slice(1, index), target, title || otherTitle];
    }
  }
  return undefined;
}

/** A bracket at the end belongs to the sentence, unless there are as many that open. */
function takeUrl(source: string): [string] | undefined {
  const found = URL_IN_TEXT.exec(source)?.[0];
  if (found === undefined) return undefined;
  const closing = found.length - found.replace(/\)+$/, '').length;
  const opening = found.split('(').length - 1;
  return [closing > opening ? found.slice(0, -1) : found];
}
