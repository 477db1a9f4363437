import { solveEquation } from './demo-equation.ts';
import { answerOnFiles, type DemoFile, toDemoFile } from './demo-files.ts';
import { samples } from './demo-samples.ts';
import type { ModelMessage } from './model.ts';

/** A post: who wrote it, where that is known, and what. */
interface Post {
  readonly name: string | undefined;
  readonly text: string;
  readonly files: readonly DemoFile[];
}

const MAX_QUOTE = 90;
const ASKS_FOR_ABILITIES = /\bwhat (?:can|could|do) you do\b|\bhow can you help\b|^help\W*$/i;
const ASKS_FOR_FIRST =
  /\bwhat (?:did|have) i (?:first )?(?:ask|say|said|write|wrote|asked|written)\b.*\bfirst\b|\bwhat did i first (?:ask|say|write)\b|\b(?:my|the) (?:very )?first (?:question|post|message)\b/i;
const ASKS_FOR_LAST =
  /\bwhat (?:did|have) i (?:just )?(?:ask|say|said|write|wrote|asked|written)\b|\bmy (?:last|previous) (?:question|post|message)\b/i;
const ASKS_FOR_NAME = /\bwhat(?:'s|’s| is) my name\b|\bwho am i\b|\bdo you (?:know|remember) my name\b/i;
const TELLS_NAME = /\b(?:my name is|my name's|my name’s|call me)\s+(\p{L}[\p{L}\p{M}'’-]{0,30})/iu;
const IS_GREETING = /^(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[^?]{0,30}$/i;
const IS_THANKS = /^(?:thanks|thank you|thx|cheers)\b[^?]{0,40}$/i;

const shows: readonly (readonly [RegExp, string])[] = [
  [/\blong(?:er|est)?\b.{0,40}\b(?:answer|text|reply|post|message|story|essay)\b|\bsomething long\b/i, samples.long],
  [/\btable\b/i, samples.table],
  [/\bformulas?\b|\blatex\b|\bequations?\b|\bmath\b/i, samples.formula],
  [/\bcode\b|\bfunction\b|\bscript\b/i, samples.code],
];

/** What the demo answers to a conversation: to all posts that have waited since its last answer. */
export function demoAnswer(messages: readonly ModelMessage[]): string {
  const lastAnswer = messages.findLastIndex(({ role }) => role === 'assistant');
  const posts = messages.map((message, index) => ({ ...toPost(message), index, role: message.role }));
  const said = posts.filter(({ role }) => role === 'user');
  const waiting = said.filter(({ index }) => index > lastAnswer);
  const answered = waiting.length > 0 ? waiting : said.slice(-1);

  const parts = answered.map((post) => {
    const text = answerTo(
      post,
      said.filter(({ index }) => index < post.index),
    );
    if (answered.length === 1) return text;
    return `${post.name ? `**${post.name}**, to` : 'To'} “${quote(post.text)}”: ${text}`;
  });
  if (lastAnswer === -1) parts.unshift(introduction(answered.map(({ name }) => name)));
  return parts.join('\n\n') || 'There is nothing to answer yet.';
}

function introduction(names: readonly (string | undefined)[]): string {
  const unique = [...new Set(names.filter((name) => name !== undefined))];
  const last = unique.pop();
  const greeted = unique.length > 0 ? `${unique.join(', ')} and ${last}` : last;
  return (
    `Hello${greeted ? ` ${greeted}` : ''}! I am Bobbin, here as an offline demo: there is no real model behind me, ` +
    'I follow simple rules. What you see of threads, memory and formatting is real.'
  );
}

/** The answer to one post, given the posts before it. */
function answerTo({ name, text, files }: Post, before: readonly Post[]): string {
  const own = before.filter((post) => post.name === name);
  if (files.length > 0) return answerOnFiles(text, files);
  if (ASKS_FOR_ABILITIES.test(text)) return samples.abilities;
  if (ASKS_FOR_FIRST.test(text)) {
    const [first] = own;
    return first
      ? `The first thing you wrote here was: “${quote(first.text)}”`
      : 'This is the first thing you wrote here.';
  }
  if (ASKS_FOR_LAST.test(text)) {
    const last = own.at(-1);
    return last ? `Just before this you wrote: “${quote(last.text)}”` : 'Nothing before this, as far as I know.';
  }
  if (ASKS_FOR_NAME.test(text)) {
    const told = own.map((post) => TELLS_NAME.exec(post.text)?.[1]).findLast((found) => found !== undefined);
    if (told) return `Your name is ${told}: you told me.`;
    return name ? `You have not told me, but your posts say ${name}.` : 'You have not told me yet.';
  }
  const told = TELLS_NAME.exec(text)?.[1];
  if (told) return `Nice to meet you, ${told}. Ask me later what your name is.`;
  const solved = solveEquation(text);
  if (solved) return solved;
  const shown = shows.find(([asked]) => asked.test(text))?.[1];
  if (shown) return shown;
  if (IS_GREETING.test(text)) return 'Nice to see you. Ask me “what can you do?” for a start.';
  if (IS_THANKS.test(text)) return 'You are welcome.';
  return plainAnswer(name, text, before);
}

function plainAnswer(name: string | undefined, text: string, before: readonly Post[]): string {
  const known = before.flatMap(({ files }) => files);
  if (known.length > 0 && /\bfiles?\b/i.test(text)) return answerOnFiles(text, known);
  const last = before.at(-1);
  const isQuestion = text.trimEnd().endsWith('?');
  const reaction = isQuestion ? `A real model would answer “${quote(text)}” here.` : `I have read “${quote(text)}”.`;
  if (!last) return `${reaction} Ask me “what can you do?” to see what the demo has to show.`;
  const writer = last.name === name ? 'you' : (last.name ?? 'somebody');
  return `${reaction} Before that, ${writer} wrote “${quote(last.text)}”, so I still know what this is about.`;
}

/** Posts arrive with their author's name in front: `Ada: …`. */
function toPost({ content }: ModelMessage): Post {
  const files = content.flatMap((part) => (part.type === 'text' ? (toDemoFile(part.text) ?? []) : []));
  const written = content.filter((part) => part.type !== 'text' || !toDemoFile(part.text));
  const whole = written.map((part) => (part.type === 'text' ? part.text : '(a picture)')).join('\n');
  const [, name, said] = /^([^:\n]{1,32}): ([^]*)$/u.exec(whole) ?? [];
  const text = (said ?? whole).replace(/^\s*@\S+[\s,:]*/u, '').trim();
  return { name, text: text === '' ? (said ?? whole).trim() : text, files };
}

/** One line of a text, cut at a word. */
function quote(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= MAX_QUOTE) return line;
  const cut = Array.from(line).slice(0, MAX_QUOTE).join('');
  return `${cut.slice(0, cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : undefined)} …`;
}
