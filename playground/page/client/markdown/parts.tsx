import type { ComponentChildren } from 'preact';
import { CodeBlock } from './code-block.tsx';
import { CustomEmoji } from './emoji.tsx';
import { Link } from './link.tsx';
import {
  ChannelMention,
  CommandMention,
  Mention,
  MessageLink,
  NavigationMention,
  RoleMention,
  UserMention,
} from './mention.tsx';
import type { ListNode, MarkType, Node } from './nodes.ts';
import type { MarkdownPlace } from './place.ts';
import { Spoiler } from './spoiler.tsx';
import { Timestamp } from './timestamp.tsx';

interface Props {
  nodes: readonly Node[];
  place: MarkdownPlace;
}

/** Parts of a text, one after the other. */
export function Parts({ nodes, place }: Props) {
  return (
    <>
      {nodes.map((node, index) => (
        <Part key={index} node={node} place={place} />
      ))}
    </>
  );
}

function Part({ node, place }: { node: Node; place: MarkdownPlace }) {
  switch (node.type) {
    case 'text':
      return <>{node.content}</>;
    case 'inlineCode':
      return <code>{node.content}</code>;
    case 'codeBlock':
      return <CodeBlock code={node.content} language={node.language} />;
    case 'heading': {
      // The page's own headings are the two above.
      const Heading = (['h3', 'h4', 'h5'] as const)[node.level - 1] ?? 'h5';
      return (
        <Heading>
          <Parts nodes={node.content} place={place} />
        </Heading>
      );
    }
    case 'list':
      return <List list={node} place={place} />;
    case 'link':
      return (
        <Link target={node.target} title={node.title}>
          <Parts nodes={node.content} place={place} />
        </Link>
      );
    case 'messageLink':
      return (
        <MessageLink id={node.channelId} messageId={node.messageId} place={place}>
          <Link target={node.target}>{node.target}</Link>
        </MessageLink>
      );
    case 'user':
      return <UserMention id={node.id} place={place} />;
    case 'role':
      return <RoleMention id={node.id} place={place} />;
    case 'channel':
      return <ChannelMention id={node.id} place={place} />;
    case 'everyone':
    case 'here':
      return <Mention>@{node.type}</Mention>;
    case 'command':
      return <CommandMention name={node.name} place={place} />;
    case 'navigation':
      return <NavigationMention to={node.to} />;
    case 'timestamp':
      return <Timestamp seconds={node.seconds} style={node.style} />;
    case 'emoji':
      return <CustomEmoji name={node.name} url={place.emojiUrl(node.id, node.animated)} />;
    case 'unicodeEmoji':
      return <span class="unicode-emoji">{node.content}</span>;
    default:
      return (
        <Mark type={node.type}>
          <Parts nodes={node.content} place={place} />
        </Mark>
      );
  }
}

function List({ list, place }: { list: ListNode; place: MarkdownPlace }) {
  const items = list.items.map((nodes, index) => (
    <li key={index}>
      <Parts nodes={nodes} place={place} />
    </li>
  ));
  return list.start === undefined ? <ul>{items}</ul> : <ol start={list.start}>{items}</ol>;
}

function Mark({ type, children }: { type: MarkType; children: ComponentChildren }) {
  switch (type) {
    case 'strong':
      return <strong>{children}</strong>;
    case 'em':
      return <em>{children}</em>;
    case 'underline':
      return <u>{children}</u>;
    case 'strikethrough':
      return <s>{children}</s>;
    case 'spoiler':
      return <Spoiler>{children}</Spoiler>;
    case 'subtext':
      return <small class="subtext">{children}</small>;
    case 'blockQuote':
      return <blockquote>{children}</blockquote>;
  }
}
