import type { Node } from '../../playground/page/client/markdown/nodes.ts';

const MARKS = {
  strong: 'b',
  em: 'i',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'spoiler',
  subtext: 'small',
  blockQuote: 'quote',
};

/** What a text was made into, in a line that can be read: `<b>bold</b> <user 1>`. */
export function outline(nodes: readonly Node[]): string {
  return nodes.map(part).join('');
}

function part(node: Node): string {
  switch (node.type) {
    case 'text':
      return node.content;
    case 'inlineCode':
      return `<code>${node.content}</code>`;
    case 'codeBlock':
      return `<pre${node.language === undefined ? '' : ` ${node.language}`}>${node.content}</pre>`;
    case 'heading':
      return `<h${node.level}>${outline(node.content)}</h${node.level}>`;
    case 'list': {
      const items = node.items.map((item) => `<li>${outline(item)}</li>`).join('');
      return node.start === undefined ? `<ul>${items}</ul>` : `<ol ${node.start}>${items}</ol>`;
    }
    case 'link':
      return `<a ${node.target}>${outline(node.content)}</a>`;
    case 'messageLink':
      return `<message ${[node.channelId, node.messageId].join(' ').trim()}>`;
    case 'user':
    case 'role':
    case 'channel':
      return `<${node.type} ${node.id}>`;
    case 'everyone':
    case 'here':
      return `<@${node.type}>`;
    case 'command':
      return `<command ${node.name}>`;
    case 'navigation':
      return `<to ${node.to}>`;
    case 'timestamp':
      return `<time ${node.seconds} ${node.style}>`;
    case 'emoji':
      return `<${node.animated ? 'animated' : 'emoji'} ${node.name} ${node.id}>`;
    case 'unicodeEmoji':
      return `<${node.content}>`;
    default:
      return `<${MARKS[node.type]}>${outline(node.content)}</${MARKS[node.type]}>`;
  }
}
